"""What is usual grows by weeks that officers looked at and shrinks by all."""

import pytest

from backend.domain.usual import (
    LOOKED_BACK_WEEKS,
    NONE,
    PLACE_GATHERS,
    UNSEEN_MOST,
    USUAL_WEEKS,
    ZONE_GATHERS,
    Week,
    is_ordinary,
    may_gather,
    seen_usual,
    usual_of,
)


def unseen(*numbers: int) -> list[Week]:
    return [Week(number) for number in numbers]


@pytest.mark.parametrize(
    ("before", "usual"),
    [
        ([], 0),
        (unseen(0, 0, 0), 0),
        (unseen(4), 4),
        (unseen(4, 6, 2), 4),
        (unseen(0, 0, 9, 0), 0),
        (unseen(*[60] * 12), UNSEEN_MOST),
        (unseen(*[0] * 6, *[8] * 6), 4),
        (unseen(*[0] * USUAL_WEEKS, *[9] * 9), 0),
        ([Week(56, 56)], 56),
        ([Week(40, 2), Week(56, 56)], 48),
    ],
)
def test_the_usual_is_the_median_since_the_first(before: list[Week], usual: float) -> None:
    assert usual_of(before) == usual


def test_what_nobody_looked_at_does_not_raise_what_officers_saw() -> None:
    seen = Week(16, 16)
    assert seen_usual([*unseen(58, 100, 100), seen]) == 16
    assert usual_of([*unseen(58, 100, 100), seen]) == 16
    # The control: looked at, they do.
    assert usual_of([Week(58, 1), Week(100, 1), Week(100, 1), seen]) == 79


def test_a_festival_that_was_counted_is_forgotten_as_soon_as_it_is_over() -> None:
    assert usual_of([Week(60, 60)]) == 60
    assert usual_of([*unseen(1, 0), Week(60, 60)]) == 1


def test_what_was_looked_at_half_a_year_ago_is_looked_at_again() -> None:
    held = [*[NONE] * (LOOKED_BACK_WEEKS - 1), Week(50, 50)]
    assert seen_usual(held) == 0
    assert seen_usual([Week(50), *[Week(50)] * 24, Week(50, 50)]) == 50
    assert seen_usual([*[Week(50)] * 26, Week(50, 50)]) == 0


def test_a_zone_and_a_place_gather_so_much_in_half_a_year() -> None:
    assert may_gather([NONE], ZONE_GATHERS) == 90
    assert may_gather([Week(7), *unseen(13, 13, 13)], PLACE_GATHERS) == 1
    assert may_gather([NONE, *unseen(*[13] * 9)], ZONE_GATHERS) == 0
    assert may_gather([NONE, *[NONE] * 25, *unseen(*[13] * 9)], ZONE_GATHERS) == 90


def test_a_look_begins_anew_and_where_much_is_usual_more_gathers() -> None:
    looked_at = Week(10, 4)
    assert may_gather([NONE, *unseen(10, 10), looked_at, *unseen(*[10] * 9)], 90) == 390 - 20
    assert may_gather([Week(3, 3), *unseen(*[13] * 9)], 90) == 90


def test_ordinary_is_what_chance_alone_does() -> None:
    assert [is_ordinary(number, 0) for number in (8, 9)] == [True, False]
    assert [is_ordinary(number, 16) for number in (28, 29)] == [True, False]
