"""Goal R7: a full disk is said in plain words, and damages nothing, on the phone and the server."""

from pathlib import Path

import pytest

from shared.problems import CATALOGUE
from tests.chaos import full_disk_phone, full_disk_server
from tests.chaos.small_disk import run_on_small_disk

PHONE_KIB, SERVER_KIB = 400, 1280


Seen = dict[str, object]


def phone(folder: Path, variant: str) -> Seen:
    """Return what a phone saw on a disk that became full."""
    return run_on_small_disk(PHONE_KIB, folder / "disk", full_disk_phone.__name__, variant)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What our phone saw."""
    return phone(tmp_path_factory.mktemp("full"), full_disk_phone.HONEST)


def server(tmp_path: Path, variant: str, migrated: Path) -> Seen:
    """Return what was seen of a server on a disk that became full."""
    words = (full_disk_server.__name__, variant, str(migrated))
    return run_on_small_disk(SERVER_KIB, tmp_path / "disk", *words)


def test_a_phone_without_room_says_so_and_keeps_every_earlier_answer(full: Seen) -> None:
    assert full["refusal"] == CATALOGUE["not-saved"].title
    assert full["said"] == full["readable"]
    assert full["integrity"] == full["integrity_again"] == "ok"
    assert full["saves_again"]
    assert full["readable_again"] == int(str(full["readable_after_rounds"])) + 1
    assert full["left"] == 0


def test_the_list_is_shown_on_a_phone_that_is_full(full: Seen) -> None:
    """Somebody in need opens the app: no room is no reason to show nothing."""
    assert full["shown_when_full"] == 3
    assert "This phone is full" in str(full["notice_when_full"])
    assert full["refusal_when_full"] == CATALOGUE["not-saved"].title


def test_what_cannot_be_removed_for_want_of_room_is_not_sent_for_ever(full: Seen) -> None:
    troubles = full["troubles"]
    assert isinstance(troubles, list)
    assert len(troubles) == full_disk_phone.ROUNDS_ON_A_FULL_DISK
    delivered = int(str(full["said"])) - int(str(full["readable_after_rounds"]))
    assert int(str(full["sent_on_a_full_disk"])) <= delivered + 3


def test_a_phone_that_swallows_the_refusal_is_caught(tmp_path: Path) -> None:
    seen = phone(tmp_path, full_disk_phone.SWALLOWING)
    assert seen["refusal"] == ""
    assert seen["said"] != seen["readable"]


def test_a_server_without_room_asks_to_wait_and_works_again_without_a_restart(
    tmp_path: Path, migrated_file: Path
) -> None:
    seen = server(tmp_path, full_disk_server.HONEST, migrated_file)
    refusals = seen["refusals"]
    assert isinstance(refusals, list)
    assert len(refusals) == full_disk_server.TRIES_WHEN_FULL
    for status, media_type, code in refusals:
        assert (status in (503, 507), media_type) == (True, "application/problem+json")
        assert code == "urn:umay:problem:service-unavailable"
    assert seen["stored"] == seen["confirmed"]
    assert (seen["integrity"], seen["list"]) == ("ok", 200)
    assert seen["again"] == [201] * full_disk_server.TRIES_WHEN_FULL
    assert seen["missing"] == 0


def test_a_server_that_swallows_the_refusal_is_caught(tmp_path: Path, migrated_file: Path) -> None:
    seen = server(tmp_path, full_disk_server.SWALLOWING, migrated_file)
    assert seen["refusals"] == []
    assert seen["stored"] != seen["confirmed"]
