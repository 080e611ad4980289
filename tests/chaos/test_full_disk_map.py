"""A full disk while the map comes: the map gives way, and answers can still be saved."""

from pathlib import Path

from tests.chaos import full_disk_map
from tests.chaos.small_disk import run_on_small_disk

DISK_KIB = 1200


def phone(tmp_path: Path, variant: str) -> dict[str, object]:
    """Return what a phone saw whose disk became full while the map came."""
    return run_on_small_disk(DISK_KIB, tmp_path / "disk", full_disk_map.__name__, variant)


def test_the_map_gives_way_and_an_answer_is_saved(tmp_path: Path) -> None:
    seen = phone(tmp_path, full_disk_map.HONEST)
    assert seen == {"refusal": "not-saved", "left": [], "saved": True}


def test_a_map_that_does_not_give_way_is_caught(tmp_path: Path) -> None:
    seen = phone(tmp_path, full_disk_map.GREEDY)
    assert seen["left"] != []
    assert seen["saved"] is False
