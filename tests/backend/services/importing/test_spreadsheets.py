"""Spreadsheets as people hand them over: values as they are seen, the right sheet, true rows."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from flask import Flask

from backend.services.importing import source_file
from backend.services.importing.benchmarks import import_benchmarks
from backend.services.importing.taking import Taking
from backend.services.importing.workbook_reader import as_seen
from tests.backend.rows import count, rows
from tests.backend.services.importing.cast import counts, places, refusal, told, zipped
from tests.backend.services.importing.spreadsheet_files import (
    formatted,
    formula,
    ods,
    ods_text,
    xls,
    xlsx,
)

HEAD = ("name", "kind", "address", "postcode")
HUB = ("Example Hub", "community", "1 Example Road", "WN1 1AA")


def test_a_workbook_is_read_as_a_csv_is(app: Flask, settled: Path) -> None:
    path = xlsx(settled, Places=(HEAD, HUB))
    assert counts(places(path, is_dry_run=True)) == (1, 0, 0, 0)
    assert counts(places(path)) == (1, 0, 0, 0)
    assert counts(places(path)) == (0, 0, 1, 0)
    assert rows(app, "SELECT name, address, source FROM place_draft") == [
        ("Example Hub", "1 Example Road", "list")
    ]


def test_a_partners_workbook_with_wrong_letters_is_taken_in_with_notes(settled: Path) -> None:
    head = ("Name", "Type", "Address", "Postcode", "Phone", "Opening hours", "Checked")
    lines = (
        ("CafÃ© Ãœber", "cafe", "1 Road", "WN1 1AA", 1610000001, "Mo-Fr 09:00-17:00", "03/04/2026"),
        ("St Maryâ€™s Hall", "community", "2 Road", "WN1 1AA", 1610000002, "Mo 10:00-12:00", ""),
        ("The Â£1 Shop", "shop", "3 Road", "WN1 1AA", 1610000003, "", date(2025, 12, 31)),
    )
    report = places(xlsx(settled, venues=(head, *lines)))
    assert counts(report) == (3, 0, 0, 0)
    for row, meant in ((2, "Café Über"), (3, "St Mary’s Hall"), (4, "The £1 Shop")):
        assert f"(is it {meant!r})" in told(report)
        assert f"row {row}: " in told(report)


def test_older_and_open_forms_are_read_too(settled: Path) -> None:
    lines = (HEAD, ("Hub", "community", "1 Road\nWigan", "WN1 1AA"), ("Inn", "pub", "", 7))
    report = places(xls(settled, *lines))
    assert counts(report) == (1, 0, 0, 1)
    assert "row 3: Inn: It has no coordinates, and '7' is no postcode." in told(report)
    assert "read as empty" in told(report)
    report = places(ods(settled, ods_text(*HEAD), ods_text(*HUB)))
    assert counts(report) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (time(9, 0), "09:00"),
        (time(9, 30, 15), "09:30:15"),
        (time(23, 59, 59, 999_999), "00:00"),
        (datetime(1900, 1, 2, 6, 0), "06:00"),  # noqa: DTZ001 - cells have no time zone
        (date(1900, 1, 1), "00:00"),
        (datetime(2026, 5, 9, 9, 30), "2026-05-09 09:30"),  # noqa: DTZ001 - as above
        (date(2026, 5, 9), "2026-05-09"),
        (timedelta(days=1, hours=2), "26:00"),
        (timedelta(hours=17, minutes=30), "17:30"),
        ("PT26H05M00S", "26:05"),
        (1234.0, "1234"),
        (1612070002.0, "1612070002"),
        (53.4255, "53.4255"),
        (0.1 + 0.2, "0.3"),
        (1e300, "1e+300"),
        (7, "7"),
        (True, "TRUE"),
        (" a_x000D_\nb ", "a\n\nb"),
        ("", ""),
    ],
)
def test_a_cell_becomes_the_text_that_a_person_sees(value: Any, seen: str) -> None:
    assert as_seen(value) == seen


def test_times_numbers_and_formulas_of_a_sheet_come_as_they_are_shown(
    app: Flask, settled: Path
) -> None:
    line = (
        formula('="Example"&" Hub"', "Example Hub"),
        "community",
        53.545,
        formatted(-2.63, "0.0"),
        1942000000,
        formatted(0.375, "hh:mm"),
        formatted(time(17, 30), "h:mm"),
    )
    head = ("name", "kind", "lat", "lon", "phone", "address", "remark")
    assert counts(places(xlsx(settled, Places=(head, line)))) == (1, 0, 0, 0)
    (found,) = rows(app, "SELECT name, lat, lon, phone, address, notes FROM place_draft")
    assert found[:5] == ("Example Hub", 53.545, -2.63, "01942000000", "09:00")
    assert "17:30" in found[5]


def test_an_error_in_a_cell_that_is_used_is_refused_with_the_sheets_own_row(
    settled: Path,
) -> None:
    bad = formula("=Gone!A1", "#REF!")
    note = formula("=1/0", "#DIV/0!")
    lines = ((), (*HEAD, "note"), (*HUB, note), (), ("Inn", "pub", bad, "WN1 1AB", ""))
    report = places(xlsx(settled, Places=lines))
    assert counts(report) == (1, 0, 0, 1)
    assert "row 5: Its 'address' holds the error #REF! of a spreadsheet." in told(report)


def test_a_formula_that_nobody_has_worked_out_is_no_empty_cell(settled: Path) -> None:
    """As programs write it that know no formulas; one that gives an empty text is a value."""
    lines = (
        HEAD,
        ("Inn", "pub", formula("=A1", 7777), "WN1 1AA"),
        (*HUB[:2], formula("=A9", "zz"), *HUB[3:]),
    )
    path = xlsx(settled, Places=lines)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    assert b"<v>7777</v>" in sheet
    empty = sheet.replace(b"<v>7777</v>", b"<v></v>").replace(b"<v>zz</v>", b"<v></v>")
    members["xl/worksheets/sheet1.xml"] = empty
    report = places(zipped(settled, members, "list.xlsx"))
    assert "row 2: Its 'address' holds the error #ERROR! of a spreadsheet." in told(report)
    assert counts(report) == (1, 0, 0, 1)


def test_an_error_in_open_document_is_found_behind_repeated_cells(settled: Path) -> None:
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    error = ods_text("#REF!", more=' calcext:value-type="error" office:string-value=""')
    many = '</table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell/>'
    report = places(
        ods(
            settled,
            ods_text("x", "y") + many,
            gap + ods_text(*HEAD),
            gap + ods_text("Inn", "pub") + error + ods_text("WN1 1AB"),
        )
    )
    assert counts(report) == (0, 0, 0, 1)
    assert "row 6: Its 'address' holds the error #REF! of a spreadsheet." in told(report)


def test_a_csv_made_of_a_sheet_with_errors_is_treated_alike(settled: Path) -> None:
    path = settled / "list.csv"
    path.write_text("name,kind,address,postcode\nHub,community,#N/A,WN1 1AA\n")
    assert "row 2: Its 'address' holds the error #N/A" in told(places(path))


def test_of_several_sheets_the_one_with_the_table_is_read(settled: Path) -> None:
    about = (("Safe places of the borough",), ("Made by", "the council"))
    path = xlsx(settled, About=about, Places=(HEAD, HUB), Empty=())
    report = places(path)
    assert counts(report) == (1, 0, 0, 0)
    assert "file: Read: the sheet Places. Not read: About." in told(report)


def test_where_two_sheets_hold_a_table_the_mapping_says_which(app: Flask, settled: Path) -> None:
    older = ("Older Hub", *HUB[1:])
    path = xlsx(settled, Older=(HEAD, older), Newer=(HEAD, HUB))
    said = refusal(lambda: places(path))
    assert "has several sheets: Older, Newer" in said
    assert '[file] sheet = "Older"' in said
    assert count(app, "place_draft") == 0
    mapping = settled / "m.toml"
    mapping.write_text('[file]\nsheet = "newer"\n')
    assert counts(places(path, mapping=mapping)) == (1, 0, 0, 0)
    assert rows(app, "SELECT name FROM place_draft") == [("Example Hub",)]
    mapping.write_text('[file]\nsheet = "Newest"\n')
    assert "has no sheet 'Newest'" in refusal(lambda: places(path, mapping=mapping))


def test_a_hidden_sheet_is_read_only_when_it_is_named(settled: Path) -> None:
    def hide(_book: Any, sheet: Any, row: int, column: int) -> None:
        sheet.hide()
        sheet.write(row, column, "name")

    path = xlsx(settled, Places=(HEAD, HUB), Lists=((hide, *HEAD[1:]), HUB))
    assert "Read: the sheet Places. Not read: Lists." in told(places(path))


def test_a_workbook_without_anything_is_empty(settled: Path) -> None:
    assert "is empty" in refusal(lambda: places(xlsx(settled, Places=())))


def test_half_a_workbook_and_a_locked_one_are_refused(settled: Path) -> None:
    path = xlsx(settled, Places=(HEAD, HUB))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "is not a whole zip file" in refusal(lambda: places(path))
    members = {"xl/workbook.xml": b"<workbook", "[Content_Types].xml": b"<Types/>"}
    assert "cannot be read as a spreadsheet" in refusal(lambda: places(zipped(settled, members)))
    old = xls(settled, HEAD, HUB)
    old.write_bytes(old.read_bytes()[:1500])
    assert "no whole spreadsheet" in refusal(lambda: places(old))
    locked = settled / "locked.xlsx"
    marked = "EncryptedPackage".encode("utf-16-le")
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + marked + bytes(600))
    assert "is locked with a password" in refusal(lambda: places(locked))


def test_entities_in_a_workbook_are_not_followed(settled: Path) -> None:
    path = xlsx(settled, Places=(HEAD, HUB))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/_rels/workbook.xml.rels"
    head, _, rest = members[part].partition(b"\n")
    doctype = b'\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
    members[part] = head + doctype + rest
    said = refusal(lambda: places(zipped(settled, members, "list.xlsx")))
    assert "cannot be read as a spreadsheet" in said


def test_a_workbook_that_swells_is_refused_before_it_is_read(
    settled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is lowered for the test; what the zip says of its own size is not believed."""
    path = xlsx(settled, Places=(HEAD, HUB))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(3_000_000))
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(source_file, "MOST_BYTES", 2 * 1024 * 1024)
    assert "holds more than 2 MB" in refusal(lambda: places(path))


