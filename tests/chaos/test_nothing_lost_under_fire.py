"""Goal R1: faulty networks, killed phones, killed servers; every answer arrives exactly once."""

from pathlib import Path

import pytest

from tests.chaos.fire import Trial, try_out
from tests.chaos.phone_variants import FORGETFUL, RENAMING
from tests.chaos.service import Service
from tests.chaos.sizes import CONTROL, FIRE

pytestmark = pytest.mark.full("fire")


def test_every_answer_that_was_said_to_be_saved_arrives_exactly_once(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = try_out(Trial(FIRE), service, tmp_path / "phones")
    with capsys.disabled():
        print(f"\n{done.told()}")  # noqa: T201
    assert done.verdict.is_spotless, done.told()
    assert done.verdict.rows - done.verdict.unsaid == FIRE.items, done.told()
    assert (done.waiting, done.set_aside) == (0, 0), done.told()
    # The trial itself was as hard as it says.
    assert done.phone_kills >= FIRE.phone_kills, done.told()
    assert done.server_kills >= FIRE.server_kills, done.told()
    assert done.faults > 0.25 * done.requests, done.told()


def test_a_phone_that_forgets_before_it_arrived_is_caught(
    sqlite_service: Service, tmp_path: Path
) -> None:
    done = try_out(Trial(CONTROL, FORGETFUL), sqlite_service, tmp_path / "phones")
    assert done.verdict.lost > 0, done.told()
    assert not done.verdict.is_spotless, done.told()


def test_a_phone_that_renames_what_it_repeats_is_caught(
    sqlite_service: Service, tmp_path: Path
) -> None:
    done = try_out(Trial(CONTROL, RENAMING), sqlite_service, tmp_path / "phones")
    assert done.verdict.duplicates > 0, done.told()
    assert not done.verdict.is_spotless, done.told()
