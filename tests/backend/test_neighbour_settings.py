"""The services next to ours: read from a setting, refused by name, and published."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from backend.config import read_config
from backend.neighbour_settings import SETTING, read_neighbours
from backend.services.publish import publish
from backend.services.world import World
from shared.neighbours import MOST_NEIGHBOURS, Neighbour
from shared.problems import Problem
from tests.backend.cast import load

WESTBURY = Neighbour("UMay Westbury", "https://umay.westbury.example")
EASTHAM = Neighbour("Safe in Eastham", "https://eastham.example/safe")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def written(*neighbours: Neighbour) -> dict[str, str]:
    return {SETTING: "; ".join(f"{each.name} {each.url}" for each in neighbours)}


def test_names_and_addresses_are_read_in_their_order() -> None:
    assert read_neighbours({}) == ()
    assert read_neighbours({SETTING: " ; "}) == ()
    assert read_config(written(EASTHAM, WESTBURY)).neighbours == (EASTHAM, WESTBURY)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("UMay Westbury", "ends with no https address"),
        ("UMay Westbury http://umay.westbury.example", "ends with no https address"),
        ("UMay Westbury umay.westbury.example", "ends with no https address"),
        ("UMay Westbury https://umay.westbury.example?a=1", "ends with no https address"),
        ("https://umay.westbury.example", "has no name"),
        ("W" * 61 + " https://umay.westbury.example", "has no name of at most 60 letters"),
        ("A https://a.example; B https://a.example", "names one address twice"),
        ("; ".join(f"N{n} https://n{n}.example" for n in range(MOST_NEIGHBOURS + 1)), "names 13"),
    ],
)
def test_what_is_wrong_is_said_with_what_and_where_and_the_way_out(value: str, said: str) -> None:
    with pytest.raises(Problem) as refusal:
        read_config({SETTING: value})
    assert refusal.value.code == "setting-invalid"
    assert refusal.value.detail.startswith(f"{SETTING} ")
    assert said in refusal.value.detail
    assert refusal.value.detail.endswith(".")


@on_sqlite
def test_they_are_published_as_name_and_address(app: Flask, world: World) -> None:
    load(app)
    with app.app_context():
        publish(world)
        plain = (world.published_dir / "manifest.json").read_bytes()
        publish(replace(world, neighbours=(WESTBURY, EASTHAM)))
    told = (world.published_dir / "manifest.json").read_bytes()
    assert "neighbours" not in json.loads(plain)
    assert json.loads(told)["neighbours"] == [
        {"name": each.name, "url": each.url} for each in (WESTBURY, EASTHAM)
    ]
    assert len(told) - len(plain) < 80 * 2 + 40
