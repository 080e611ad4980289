"""Visits are counted for their wards, and hidden where a venue could work out another's."""

from collections import Counter
from collections.abc import Mapping

import pytest

from backend.domain.disclosure import KEYED, LEAST_VALUES
from backend.domain.noted import Noted, add_visits, is_dominated
from backend.domain.tallying import ALL_VISITS, Tally, visits_of_ward

BASE, HURT = ("visit", "", "base"), ("visit", "", "hurt")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, True),
        ({"a": 90}, True),
        # Of two, each knows the other's.
        ({"a": 50, "b": 50}, True),
        ({"a": 50, "b": 50, "c": 4}, True),
        ({"a": 50, "b": 50, "c": 5}, False),
        ({"a": 30, "b": 30, "c": 30}, False),
        # One stands so far above the others that their sum is hardly anything.
        ({"a": 60, "b": 1, "c": 1}, True),
        ({"a": 12, "b": 11, "c": 11, "d": 11}, False),
    ],
)
def test_a_number_is_printed_where_no_venue_knows_too_much(
    counts: Mapping[str, int], expected: bool
) -> None:
    assert is_dominated(counts) is expected


def values_left(counts: Mapping[str, int], noise: int) -> int:
    """Return how many values the others' number can have for the busiest venue."""
    everybody, own = sum(counts.values()), max(counts.values())
    low, high = KEYED.bounds(KEYED.shown(everybody + noise))
    return sum(1 for true in range(low, high + 1) if true >= own)


def test_whatever_the_noise_the_busiest_venue_is_left_four_values() -> None:
    for most in range(1, 40):
        for others in ((1, 1), (2, 1), (3, 3), (most, 1), (most, most // 2)):
            counts = dict(zip("abc", (most, *others), strict=True))
            if not is_dominated(counts):
                left = [values_left(counts, noise) for noise in (-KEYED.noise, 0, KEYED.noise)]
                assert min(left) >= LEAST_VALUES


def test_what_is_dominated_is_found_by_ward_and_need() -> None:
    done = Tally()
    many = [Noted("w1", f"p{at % 5}", "hurt") for at in range(50)]
    one = [Noted("w2", "p9", "hurt")] * 40
    add_visits(done, [*many, *one, Noted(None, "p8", "alone")])
    assert (visits_of_ward("w2"), BASE) in done.dominated
    assert (visits_of_ward("w1"), BASE) not in done.dominated
    assert (visits_of_ward("w1"), HURT) not in done.dominated
    assert (ALL_VISITS, ("visit", "", "alone")) in done.dominated
    assert (ALL_VISITS, HURT) not in done.dominated
    assert done.in_area(ALL_VISITS) == Counter({HURT: 90, ("visit", "", "alone"): 1})


def test_a_visits_key_is_summed_where_it_counts() -> None:
    done = Tally()
    add_visits(done, [Noted("w1", "p1", "hurt", 5), Noted("w1", "p2", "hurt", 7)])
    assert done.keys_in_area(ALL_VISITS)[HURT] == done.keys_in_area("visits:w1")[HURT] == 12
