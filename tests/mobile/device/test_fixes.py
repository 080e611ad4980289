"""Which of several positions is worth telling."""

import pytest

from mobile.device.fixes import Found, is_rough, is_worth_telling, newest
from mobile.device.location import Fix
from shared.geo import Point

AT = Point(53.5448, -2.6318)


def found(accuracy_m: float | None, at_s: float = 0, source: str = "gps") -> Found:
    """Return a position."""
    return Found(Fix(AT, accuracy_m=accuracy_m), source, at_s)


GOOD, ROUGH = found(12, 100), found(1500, 100, "network")


@pytest.mark.parametrize(
    ("new", "told", "is_told"),
    [
        (ROUGH, None, True),
        (GOOD, ROUGH, True),
        (found(1500, 110, "network"), GOOD, False),
        (found(1500, 129, "network"), GOOD, False),
        (found(1500, 130, "network"), GOOD, True),
        (found(12, 110, "network"), GOOD, True),
        (found(None, 110, "network"), GOOD, False),
        (found(40, 105), GOOD, True),
        (found(5, 99, "network"), GOOD, False),
    ],
)
def test_a_better_one_stays_while_it_is_fresh(new: Found, told: Found, is_told: bool) -> None:
    assert is_worth_telling(new, told) == is_told


def test_telling_whatever_comes_would_jump_to_and_fro() -> None:
    coming = [found(12, 10 + 5 * at) for at in range(5)]
    coming += [found(1500, 12 + 5 * at, "network") for at in range(5)]
    told: Found | None = None
    heard = []
    for new in sorted(coming, key=lambda each: each.at_s):
        if is_worth_telling(new, told):
            told = new
            heard.append(new.source)
    assert set(heard) == {"gps"}
    assert {each.source for each in coming} == {"gps", "network"}


@pytest.mark.parametrize(
    ("accuracy_m", "age_s", "is_so"),
    [(1000, 0, False), (1000.1, 0, True), (None, 0, True), (5, 120, False), (5, 121, True)],
)
def test_rough_is_what_may_be_another_street(
    accuracy_m: float | None, age_s: float, is_so: bool
) -> None:
    assert is_rough(accuracy_m, age_s) == is_so


def test_the_last_known_one_is_the_freshest_that_is_recent() -> None:
    old, older = found(5, 400), found(5, 399.9, "network")
    assert newest([older, old], 1000) == old
    assert newest([older], 1000) is None
    assert newest([], 1000) is None
