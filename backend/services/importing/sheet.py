"""Deeds: the rows of a partner's file, whatever its form: CSV with or without heading, GeoJSON."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from backend.services.importing.source_file import SourceText, refused
from shared.digits import is_digits

Geometry = dict[str, Any]
_LONGEST_FIELD = 1_000_000
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Record:
    """One row as it stands in the file: its number, its values by column, its geometry if any."""

    number: int
    values: dict[str, str]
    geometry: Geometry | None = None


@dataclass(frozen=True)
class Sheet:
    """All rows of a file, and the columns they have."""

    name: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]
    notes: tuple[str, ...] = ()


def read_sheet(source: SourceText, headless: Sequence[str] = ()) -> Sheet:
    """Return the rows of a file.

    `headless` are the columns of a file that comes without a heading, taken where the first row
    has as many values and is no heading. Raises Problem file-not-taken.
    """
    if source.text.lstrip()[:1] in ("{", "["):
        return _geojson(source)
    return _csv(source, headless)


def _geojson(source: SourceText) -> Sheet:
    try:
        document = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        is_cut = isinstance(error, json.JSONDecodeError) and error.pos >= len(source.text.rstrip())
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        what = "ends in the middle" if is_cut else "is not JSON"
        raise refused(source.name, f"{what}{where}. Copy or download it again") from None
    records = tuple(_features(source.name, document))
    columns = tuple(dict.fromkeys(name for record in records for name in record.values))
    return Sheet(source.name, columns, records, source.notes)


def _features(name: str, document: Any) -> Iterator[Record]:  # noqa: ANN401 - whatever JSON holds
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Topology":
        what = "is TopoJSON. Convert it to GeoJSON first, for example with mapshaper or QGIS"
        raise refused(name, what)
    features = document.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        raise refused(name, 'is not GeoJSON with a list of "features"')
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise refused(name, f"holds something else than a feature at place {number}")
        geometry = feature.get("geometry")
        values = dict(_flat("", feature.get("properties") or {}))
        if "id" in feature:
            values.setdefault("id", str(feature["id"]))
        yield Record(number, values, geometry if isinstance(geometry, dict) else None)


def _flat(before: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    """Give nested properties names with dots: {"hours": {"opening": …}} is hours.opening."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{before}.{name}" if before else str(name), inner)
    elif isinstance(value, list):
        yield before, "; ".join(str(item) for item in value)
    elif value is not None:
        yield before, str(value).strip()


def _csv(source: SourceText, headless: Sequence[str]) -> Sheet:
    lines = source.text.replace("\r\n", "\n").replace("\r", "\n")
    rows = _csv_rows(source.name, lines)
    if not rows:
        raise refused(source.name, "is empty")
    notes = source.notes
    _, first = rows[0]
    if headless and len(first) == len(headless) and _is_data(first):
        columns, body = tuple(headless), rows
        notes = (*notes, f"No heading: read as {len(headless)} columns in their usual order.")
    else:
        columns, body = _heading(source.name, first), rows[1:]
    _refuse_cut(source.name, lines, columns, rows)
    records = tuple(_records(columns, body))
    return Sheet(source.name, columns, records, notes)


def _csv_rows(name: str, lines: str) -> list[tuple[int, list[str]]]:
    delimiter = max(_DELIMITERS, key=lines.partition("\n")[0].count)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter, strict=True)
    rows = []
    try:
        for number, row in enumerate(reader, 1):
            if any(value.strip() for value in row):
                rows.append((number, [value.strip() for value in row]))
    except csv.Error as error:
        what = f"cannot be read as CSV at row {len(rows) + 1}: {error}. Was it cut off"
        raise refused(name, f"{what}? Copy or download it again") from None
    return rows


def _is_data(first: list[str]) -> bool:
    """Return whether a first row holds numbers, as no heading does."""
    return any(is_digits(value.replace(".", "", 1).removeprefix("-")) for value in first)


def _heading(name: str, first: list[str]) -> tuple[str, ...]:
    if _is_data(first):
        what = f"has no heading: its first row begins with {', '.join(first[:3])}"
        raise refused(name, f"{what}. Add a first row with the names of the columns")
    repeated = sorted({column for column in first if column and first.count(column) > 1})
    if repeated:
        raise refused(name, f"names the column {repeated[0]!r} twice in its heading")
    return tuple(first)


def _refuse_cut(
    name: str, lines: str, columns: tuple[str, ...], rows: list[tuple[int, list[str]]]
) -> None:
    number, last = rows[-1]
    if len(last) < len(columns) and not lines.endswith("\n"):
        what = f"ends in the middle of row {number} ({len(last)} of {len(columns)} values)"
        raise refused(name, f"{what}. Copy or download it again")


def _records(columns: tuple[str, ...], body: list[tuple[int, list[str]]]) -> Iterator[Record]:
    for number, row in body:
        values = dict(zip(columns, row, strict=False))
        extra = row[len(columns) :]
        if any(extra):
            # A comma in an address that nobody quoted would shift every value behind it.
            values[EXTRA] = ", ".join(extra)
        yield Record(number, {name: value for name, value in values.items() if name})


EXTRA = "(more values than columns)"
"""The column under which a row's surplus values stand, so that whoever reads the row refuses it."""
