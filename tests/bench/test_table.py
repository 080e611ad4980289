"""The arithmetic of ratios and goals, and how they are printed."""

import pytest

from bench.table import Goal, Row, table

CEILING = Goal(1.3)
FLOOR = Goal(0.9, is_ceiling=False)
FRAME = Goal(16, "ms")


@pytest.mark.parametrize(
    ("ours", "other", "goal", "verdict"),
    [
        (130, 100, CEILING, "met"),
        (131, 100, CEILING, "missed"),
        (90, 100, FLOOR, "met"),
        (89, 100, FLOOR, "missed"),
        (15.9, 1000, FRAME, "met"),
        (16.1, 1000, FRAME, "missed"),
        (16.1, None, FRAME, "missed"),
        (16.1, None, None, ""),
    ],
)
def test_a_goal_is_met_up_to_its_limit_and_not_beyond(
    ours: float, other: float | None, goal: Goal | None, verdict: str
) -> None:
    assert Row("start", ours, "ms", other, "blank", goal).verdict == verdict


def test_a_ratio_without_an_alternative_is_refused() -> None:
    with pytest.raises(ValueError, match="start: a ratio is asked for"):
        Row("start", 1.0, "ms", goal=CEILING).verdict  # noqa: B018 - the reading is the test


def test_a_row_is_printed_with_what_it_is_held_against() -> None:
    printed = table([Row("start", 649.6, "ms", 500.0, "blank window", CEILING)])
    assert (
        printed.splitlines()[-1]
        == "start | 650 ms | 500 ms, blank window | 1.299 × | ≤ 1.3 × | met"
    )


def test_nothing_is_divided_by_nothing() -> None:
    assert Row("processor time", 0.1, "ms", 0.0, "empty route").ratio is None


def test_columns_stand_below_each_other() -> None:
    rows = [Row("save", 0.642, "ms", goal=FRAME), Row("a longer name", 12_345, "a second")]
    lines = table(rows).splitlines()
    assert len({line.index("|") for line in lines}) == 1
    assert "0.642 ms" in lines[2]
    assert "12,345 a second" in lines[3]
    assert "≤ 16 ms | met" in lines[2]
