"""A list that leaves and comes back, as it is or after Excel had it, changes what was changed."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from backend.services.exporting.formats import FORMS, Table, written
from backend.services.exporting.rows import (
    PLACE_COLUMNS,
    POINT_COLUMNS,
    Writer,
    point_cells,
)
from backend.services.importing.points import import_points
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.transaction import read
from backend.storage.imported import all_points
from backend.storage.places import all_places
from tests.backend.cast import a_place, load
from tests.backend.rows import rows
from tests.backend.services.exporting.cast import HELD, exported
from tests.backend.services.importing.cast import counts, csv_file, places, told
from tests.conftest import NOW, TODAY

POINTS = "SELECT * FROM point_of_help ORDER BY id"


def text_of(folder: Path) -> str:
    return exported(folder, "csv").read_text("utf-8-sig")


@pytest.mark.parametrize("form", FORMS)
def test_drafts_come_back_unchanged_to_the_last_column(app: Flask, listed: Path, form: str) -> None:
    before = rows(app, HELD)
    report = places(exported(listed, form))
    assert counts(report) == (0, 0, 5, 0), told(report)
    assert rows(app, HELD) == before


def test_a_csv_is_what_excel_opens_and_no_cell_is_a_formula(app: Flask, listed: Path) -> None:
    raw = exported(listed, "csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfumay_id,source,name,kind,")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert "\n" not in "".join(lines)
    assert lines[-1] == ""
    assert '"\'=cmd, the Inn"' in raw.decode()
    assert ",'-Dash Café," in raw.decode()
    assert ",'+441942000002," in raw.decode()


def semicolons(text: str) -> str:
    """Return a list as a spreadsheet of a country with decimal commas saves it, sep= first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(csv.reader(io.StringIO(text)))
    return f"sep=;\r\n{out.getvalue()}"


HABITS: dict[str, Callable[[str], bytes]] = {
    "zeros lost": lambda text: (
        text.replace(",01942000001", ",1942000001").replace(",007,", ",7,").encode("utf-8-sig")
    ),
    "floats": lambda text: (
        text.replace(",01942000001", ",1942000001.0")
        .replace(",007,", ",7.0,")
        .replace("-2.63,", "-2.6300000,")
        .encode()
    ),
    "shortened": lambda text: text.replace(",441942000003", ",4.41942E+11").encode(),
    "semicolons": lambda text: semicolons(text).encode("utf-8-sig"),
    "windows-1252": lambda text: text.encode("cp1252", "replace"),
    "empty columns": lambda text: text.replace("\r\n", ",,,\r\n").encode(),
    "rows sorted": lambda text: "\r\n".join(
        [text.splitlines()[0], *reversed(text.splitlines()[1:])]
    ).encode(),
}


@pytest.mark.parametrize("habit", HABITS)
def test_what_excel_does_to_a_list_changes_nothing(app: Flask, listed: Path, habit: str) -> None:
    before = rows(app, HELD)
    path = listed / "back.csv"
    text = text_of(listed)
    path.write_bytes(HABITS[habit](text))
    assert path.read_bytes() != text.encode("utf-8-sig"), "the habit does something"
    report = places(path)
    assert counts(report) == (0, 0, 5, 0), told(report)
    assert rows(app, HELD) == before


def test_columns_that_were_left_out_are_not_emptied(app: Flask, listed: Path) -> None:
    before = rows(app, HELD)
    text = "umay_id,name,kind\n" + "".join(
        f"{key},{name},{kind}\n"
        for key, name, kind in rows(app, "SELECT id, name, kind FROM place_draft")
        if "," not in name
    )
    assert counts(places(csv_file(listed, text, "few.csv"))) == (0, 0, 4, 0)
    assert rows(app, HELD) == before


def test_what_was_changed_in_excel_changes_that_alone_and_is_told(app: Flask, listed: Path) -> None:
    before = {row[0]: row for row in rows(app, HELD)}
    text = text_of(listed).replace("0800 111111", "0800 222222")
    report = places(csv_file(listed, text, "back.csv"))
    assert counts(report) == (0, 1, 4, 0), told(report)
    assert "Żabka: phone was '0800 111111' and is '0800 222222'." in told(report)
    after = {row[0]: row for row in rows(app, HELD)}
    different = [key for key in before if before[key] != after[key]]
    assert len(different) == 1
    differing = [
        a for a, b in zip(before[different[0]], after[different[0]], strict=True) if a != b
    ]
    assert differing == ["0800 111111"]


def test_a_date_that_excel_made_is_told_and_no_silent_change(app: Flask, listed: Path) -> None:
    text = (
        text_of(listed).replace(",@Market,", ",03/05/2026,").replace(",'@Market,", ",03/05/2026,")
    )
    report = places(csv_file(listed, text, "back.csv"))
    assert counts(report) == (0, 1, 4, 0), told(report)
    assert "address was '@Market' and is '03/05/2026'" in told(report)


OPEN = {"opening_hours": "Mo-Fr 09:00-17:00"}


