"""Deeds: JSON as rows: GeoJSON in each of its shapes, lists of objects, and what others publish."""

import json
from collections.abc import Iterator
from typing import Any

from backend.services.importing import esri_json, open_referral
from backend.services.importing.projections import UnknownSystemError, in_degrees, system_of_crs
from backend.services.importing.refusal import named, refused, shown
from backend.services.importing.sheet import Geometry, Record, Sheet
from backend.services.importing.source_file import SourceText

_SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
_MORE = "The server that gave this file has more than it holds: take its other pages in too."
_FHRS = (
    "is a list of the Food Hygiene Rating Scheme. Give it to `umay import establishments` instead"
)


def read_json(source: SourceText) -> Sheet:
    """Return the rows of a JSON file; raises Problem file-not-taken."""
    document = _document(source)
    if open_referral.is_one(document):
        records, notes = open_referral.records_of(source.name, document)
    else:
        try:
            records = tuple(_records(source.name, document))
        except UnknownSystemError as error:
            raise refused(source.name, str(error)) from None
        except RecursionError:
            raise refused(source.name, "holds lists in lists without end") from None
        notes = tuple(_notes(document))
    columns = tuple(dict.fromkeys(name for record in records for name in record.values))
    return Sheet(source.name, columns, records, (*source.notes, *notes))


def flat(value: Any, before: str = "") -> dict[str, str]:  # noqa: ANN401 - whatever JSON holds
    """Return nested properties by names with dots: {"hours": {"opening": …}} is hours.opening."""
    return dict(_flat(before, value))


def _document(source: SourceText) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a file holds; of JSON in lines, or parted by RS (RFC 8142), a list of it."""
    try:
        return json.loads(source.text)
    except RecursionError:
        raise refused(source.name, "is not JSON. Copy or download it again") from None
    except ValueError as error:
        parts = source.text.split("\x1e") if "\x1e" in source.text else source.text.splitlines()
        parts = [part for part in parts if part.strip()]
        if len(parts) > 1 and (several := _each(parts)) is not None:
            return several
        is_cut = isinstance(error, json.JSONDecodeError) and error.pos >= len(source.text.rstrip())
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        what = "ends in the middle" if is_cut else "is not JSON"
        raise refused(source.name, f"{what}{where}. Copy or download it again") from None


def _each(parts: list[str]) -> list[Any] | None:
    try:
        found = [json.loads(part) for part in parts]
    except (ValueError, RecursionError):
        return None
    return found if all(isinstance(one, dict) for one in found) else None


def _records(name: str, document: Any) -> Iterator[Record]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(document, dict):
        return _of_list(name, document)
    if esri_json.is_one(document):
        return esri_json.records_of(name, document, flat)
    kind, system = document.get("type"), system_of_crs(document)
    if kind == "Topology":
        what = "is TopoJSON. Convert it to GeoJSON first, for example with mapshaper or QGIS"
        raise refused(name, what)
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        return _features(name, document["features"], system)
    if kind == "Feature":
        return _features(name, [document], system)
    if kind in _SHAPES:
        return iter([Record(1, {}, in_degrees(document, system))])
    if isinstance(document.get("establishments"), list):
        raise refused(name, _FHRS)
    return _of_list(name, document)


def _of_list(name: str, document: Any) -> Iterator[Record]:  # noqa: ANN401 - whatever JSON holds
    listed = _list_in(document)
    if listed is None:
        there = f": it holds {named(list(document), 8)}" if isinstance(document, dict) else ""
        what = f'is not GeoJSON with a list of "features", nor JSON of another form known{there}'
        raise refused(name, f"{what}. Export it as GeoJSON or CSV")
    if listed[0].get("type") == "Feature":
        return _features(name, listed, "")
    return (Record(number, flat(one)) for number, one in enumerate(listed, 1))


def _list_in(document: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401 - whatever JSON holds
    """Return the one list of objects that a document is, or has as a member."""
    held = list(document.values()) if isinstance(document, dict) else [document]
    lists = [one for one in held if isinstance(one, list) and one]
    lists = [one for one in lists if all(isinstance(item, dict) for item in one)]
    return lists[0] if len(lists) == 1 else None


def _features(name: str, features: list[Any], system: str) -> Iterator[Record]:
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise refused(name, f"holds something else than a feature at place {number}")
        values = flat(feature.get("properties") or {})
        if "id" in feature:
            values.setdefault("id", str(feature["id"]))
        yield Record(number, values, _placed(feature.get("geometry"), system))


def _placed(geometry: Any, system: str) -> Geometry | None:  # noqa: ANN401 - whatever JSON holds
    return in_degrees(geometry, system) if isinstance(geometry, dict) else None


def _notes(document: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(document, dict):
        return
    if _has_more(document):
        yield _MORE
    if "type" not in document and not esri_json.is_one(document):
        listed = _list_in(document)
        read = next(name for name, value in document.items() if value is listed)
        others = named([name for name in document if name != read], 8)
        what = f"Read: the list {shown(read, 40)!r}. Not read"
        yield f"{what}, look whether it tells of more: {others}."


def _has_more(document: dict[str, Any]) -> bool:
    """Return whether a server says that this is one page of more (ArcGIS REST, OGC API)."""
    inner = document.get("properties")
    held = {**document, **(inner if isinstance(inner, dict) else {})}
    if held.get("exceededTransferLimit") is True:
        return True
    matched, here = held.get("numberMatched"), document.get("features")
    return isinstance(matched, int) and isinstance(here, list) and matched > len(here)


def _flat(before: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{before}.{name}" if before else str(name), inner)
    elif isinstance(value, list):
        yield before, "; ".join(str(item) for item in value)
    elif value is not None:
        yield before, str(value).strip()
