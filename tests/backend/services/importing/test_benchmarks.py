"""Figures of other surveys: the real ONS file, our plain table, and files that are wrong."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from backend.domain.benchmarks import is_period, missing_years, read_percent
from backend.services.benchmarks import Series, benchmarks
from backend.services.importing.benchmarks import import_benchmarks
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.transaction import read
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.importing.cast import counts, csv_file, told
from tests.support.real_data import CSEW, real_file

TODAY = date(2026, 11, 27)
HEADING = "series,name,period,percent,asked,source\n"
GMCA = "gmca-safe,GMCA: feels safe,2022/23,88,How safe do you feel?,GMCA residents' survey\n"
ONS = "Year,Series,Sex,Region,Observation status,Units,GeoCode,Value\n"
SAFE = "Proportion of population who feel safe walking alone after dark"


def take(path: Path, today: date = TODAY, *, dry_run: bool = False) -> Report:
    return import_benchmarks(Taking(path, is_dry_run=dry_run), today)


def take_text(folder: Path, text: str, today: date = TODAY) -> Report:
    return take(csv_file(folder, text), today)


def series(name: str) -> Series:
    return next(each for each in benchmarks() if each.id == name)


def gmca(*changes: tuple[str, str]) -> str:
    """Return a row of the plain table with some words changed."""
    row = GMCA
    for old, new in changes:
        assert old in row
        row = row.replace(old, new, 1)
    return row


def refusal(app: Flask, path: Path) -> str:
    """Return all that a refused file is told, after checking that nothing of it was stored."""
    before = rows(app, "SELECT * FROM benchmark ORDER BY series, period")
    with app.app_context(), pytest.raises(Problem) as caught:
        take(path)
    assert rows(app, "SELECT * FROM benchmark ORDER BY series, period") == before
    assert caught.value.code == "file-not-taken"
    faults = [f"{fault.where}: {fault.what}" for fault in caught.value.errors]
    return "\n".join([caught.value.detail, *faults])


def test_the_real_file_brings_the_north_west_and_missing_stays_missing(world: World) -> None:
    report = take(real_file(CSEW))
    assert report.refused == ()
    north_west = series("csew-after-dark-north-west")
    assert [(point.period, point.percent) for point in north_west.points] == [
        *(("2017/18", 76.47), ("2018/19", 77.25), ("2019/20", 77.46)),
        *(("2020/21", None), ("2021/22", None), ("2022/23", 77.93)),
    ]
    assert north_west.newest is not None
    assert north_west.newest.percent == 77.93
    assert "very or fairly safe" in north_west.asked
    assert (north_west.source[:3], north_west.source_on) == ("ONS", TODAY)
    assert north_west.name == "Crime Survey, North West: safe after dark"


def test_the_real_file_brings_every_region_and_all_without_its_groups(
    app: Flask, world: World
) -> None:
    report = take(real_file(CSEW))
    assert len(benchmarks()) == 11
    in_all = series("csew-after-dark-england-and-wales")
    assert len(in_all.points) == 22
    lacking = [point.period for point in in_all.points if point.percent is None]
    assert lacking == ["2016/17", "2020/21", "2021/22"]
    assert count(app, "benchmark") == report.new == 22 + 10 * 6
    assert rows(app, "SELECT count(*) FROM benchmark WHERE percent = 0") == [(0,)]
    assert "323 rows by sex, age and other groups are not used" in told(report)


def test_where_value_and_status_disagree_it_is_missing_and_noted(
    world: World, tmp_path: Path
) -> None:
    assert "row 47: 2016/17, England and Wales: it has no value" in told(take(real_file(CSEW)))
    suppressed = f"2023/24,{SAFE},,North West,Missing value; suppressed,%,E12000002,78.5\n"
    report = take_text(tmp_path, ONS + suppressed)
    assert "row 2: 2023/24, North West: it says “Missing value” and has a value" in told(report)
    (point,) = series("csew-after-dark-north-west").points
    assert point.percent is None


def test_the_real_file_again_changes_nothing_not_even_its_day(world: World) -> None:
    take(real_file(CSEW))
    again = take(real_file(CSEW), date(2027, 1, 5))
    assert counts(again) == (0, 0, 82, 0)
    assert {each.source_on for each in benchmarks()} == {TODAY}


def test_a_year_cut_out_of_the_real_file_is_taken_as_missing_and_told(
    world: World, tmp_path: Path
) -> None:
    lines = real_file(CSEW).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if not (line.startswith("2018/19") and "North West" in line)]
    assert len(kept) == len(lines) - 1
    report = take_text(tmp_path, "".join(kept))
    assert "North West: safe after dark: no row for 2018/19. Taken as not asked" in told(report)
    points = {point.period: point.percent for point in series("csew-after-dark-north-west").points}
    assert points["2018/19"] is None
    assert points["2019/20"] == 77.46


def test_our_own_table_is_taken_in_and_an_empty_share_is_not_asked(
    world: World, tmp_path: Path
) -> None:
    text = HEADING + GMCA + gmca(("2022/23,88", "2023/24,")) + gmca(("2022/23,88", "2024/25,88.5"))
    assert counts(take_text(tmp_path, text)) == (3, 0, 0, 0)
    (found,) = benchmarks()
    assert [point.percent for point in found.points] == [88.0, None, 88.5]
    with read() as session:
        assert benchmarks(session) == (found,)


def test_a_newer_file_corrects_adds_and_takes_away_in_its_series_alone(
    app: Flask, world: World, tmp_path: Path
) -> None:
    other = gmca(("gmca-safe", "other"))
    take_text(tmp_path, HEADING + GMCA + gmca(("2022/23", "2023/24")) + other)
    newer = HEADING + gmca(("88", "87")) + gmca(("2022/23", "2021/22"))
    report = take_text(tmp_path, newer, date(2027, 1, 5))
    assert (counts(report), report.gone) == ((1, 1, 0, 0), 1)
    kept = {(each.id, point.period) for each in benchmarks() for point in each.points}
    assert kept == {("gmca-safe", "2021/22"), ("gmca-safe", "2022/23"), ("other", "2022/23")}
    assert series("other").source_on == TODAY


def test_trying_out_says_what_would_change_and_writes_nothing(
    app: Flask, world: World, tmp_path: Path
) -> None:
    report = take(csv_file(tmp_path, HEADING + GMCA), dry_run=True)
    assert counts(report) == (1, 0, 0, 0)
    assert count(app, "benchmark") == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (gmca((",88,", ",101,")), "row 3: '101' is no percentage from 0 to 100. Write 76.5"),
        (gmca((",88,", ",-1,")), "row 3: '-1' is no percentage"),
        (gmca((",88,", ",n/a,")), "row 3: 'n/a' is no percentage from 0 to 100."),
        (gmca((",88,", ",nan,")), "row 3: 'nan' is no percentage"),
        (gmca((",88,", ",88%,")), "row 3: '88%' is no percentage"),
        (gmca((",88,", ',"76,5",')), "row 3: '76,5' is no percentage"),
        (gmca(("2022/23", "2022/24")), "row 3: '2022/24' is no period. Write it like 2022/23"),
        (gmca(("2022/23", "last year")), "row 3: 'last year' is no period."),
        (gmca(("gmca-safe", "")), "row 3: series is empty. Write what names survey"),
        (gmca(("gmca-safe", "x" * 81)), "row 3: series is longer than 80 characters."),
        (gmca(("GMCA residents' survey", "")), "row 3: source is empty."),
        (GMCA, "row 3: gmca-safe of 2022/23 stands in row 2 already."),
        (gmca(("GMCA: feels", "Feels")), "row 3: name is not that of row 2"),
        (
            gmca(("How safe", "How unsafe"), ("2022/23", "2021/22")),
            "row 3: asked is not that of row 2",
        ),
        (gmca(("2022/23", "2021")), "row 3: Its period is written otherwise than in row 2."),
        (gmca(("How safe", "Well, how safe")), "row 3: It has more values than columns"),
    ],
)
def test_one_wrong_row_keeps_the_whole_file_out(
    app: Flask, tmp_path: Path, row: str, said: str
) -> None:
    with app.app_context():
        take_text(tmp_path, HEADING + gmca(("gmca-safe", "held before")))
    assert said in refusal(app, csv_file(tmp_path, HEADING + GMCA + row))


def test_every_wrong_row_is_named_at_once(app: Flask, tmp_path: Path) -> None:
    text = HEADING + gmca((",88,", ",x,")) + GMCA + gmca((",88,", ",200,"))
    said = refusal(app, csv_file(tmp_path, text))
    assert "row 2:" in said
    assert "row 4:" in said
    assert "Mend these rows, then give it again." in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (HEADING, "holds no figures"),
        ("series,name,period,asked,source\na,b,2022,c,d\n", "lacks percent (the share, 0 to 100"),
        (GMCA + GMCA, "has no heading"),
        (HEADING + 'gmca-safe,"GMCA: feels', "Was it cut off"),
        (HEADING + "gmca-safe,GMCA", "ends in the middle of row 2"),
        (ONS + "2017/18,Murders,,North West,Normal value,%,E12000002,7\n", "Its series is 'Mur"),
        (ONS + f"2017/18,{SAFE},Female,,Normal value,%,,70\n", "holds no figures"),
        (ONS.replace("Value", "Amount"), "lacks"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(
    app: Flask, tmp_path: Path, text: str, said: str
) -> None:
    assert said in refusal(app, csv_file(tmp_path, text))


def test_the_real_file_cut_off_is_refused(app: Flask, tmp_path: Path) -> None:
    whole = real_file(CSEW).read_bytes()
    cut = tmp_path / "cut.csv"
    cut.write_bytes(whole[: len(whole) // 2 + 40])
    assert "cut.csv" in refusal(app, cut)


def test_bytes_of_no_known_writing_are_refused_and_old_ones_are_read_with_a_note(
    app: Flask, world: World, tmp_path: Path
) -> None:
    path = tmp_path / "bytes.csv"
    path.write_bytes((HEADING + GMCA).encode() + b"\x81\x8d\x9d\n")
    assert "Save it as UTF-8" in refusal(app, path)
    path.write_bytes((HEADING + gmca(("feels safe", "feels safe £"))).encode("cp1252"))
    assert "read as Windows-1252" in told(take(path))
    assert series("gmca-safe").name == "GMCA: feels safe £"
    path.write_bytes((HEADING + GMCA).encode("utf-16"))
    assert "UTF-16" in told(take(path))


@pytest.mark.parametrize("text", ["2022/23", "1999/00", "2022", "2022 Q4", "2022-12"])
def test_these_are_periods(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize(
    "text", ["", "2022/24", "22/23", "2022 Q5", "2022-13", "1022", "\uff12022"]
)
def test_these_are_none(text: str) -> None:
    assert not is_period(text)


def test_only_years_between_the_first_and_the_last_can_lack() -> None:
    assert missing_years(["2017/18", "2020/21"]) == ["2018/19", "2019/20"]
    assert missing_years(["1998/99", "2000/01"]) == ["1999/00"]
    assert missing_years(["2024", "2021"]) == ["2022", "2023"]
    assert missing_years(["2021 Q1", "2024 Q1"]) == missing_years([]) == []


def test_a_share_is_rounded_to_two_decimals() -> None:
    assert [read_percent(text) for text in ("0", "100", "77.45575886")] == [0.0, 100.0, 77.46]
