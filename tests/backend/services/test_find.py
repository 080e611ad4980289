"""Finding on the server: what is published, by the code that phones use, and nothing kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from backend.services.find import find
from backend.services.world import World
from shared.problems import Problem
from tests.backend.cast import a_network, a_place, load_and_publish

NAMES = [
    *a_network()["names"],
    {"name": "Leigh", "kind": "town", "town": "Leigh", "lat": 53.4975, "lon": -2.519},
    {"name": "WN99 1AA", "kind": "postcode", "town": "Leigh", "lat": 53.4, "lon": -2.5},
]


def test_before_the_first_publication_it_says_so(world: World) -> None:
    with pytest.raises(Problem) as refused:
        find(world, "Leigh")
    assert refused.value.code == "nothing-published"


@pytest.mark.parametrize(
    ("words", "kind", "label"),
    [
        ("liegh", "town", "Leigh"),
        ("wn991aa", "postcode", "WN99 1AA"),
        ("WN99 1ZZ", "sector", "WN99 1"),
        ("nihgt haven", "place", a_place()["name"]),
    ],
)
def test_what_is_published_is_found(
    app: Flask, world: World, words: str, kind: str, label: str
) -> None:
    load_and_publish(app, names=NAMES)
    first = find(world, words).matches[0]
    assert (first.kind, first.label) == (kind, label)


def test_a_place_whose_listing_has_run_out_is_not_found(app: Flask, world: World) -> None:
    load_and_publish(app, names=NAMES)
    assert find(world, "haven").matches
    later = replace(world, now=lambda: world.now() + timedelta(days=91))
    assert find(later, "haven").matches == ()


def test_nothing_of_the_words_is_kept(app: Flask, world: World) -> None:
    load_and_publish(app, names=NAMES)
    before = {path: path.read_bytes() for path in world.data_dir.rglob("*") if path.is_file()}
    find(world, "canary-4711")
    after = {path: path.read_bytes() for path in world.data_dir.rglob("*") if path.is_file()}
    assert after == before
    # The control: a word that was written down would show.
    (world.data_dir / "words").write_text("canary-4711", encoding="utf-8")
    assert any(b"canary" in path.read_bytes() for path in world.data_dir.rglob("words"))
