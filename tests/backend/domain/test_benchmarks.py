"""Other surveys' figures: periods that can be compared, gaps that are named, true percentages."""

import pytest

from backend.domain.benchmarks import daypart_of, is_period, kind_of, missing_years, read_percent


@pytest.mark.parametrize("text", ["2022/23", "1999/00", "2022", "2022 Q3", "2022-11", "2022-09"])
def test_a_period_is_a_year_a_survey_year_or_a_part_of_one(text: str) -> None:
    assert is_period(text) is True


@pytest.mark.parametrize(
    "text",
    ["2022/24", "2022/22", "1800", "2022 Q5", "2022-13", "2022-00", "22/23", "2022/2023", ""],
)
def test_what_is_no_period_is_not_taken(text: str) -> None:
    assert is_period(text) is False


@pytest.mark.parametrize("text", ["100.01", "101", "-1", "1e1", "", ".5", "5.", "5 %", "1000"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_percent(text)


def test_a_percentage_has_two_decimals() -> None:
    assert read_percent("0") == 0
    assert read_percent("100") == 100
    assert read_percent("71.2849") == 71.28


def test_a_period_counts_time_in_its_way() -> None:
    assert [kind_of(each) for each in ("2022/23", "2022", "2022 Q3", "2022-11")] == [
        "survey year",
        "year",
        "part of a year",
        "part of a year",
    ]


@pytest.mark.parametrize(
    ("periods", "missing"),
    [
        ([], []),
        (["2020"], []),
        (["2023", "2020", "2021"], ["2022"]),
        (["1998/99", "2001/02"], ["1999/00", "2000/01"]),
        (["2020 Q1", "2022 Q1"], []),
        (["2020", "2022 Q1", "2024"], []),
    ],
)
def test_years_that_a_series_lacks_are_named(periods: list[str], missing: list[str]) -> None:
    assert missing_years(periods) == missing


@pytest.mark.parametrize(
    ("asked", "daypart"),
    [
        ("How safe do you feel walking alone in this area after dark?", "after_dark"),
        ("How safe do you feel out At  Night?", "after_dark"),
        ("How safe do you feel during the day?", "daylight"),
        ("How safe do you feel in your local area?", ""),
        ("How safe do you feel these days?", ""),
        ("How safe do you feel during the day and after dark?", None),
    ],
)
def test_a_figure_is_of_the_daypart_that_its_question_is_about(
    asked: str, daypart: str | None
) -> None:
    assert daypart_of(asked) == daypart
