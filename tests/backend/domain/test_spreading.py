"""What is odd about the week of a ward: many zones at once, or one voice in all of them."""

import pytest

from backend.domain.spreading import CLEAR, Ward, is_spread, one_sided, spread_of

FEW = 20


def test_one_zone_alone_is_no_spread_however_many_it_has() -> None:
    assert not is_spread(spread_of([500, 3, 0, 2]), 0)
    assert is_spread(spread_of([12] * 12), 0)
    assert not is_spread(spread_of([12] * 6), 0)


def test_a_ward_may_be_three_times_as_busy() -> None:
    assert not is_spread(spread_of([12] * 12), usual=45)
    assert is_spread(spread_of([12] * 13), usual=45)


@pytest.mark.parametrize(
    ("levels", "others", "found"),
    [
        ({"a": 17, "b": 4}, {"a": 9, "b": 11}, "a"),
        ({"a": 16, "b": 4}, {"a": 9, "b": 11}, ""),
        ({"a": 19}, {"b": 100}, ""),
        ({"a": 20}, {"b": 19}, ""),
        ({"a": 20}, {"a": 10, "b": 10}, ""),
        ({"a": 20}, {"b": 20}, "a"),
        ({}, {}, ""),
    ],
)
def test_one_level_alone_is_odd_where_others_seldom_say_it(
    levels: dict[str, int], others: dict[str, int], found: str
) -> None:
    assert one_sided(levels, others, FEW) == found


def test_a_ward_that_is_not_odd_holds_nothing() -> None:
    assert not CLEAR.is_odd
    assert not CLEAR.holds("a", 1_000, 0)
    assert Ward(is_spread=True).holds("a", 9, 0)
    assert not Ward(is_spread=True).holds("a", 9, 4)
    assert Ward(one_sided="a").holds("a", 1, 0)
    assert not Ward(one_sided="a").holds("b", 99, 0)
