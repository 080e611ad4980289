"""The demonstration's map: sound by the server's own rules, small, and the same each time."""

from pathlib import Path

import pytest

from backend.services import map_pack
from demo.map_pack import ATTRIBUTION, write_example_map
from shared.map_packs import read_facts

FEW = range(10, 12)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example_map(tmp_path_factory.mktemp("example") / "map.mbtiles", FEW)


def test_it_is_sound_by_the_rules_of_the_server(example: Path) -> None:
    map_pack._check(example)
    facts = read_facts(example)
    assert (facts.min_zoom, facts.max_zoom) == (10, 11)


def test_it_says_that_it_is_invented(example: Path) -> None:
    assert read_facts(example).attribution == ATTRIBUTION == "Example map, invented"


def test_it_is_the_same_each_time(example: Path, tmp_path: Path) -> None:
    again = write_example_map(tmp_path / "again.mbtiles", FEW)
    assert again.read_bytes() == example.read_bytes()
    assert len(example.read_bytes()) < 200_000
