"""A census by age: our plain table, an invented sample, the published file, and wrong ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from flask import Flask

from backend.domain.census import BAND_AGES, SERIES
from backend.services.benchmarks import benchmarks
from backend.services.importing.census import import_census
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import count
from tests.backend.services.importing.cast import csv_file, told
from tests.support.real_data import CENSUS, CENSUS_FIVE_YEARS, real_file

TODAY = date(2026, 11, 27)
SAMPLE = Path(__file__).parent / "samples" / "census_by_age.csv"
"""Invented people of two invented areas, as a census is published: by sex and single year."""


def take(path: Path, area: str = "", *, dry_run: bool = False) -> Report:
    return import_census(Taking(path, is_dry_run=dry_run), TODAY, area)


def shares() -> dict[str, float | None]:
    return {
        each.id.removeprefix(SERIES): each.points[-1].percent
        for each in benchmarks()
        if each.id.startswith(SERIES)
    }


def bands(numbers: dict[str, int] | None = None) -> Iterator[str]:
    numbers = numbers or {"10 to 17": 10, "18 to 24": 10, "25 to 34": 20, "35 to 54": 30}
    yield "age,people"
    yield from (f"{age},{number}" for age, number in numbers.items())
    yield "55 to 64,10"
    yield "65+,20"


def refusal(path: Path, area: str = "") -> str:
    with pytest.raises(Problem) as caught:
        take(path, area)
    assert caught.value.code == "file-not-taken"
    return "\n".join([caught.value.detail, *(fault.what for fault in caught.value.errors)])


def test_a_plain_table_of_bands_is_taken(world: World, tmp_path: Path) -> None:
    report = take(csv_file(tmp_path, "\n".join(bands())))
    assert (report.new, report.refused) == (6, ())
    assert shares() == dict(zip(BAND_AGES, (10, 10, 20, 30, 10, 20), strict=True))
    first = benchmarks()[0]
    assert (first.points[0].period, first.source_on) == ("undated", TODAY)


def test_a_sample_by_sex_and_single_year_is_added_up(world: World) -> None:
    """All persons where they are told; else women and men, of the area that is meant."""
    assert "Say which one with --area" in refusal(SAMPLE)
    assert "holds nobody of X3" in refusal(SAMPLE, "X3")
    take(SAMPLE, "X1")
    by_persons = shares()
    take(SAMPLE, "X2")
    assert shares() == by_persons
    assert sum(each or 0 for each in by_persons.values()) == pytest.approx(100, abs=0.03)


def test_the_published_table_by_single_year_is_taken(world: World) -> None:
    assert take(real_file(CENSUS)).new == 6
    people = pd.read_csv(real_file(CENSUS)).query("sex == 'All persons'")
    age = people.age.str.extract(r"(\d+)")[0].astype(int)
    counted = people.value.groupby(pd.cut(age, [9, 17, 24, 34, 54, 64, 200])).sum()
    found = shares()
    theirs = list(100 * counted / counted.sum())
    assert [found[band] for band in BAND_AGES] == pytest.approx(theirs, abs=0.01)
    assert benchmarks()[0].points[0].period == "2021"


def test_five_year_bands_are_refused_with_the_table_to_take(world: World) -> None:
    said = refusal(real_file(CENSUS_FIVE_YEARS), "E08000010")
    assert "Ages 15 to 19 lie in two of the bands" in said
    assert "TS007" in said


def test_a_newer_census_takes_the_place_of_the_older(
    app: Flask, world: World, tmp_path: Path
) -> None:
    take(SAMPLE, "X1")
    report = take(csv_file(tmp_path, "\n".join(bands())))
    assert (report.new, report.gone, count(app, "benchmark")) == (6, 6, 6)
    assert "note" not in told(take(csv_file(tmp_path, "\n".join(bands())))).lower()


def test_of_several_censuses_the_newest_is_taken(world: World, tmp_path: Path) -> None:
    rows = [f"{line},2021" for line in [*bands()][1:]]
    old = [f"{line},2011" for line in [*bands({"10 to 17": 90})][1:]]
    path = csv_file(tmp_path, "\n".join(["age,people,period", *old, *rows]))
    assert "Of 2 censuses that of 2021 is taken" in told(take(path))
    assert shares()["under_18"] == 10


def test_trying_it_out_writes_nothing(app: Flask, world: World) -> None:
    assert take(SAMPLE, "X1", dry_run=True).new == 6
    assert count(app, "benchmark") == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("18 to 24,10", "18 to 24,many"), "is no number of people"),
        (("18 to 24,10", "18 to 24,-4"), "is no number of people"),
        (("18 to 24,10", "the young,10"), "is no age"),
        (("18 to 24,10\n", ""), "Nobody from 18 to 24"),
        (("65+", "65 to 80"), "the last row must be open"),
        (("18 to 24,10", "10 to 17,10"), "Nobody from 18 to 24"),
        (("age,people", "name,people"), "age"),
    ],
    ids=["words", "minus", "no age", "a gap", "no end", "twice", "no column"],
)
def test_a_wrong_table_is_refused_whole(
    app: Flask, world: World, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    text = "\n".join(bands())
    assert change[0] in text
    assert said in refusal(csv_file(tmp_path, text.replace(*change)))
    assert count(app, "benchmark") == 0