def edited(text: str, name: str, cells: dict[str, str]) -> str:
    """Return a list in which one row has other cells."""
    listed = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, listed[0])
    writer.writeheader()
    writer.writerows({**row, **(cells if row["name"] == name else {})} for row in listed)
    return out.getvalue()


def test_hours_typed_in_excel_take_the_place_of_hours_that_had_to_be_asked(
    app: Flask, listed: Path
) -> None:
    asked = "SELECT notes, weekly FROM place_draft WHERE name = 'Żabka'"
    ((notes, _),) = rows(app, asked)
    assert "must be asked for" in str(notes)
    report = places(csv_file(listed, edited(text_of(listed), "Żabka", OPEN), "back.csv"))
    assert counts(report) == (0, 1, 4, 0), told(report)
    ((notes, weekly),) = rows(app, asked)
    assert "must be asked for" not in str(notes)
    assert "09:00" in str(weekly)


def test_weekdays_beside_opening_hours_are_not_read_and_that_is_told(
    app: Flask, listed: Path
) -> None:
    before = rows(app, "SELECT weekly FROM place_draft ORDER BY id")
    text = edited(text_of(listed), "=cmd, the Inn", {"monday": "10:00-11:00"})
    text = edited(text, "'=cmd, the Inn", {"monday": "10:00-11:00"})
    report = places(csv_file(listed, text, "back.csv"))
    assert "the weekdays are not read beside opening_hours" in told(report)
    assert rows(app, "SELECT weekly FROM place_draft ORDER BY id") == before


def test_a_row_that_stands_twice_is_refused_with_or_without_its_id(
    app: Flask, listed: Path
) -> None:
    text = text_of(listed)
    line = next(line for line in text.splitlines() if ",007," in line)
    nameless = line[line.index(",") :]
    report = places(csv_file(listed, f"{text}{line}\r\n{nameless}\r\n", "back.csv"))
    assert counts(report) == (0, 0, 5, 2), told(report)
    assert "row 7: 007 stands in row" in told(report)
    assert "row 8: 007 stands in row" in told(report)


def test_an_id_of_nothing_here_is_refused_unless_an_import_made_it(
    app: Flask, listed: Path
) -> None:
    text = (
        "umay_id,name,kind,lat,lon\nsomewhere,Inn,pub,53.545,-2.63\n"
        "d-0123456789abcdef0123,Other Inn,pub,53.545,-2.63\n"
    )
    report = places(csv_file(listed, text, "other.csv"))
    assert counts(report) == (1, 0, 0, 1), told(report)
    assert "Nothing here has the umay_id 'somewhere'" in told(report)
    assert rows(app, "SELECT name FROM place_draft WHERE id = 'd-0123456789abcdef0123'") == [
        ("Other Inn",)
    ]


def test_a_place_of_the_network_is_neither_doubled_nor_changed(app: Flask, listed: Path) -> None:
    load(app, places=[a_place("p-live", name="Library")])
    drafts, live = rows(app, HELD), rows(app, "SELECT * FROM place ORDER BY id")
    with read() as session:
        leaves = [Writer.of(TODAY).place(row) for row in all_places(session)]
    content = written(Table("Places", PLACE_COLUMNS, leaves), "csv", NOW)
    path = listed / "places.csv"
    path.write_bytes(content)
    report = places(path)
    assert counts(report) == (0, 0, len(leaves), 0), told(report)
    assert "2026 Dec 25 off" in content.decode()
    path.write_bytes(content.replace(b",Library,", b",New Library,"))
    report = places(path)
    assert counts(report) == (0, 0, len(leaves) - 1, 0)
    assert report.passed_over == 1
    assert "Library is in the network: change it in the console (name was" in told(report)
    assert rows(app, HELD) == drafts
    assert rows(app, "SELECT * FROM place ORDER BY id") == live


def take_points(path: Path) -> Report:
    return import_points(Taking(path))


@pytest.mark.parametrize("form", FORMS)
def test_points_of_help_come_back_unchanged_and_changed_where_they_were(
    app: Flask, settled: Path, form: str
) -> None:
    head = "location,kind,detail,lat,lon\n"
    where = (
        "=Mall,defibrillator,Code 0123,53.5451234567,-2.63\n=Mall,defibrillator,,53.546,-2.631\n"
    )
    assert counts(take_points(csv_file(settled, head + where))) == (2, 0, 0, 0)
    before = rows(app, POINTS)
    with read() as session:
        leaves = [point_cells(row) for row in all_points(session)]
    path = settled / f"points-out.{form}"
    path.write_bytes(written(Table("Points", POINT_COLUMNS, leaves), form, NOW))
    report = take_points(path)
    assert counts(report) == (0, 0, 2, 0), told(report)
    assert rows(app, POINTS) == before
    if form == "csv":
        path.write_bytes(path.read_bytes().replace(b"Code 0123", b"At the desk"))
        report = take_points(path)
        assert counts(report) == (0, 1, 1, 0)
        assert "detail was 'Code 0123' and is 'At the desk'" in told(report)