def test_a_small_workbook_that_asks_for_all_memory_ends_its_reader_alone(
    app: Flask, settled: Path
) -> None:
    """Two cells in opposite corners: 17 thousand million cells between them."""
    far = settled / "far.xlsx"
    with xlsxwriter.Workbook(far) as book:
        sheet = book.add_worksheet("Places")
        sheet.write(0, 0, "name")
        sheet.write(1_048_575, 16_383, "x")
    assert far.stat().st_size < 10_000
    assert "needs more memory than a list does" in refusal(lambda: places(far))
    end, cell = "</text:p></table:table-cell></table:table-row>", "table:number-columns-repeated"
    repeated = (
        f'x{end}<table:table-row table:number-rows-repeated="1048570">'
        f'<table:table-cell {cell}="1000" office:value-type="string"><text:p>y'
    )
    said = refusal(lambda: places(ods(settled, ods_text(repeated))))
    assert "as a spreadsheet" in said or "needs more memory than a list does" in said
    assert count(app, "place_draft") == 0


def test_a_workbook_in_a_zip_or_beside_what_a_mac_adds_is_read(settled: Path) -> None:
    held = xlsx(settled, Places=(HEAD, HUB)).read_bytes()
    path = zipped(settled, {"list.xlsx": held, "__MACOSX/._list.xlsx": b"\x00\x05\x16\x07"})
    assert counts(places(path)) == (1, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("list.csv", "name\n")
    assert "is packed twice" in refusal(
        lambda: places(zipped(settled, {"inner.csv": buffer.getvalue()}))
    )


def test_figures_formatted_as_percentages_are_not_taken_for_percents(
    app: Flask, settled: Path
) -> None:
    head = ("series", "name", "period", "percent", "asked", "source")
    line = ("gmca-safe", "GMCA", "2023/24", formatted(0.885, "0%"), "How safe?", "GMCA")
    path = xlsx(settled, Figures=(head, line))
    said = refusal(lambda: import_benchmarks(Taking(path), date(2026, 11, 27)))
    assert "a cell that shows 88% holds 0.88" in said
    assert count(app, "benchmark") == 0
