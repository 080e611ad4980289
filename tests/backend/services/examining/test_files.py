"""Files, disks and signs of life: each broken variant is named, what is not seen is not ok."""

import os
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from backend.services.examining.findings import OK, SOON, UNKNOWN, WRONG, SetUp
from backend.services.examining.folders import folders, room
from backend.services.examining.jobs import ALIVE, AT_MOST, jobs
from tests.backend.services.examining.cast import a_set_up, said, states
from tests.conftest import NOW


@pytest.fixture
def set_up(app: Flask, tmp_path: Path) -> SetUp:
    """A set-up whose folders are apart and as they should be, with the secrets of containers."""
    for name, mode in (("data", 0o700), ("published", 0o755), ("files", 0o755)):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(mode)
    (tmp_path / "files" / ".env").touch(mode=0o600)
    told = a_set_up(app)
    world = replace(told.world, data_dir=tmp_path / "data", published_dir=tmp_path / "published")
    return replace(told, world=world, files=tmp_path / "files")


def test_folders_that_are_as_they_should_be_are_ok(set_up: SetUp) -> None:
    # Those of pytest are closed to others, so nginx would not come to the published folder.
    assert states(folders, set_up)[:2] == [OK, OK]
    assert states(folders, set_up)[-1] == OK


@pytest.mark.parametrize(
    ("name", "mode", "what"),
    [
        ("data", 0o750, "others may enter"),
        ("data", 0o701, "others may enter"),
        ("published", 0o777, "anybody may write into"),
        ("published", 0o750, "nginx cannot read"),
        ("files/.env", 0o644, "others may read the secrets"),
    ],
)
def test_a_right_that_is_wrong_is_named(set_up: SetUp, name: str, mode: int, what: str) -> None:
    path = set_up.files.parent / name
    path.chmod(mode)
    (wrong,) = [words for state, words in said(folders, set_up) if state == WRONG]
    assert wrong.startswith(what)
    assert str(path) in wrong


def test_a_published_folder_behind_a_closed_one_is_not_known_to_be_reached(set_up: SetUp) -> None:
    inner = set_up.world.data_dir / "published"
    inner.mkdir(mode=0o755)
    behind = replace(set_up, world=replace(set_up.world, published_dir=inner))
    (unknown,) = [words for state, words in said(folders, behind) if state == UNKNOWN]
    assert f"not by {set_up.world.data_dir}" in unknown


def test_a_data_folder_of_another_is_named(set_up: SetUp) -> None:
    if os.geteuid():
        pytest.skip("only root may give a folder away")
    os.chown(set_up.world.data_dir, 12345, 12345)
    assert (WRONG, f"{set_up.world.data_dir} belongs to user 12345, and this is user 0.") in said(
        folders, set_up
    )


def test_folders_that_are_not_there_are_named(set_up: SetUp) -> None:
    set_up.world.data_dir.rmdir()
    set_up.world.published_dir.rmdir()
    assert states(folders, set_up)[:2] == [WRONG, WRONG]


@pytest.mark.parametrize(
    ("little", "least", "state"), [(0.0, 0.0, OK), (1.01, 0.0, SOON), (1.01, 1.01, WRONG)]
)
def test_a_disk_that_fills_up_is_named(
    set_up: SetUp, little: float, least: float, state: str
) -> None:
    assert states(partial(room, little=little, least=least), set_up) == [state, state]


def beats(set_up: SetUp, **minutes_ago: float) -> None:
    """Let each piece of work have had its last turn so long ago."""
    (folder := set_up.world.data_dir / ALIVE).mkdir(exist_ok=True)
    for name, minutes in minutes_ago.items():
        (folder / name).touch()
        at = (NOW - timedelta(minutes=minutes)).timestamp()
        os.utime(folder / name, (at, at))


def test_jobs_that_have_their_turns_are_ok(set_up: SetUp) -> None:
    beats(set_up, publishing=4, mail=1, minutes=80)
    assert states(jobs, set_up) == [OK, OK, OK]


@pytest.mark.parametrize("name", AT_MOST)
def test_a_piece_of_work_that_hangs_is_named(set_up: SetUp, name: str) -> None:
    beats(set_up, **{**dict.fromkeys(AT_MOST, 1.0), name: 91})
    (wrong,) = [words for state, words in said(jobs, set_up) if state == WRONG]
    assert wrong == f"{name} had its last turn 91 minutes ago."


def test_a_piece_of_work_that_never_began_is_named(set_up: SetUp) -> None:
    beats(set_up, publishing=1, minutes=1)
    assert (WRONG, "mail never had a turn.") in said(jobs, set_up)


def test_jobs_that_may_run_elsewhere_are_not_known(set_up: SetUp) -> None:
    assert states(jobs, set_up) == [UNKNOWN]
