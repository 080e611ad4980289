"""The voice code: the same for one zone and week, of nothing in common anywhere else, forgotten."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from mobile.store.database import VOICE, delete_all, open_store
from mobile.store.voice import FARTHEST_WEEKS, Voice, where_named
from tests.support.chance import random_id

WEEK, NEXT = "2026-W48", "2026-W49"
ZONE, OTHER = "zone:z1", "zone:z2"


def week_after(weeks: int) -> str:
    year, week, _ = (date(2026, 11, 23) + timedelta(weeks=weeks)).isocalendar()
    return f"{year}-W{week:02d}"


@pytest.fixture
def voice(memory: sqlite3.Connection) -> Voice:
    voice = Voice(memory)
    voice.keep_up(WEEK)
    return voice


def held(memory: sqlite3.Connection) -> str:
    row = memory.execute("SELECT value FROM setting WHERE name = ?", (VOICE,)).fetchone()
    return str(row[0])


def test_one_zone_and_week_is_one_code_and_any_other_another(voice: Voice) -> None:
    code = voice.code(ZONE, WEEK, WEEK)
    assert code == voice.code(ZONE, WEEK, WEEK)
    assert code is not None
    assert len(bytes.fromhex(code)) == 32
    others = {voice.code(OTHER, WEEK, WEEK), voice.code("place:z1", WEEK, WEEK)}
    others.add(voice.code(ZONE, NEXT, NEXT))
    assert len(others | {code}) == 4
    assert (where_named("z1", None), where_named(None, "p1")) == (ZONE, "place:p1")


def test_a_week_that_is_over_has_no_code_any_more_nor_one_to_come(
    memory: sqlite3.Connection, voice: Voice
) -> None:
    before = held(memory)
    assert voice.code(ZONE, NEXT, WEEK) is None
    assert held(memory) == before
    assert voice.code(ZONE, NEXT, NEXT) is not None
    assert voice.code(ZONE, WEEK, NEXT) is None


def test_last_night_has_its_code_while_the_week_was_not_turned_yet(voice: Voice) -> None:
    early = voice.code(ZONE, WEEK, WEEK)
    assert voice.code(ZONE, WEEK, NEXT) == early
    assert voice.code(ZONE, WEEK, NEXT) is None


def test_a_phone_that_lay_for_weeks_comes_to_the_same_secret(tmp_path: Path) -> None:
    codes = set()
    for steps in ((1, 2, 3, 30), (30,)):
        folder = tmp_path / str(len(steps))
        with closing(open_store(folder).connection) as memory:
            memory.execute("INSERT INTO setting VALUES (?, ?)", (VOICE, f"{WEEK}:{'ab' * 32}"))
            voice = Voice(memory)
            for step in steps:
                voice.keep_up(week_after(step))
            codes.add(voice.code(ZONE, week_after(30), week_after(30)))
    assert len(codes) == 1


def test_the_old_secret_is_gone_from_the_file_and_cannot_be_had_from_the_new(
    tmp_path: Path,
) -> None:
    with closing(open_store(tmp_path).connection) as memory:
        voice = Voice(memory)
        voice.keep_up(WEEK)
        old = held(memory).partition(":")[2].encode()
        # The control: while it is the week's, it is there to be found.
        assert any(old in path.read_bytes() for path in tmp_path.iterdir())
        voice.keep_up(NEXT)
        assert not any(old in path.read_bytes() for path in tmp_path.iterdir())
        assert voice.code(ZONE, WEEK, NEXT) is None


def test_a_clock_that_jumps_back_gives_no_code_and_loses_no_secret(
    memory: sqlite3.Connection, voice: Voice
) -> None:
    before = held(memory)
    code = voice.code(ZONE, WEEK, WEEK)
    assert voice.code(ZONE, week_after(-3), week_after(-3)) is None
    voice.keep_up(week_after(-FARTHEST_WEEKS))
    assert held(memory) == before
    assert voice.code(ZONE, WEEK, WEEK) == code


@pytest.mark.parametrize("weeks", [FARTHEST_WEEKS + 1, -FARTHEST_WEEKS - 1, 520, -520])
def test_a_clock_that_jumps_by_years_gets_a_new_secret(
    memory: sqlite3.Connection, voice: Voice, weeks: int
) -> None:
    before = held(memory)
    now = week_after(weeks)
    assert voice.code(ZONE, now, now) is not None
    assert held(memory).startswith(now)
    assert held(memory)[9:] != before[9:]


def test_deleting_everything_makes_a_new_secret_that_says_no_week(
    memory: sqlite3.Connection, voice: Voice
) -> None:
    before, code = held(memory), voice.code(ZONE, WEEK, WEEK)
    delete_all(memory)
    assert held(memory).startswith(":")
    assert held(memory)[1:] != before[9:]
    assert voice.code(ZONE, WEEK, WEEK) not in (None, code)
    assert held(memory).startswith(WEEK)


@pytest.mark.parametrize("value", ["", "x", "2026-W99:abcd", "2026-W48:xyz", "2026-W48:"])
def test_a_damaged_secret_is_made_anew(memory: sqlite3.Connection, value: str) -> None:
    memory.execute("INSERT INTO setting VALUES (?, ?)", (VOICE, value))
    voice = Voice(memory)
    code = voice.code(ZONE, WEEK, WEEK)
    assert code == voice.code(ZONE, WEEK, WEEK) is not None


def test_a_phone_without_room_still_answers(memory: sqlite3.Connection, voice: Voice) -> None:
    memory.execute("PRAGMA query_only=ON")
    assert voice.code(ZONE, NEXT, NEXT) == voice.code(ZONE, NEXT, NEXT) is not None


def found_again(pairs: Iterable[tuple[str | None, str | None]]) -> int:
    return sum(one == other for one, other in pairs)


def test_no_code_of_two_zones_or_weeks_is_ever_the_same(tmp_path: Path) -> None:
    chance = Random(20261127)
    with closing(open_store(tmp_path).connection) as memory:
        voice, fixed = Voice(memory), random_id(chance)
        weeks = [week_after(n) for n in range(30)]
        codes = [voice.code(f"zone:{zone}", week, week) for week in weeks for zone in range(5)]
    assert None not in codes
    pairs = [(one, other) for n, one in enumerate(codes) for other in codes[:n]]
    assert found_again(pairs) == 0
    # The control: a number of the install, which is what this stands in for.
    assert found_again((fixed, fixed) for _ in pairs) == len(pairs)
