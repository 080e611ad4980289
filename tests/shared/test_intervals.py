"""Intervals of a day: what meets is one, what both promise, and what is no time."""

import pytest

from shared.intervals import (
    Interval,
    day_from_wire,
    day_to_wire,
    format_wall,
    parse_interval,
    tidy,
    within_both,
)
from shared.problems import Problem

Pairs = list[tuple[int, int]]


def intervals(pairs: Pairs) -> tuple[Interval, ...]:
    return tuple(Interval(*pair) for pair in pairs)


def pairs(found: tuple[Interval, ...]) -> Pairs:
    return [(each.opens, each.closes) for each in found]


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ([(540, 600), (600, 660)], [(540, 660)]),
        ([(540, 600), (540, 600)], [(540, 600)]),
        ([(540, 600), (540, 660)], [(540, 660)]),
        ([(540, 660), (540, 600)], [(540, 660)]),
        ([(540, 600), (550, 600)], [(540, 600)]),
        ([(540, 600), (601, 660)], [(540, 600), (601, 660)]),
        ([(0, 720), (720, 1440)], [(0, 1440)]),
        ([(60, 900), (900, 1500)], [(60, 1500)]),
        ([(60, 900), (900, 1501)], [(60, 900), (900, 1501)]),
        # One lies within another: both stay, and are refused as an overlap.
        ([(540, 700), (600, 660)], [(540, 700), (600, 660)]),
        ([(0, 10), (10, 20), (20, 30)], [(0, 30)]),
        ([(100, 110), (0, 10), (10, 20)], [(0, 20), (100, 110)]),
    ],
)
def test_what_meets_is_one(hours: Pairs, wanted: Pairs) -> None:
    assert pairs(tidy(intervals(hours))) == wanted


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ([(540, 1020)], [(600, 1080)], [(600, 1020)]),
        ([(540, 1020)], [(1020, 1080)], []),
        ([(540, 1020)], [(1019, 1080)], [(1019, 1020)]),
        ([(540, 720), (780, 1020)], [(600, 900)], [(600, 720), (780, 900)]),
        ([(540, 1020)], [], []),
        ([(1260, 1560)], [(1300, 1500)], [(1300, 1500)]),
    ],
)
def test_both_promise_what_lies_within_both(first: Pairs, second: Pairs, both: Pairs) -> None:
    assert pairs(within_both(intervals(first), intervals(second))) == both
    assert pairs(within_both(intervals(second), intervals(first))) == both


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("09:00", "09:00"), ("24:00", "02:00"), ("24:00", "24:00"), ("9:00", "17:00"), ("", "")],
)
def test_what_is_no_interval_is_refused(opens: str, closes: str) -> None:
    with pytest.raises(Problem) as refusal:
        parse_interval(opens, closes)
    assert refusal.value.code == "hours-malformed"
    assert opens == "9:00" or not opens or "all day is 00:00 to 24:00" in refusal.value.detail


def test_a_long_text_is_cut_in_what_is_said_of_it() -> None:
    with pytest.raises(Problem) as refusal:
        parse_interval("x" * 50, "17:00")
    assert refusal.value.detail == f"{'x' * 20!r} is not a time such as 09:00"


def test_the_wire_holds_the_same() -> None:
    wire = [["00:00", "24:00"], ["21:00", "02:00"]]
    assert day_to_wire(day_from_wire(wire)) == wire
    assert format_wall(1440) == "24:00"
    assert format_wall(1441) == "00:01"
    assert day_from_wire([["23:00", "00:00"]]) == (Interval(1380, 1440),)
    with pytest.raises(Problem, match="pair"):
        day_from_wire([["09:00"]])
