"""Ages of a census in the bands that are printed: each age once, none left out."""

from itertools import pairwise

import pytest

from backend.domain.census import (
    BAND_AGES,
    OLDEST,
    YOUNGEST,
    AgesError,
    People,
    band_of,
    read_ages,
    shares_by_band,
)
from backend.domain.products import AGES

EVERY = [People(age, age, 100) for age in range(90)] + [People(90, OLDEST, 500)]


def test_the_bands_are_those_that_are_printed_and_leave_no_age_out() -> None:
    assert list(BAND_AGES) == list(AGES)
    ends = list(BAND_AGES.values())
    assert ends[0][0] == YOUNGEST
    assert all(one[1] + 1 == other[0] for one, other in pairwise(ends))


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Aged under 1 year", (0, 0)),
        ("Aged 1 year", (1, 1)),
        ("Aged 4 years and under", (0, 4)),
        ("Aged 18 to 24 years", (18, 24)),
        ("18-24", (18, 24)),
        ("18–24", (18, 24)),
        ("17", (17, 17)),
        ("Age 17", (17, 17)),
        ("65+", (65, OLDEST)),
        ("90 years and over", (90, OLDEST)),
        ("All ages", None),
        ("Total", None),
    ],
)
def test_ages_are_read_as_they_are_written(text: str, ages: tuple[int, int] | None) -> None:
    assert read_ages(text) == ages


@pytest.mark.parametrize("text", ["old", "24 to 18", "-3", "1.5", "over 90s", "under 0"])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(AgesError, match="is no age"):
        read_ages(text)


def test_ages_lie_in_their_band_and_the_youngest_in_none() -> None:
    assert [band_of(age, age) for age in (0, 9, 10, 17, 18, 64, 65)] == [
        *("", "", "under_18", "under_18", "from_18_to_24", "from_55_to_64", "from_65")
    ]
    assert band_of(85, OLDEST) == "from_65"


@pytest.mark.parametrize("ages", [(15, 19), (5, 14), (50, 64)])
def test_ages_of_two_bands_are_refused_with_what_to_do(ages: tuple[int, int]) -> None:
    with pytest.raises(AgesError, match="single year of age"):
        band_of(*ages)


def test_shares_are_of_all_from_ten_on() -> None:
    found = shares_by_band(EVERY)
    assert sum(found.values()) == pytest.approx(100, abs=0.03)
    # 8 years of 100, of 80 years of 100 and 500 who are ninety and over.
    assert found["under_18"] == round(100 * 800 / 8500, 2)
    assert found["from_65"] == round(100 * 3000 / 8500, 2)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([*EVERY, People(17, 17, 3)], "Age 17 is there twice"),
        ([each for each in EVERY if each.first != 43], "Nobody from 43 to 43"),
        (EVERY[:90], "ends before 90"),
        ([], "ends before 10"),
        ([People(each.first, each.last, 0) for each in EVERY], "Nobody lives there"),
    ],
    ids=["twice", "a gap", "no end", "empty", "nobody"],
)
def test_a_table_that_would_shift_all_shares_is_refused(people: list[People], said: str) -> None:
    with pytest.raises(AgesError, match=said):
        shares_by_band(people)


def test_of_a_long_text_only_its_beginning_is_said_again() -> None:
    with pytest.raises(AgesError, match=f"^'{'x' * 30}' is no age"):
        read_ages("x" * 31)
