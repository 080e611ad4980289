"""Spreadsheets that the importers' tests write: of Excel, of its older form, of OpenDocument."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from tests.backend.services.importing.cast import zipped

OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:{urn}:xmlns:{name}:1.0"'
    for name, urn in (
        *((name, "oasis:names:tc:opendocument") for name in ("office", "table", "text")),
        ("calcext", "org:documentfoundation:names:experimental:calc"),
    )
)


def xlsx(folder: Path, name: str = "list.xlsx", **sheets: Sequence[Sequence[Any]]) -> Path:
    """Write a workbook; a cell is a value, or a function that writes itself there."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        for title, lines in sheets.items():
            sheet = book.add_worksheet(title)
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if callable(cell):
                        cell(book, sheet, row, column)
                    else:
                        sheet.write(row, column, cell)
    return path


def formatted(value: Any, shape: str) -> Any:
    return lambda book, sheet, row, column: sheet.write(
        row, column, value, book.add_format({"num_format": shape})
    )


def formula(text: str, value: Any) -> Any:
    return lambda _book, sheet, row, column: sheet.write_formula(row, column, text, None, value)


def ods(folder: Path, *lines: str) -> Path:
    """Write an OpenDocument spreadsheet of rows that are made of cells as it stores them."""
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        f'<?xml version="1.0"?><office:document-content {_NAMES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Places">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{OPEN_DOCUMENT}"/>'
        "</manifest:manifest>"
    )
    members = {
        "mimetype": OPEN_DOCUMENT.encode(),
        "META-INF/manifest.xml": manifest.encode(),
        "content.xml": content.encode(),
    }
    return zipped(folder, members, "list.ods")


def ods_text(*texts: str, more: str = "") -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )


def xls(folder: Path, *lines: Sequence[Any]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Places")
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    path = folder / "list.xls"
    book.save(str(path))
    return path
