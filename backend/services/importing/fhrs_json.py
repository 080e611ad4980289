"""Deeds: the JSON of the Food Hygiene Rating Scheme's API (version 2) as its XML is read."""

import json
from typing import Any

from backend.services.importing.fhrs_xml import MOST_TEXT, Establishment
from backend.services.importing.refusal import refused
from backend.services.importing.source_file import SourceText

_LIST, _GEOCODE = "establishments", "geocode"
_INNER = {"latitude": "Latitude", "longitude": "Longitude"}


def read_answer(source: SourceText) -> list[Establishment]:
    """Return every premises of an answer of the API.

    Raises Problem file-not-taken: no JSON; not of the scheme; one page of several, since premises
    on the other pages would count as gone.
    """
    try:
        document = json.loads(source.text)
    except (ValueError, RecursionError):
        raise refused(source.name, "is no whole JSON. Download it again") from None
    listed = document.get(_LIST) if isinstance(document, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        what = "is no list of the Food Hygiene Rating Scheme: it has no establishments"
        raise refused(source.name, f"{what}. Another list of venues: `umay import places`")
    _refuse_page(source.name, document, len(listed))
    return [_establishment(number, one) for number, one in enumerate(listed, 1)]


def _refuse_page(name: str, document: dict[str, Any], here: int) -> None:
    meta = document.get("meta")
    told = meta if isinstance(meta, dict) else {}
    total = told.get("totalCount")
    if isinstance(total, int) and total > here:
        what = f"holds {here:,} of {total:,} premises: it is one page of more"
        raise refused(name, f"{what}. Take the council's XML, or all in one answer (pageSize)")


def _establishment(number: int, one: dict[str, Any]) -> Establishment:
    values = {key: _text(value) for key, value in one.items()}
    geocode = one.get(_GEOCODE)
    if isinstance(geocode, dict):
        values |= {_INNER[key]: _text(geocode[key]) for key in _INNER if key in geocode}
    told = {key: value for key, value in values.items() if value}
    return Establishment(number, told, "entry")


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return "" if value is None or isinstance(value, dict | list) else _one_line(str(value))


def _one_line(text: str) -> str:
    return " ".join(text[:MOST_TEXT].split())
