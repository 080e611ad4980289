"""Deeds: the rows of a partner's file, whatever its form: CSV, spreadsheet, GeoJSON and its kin."""

from backend.services.importing.json_rows import read_json
from backend.services.importing.sheet import Sheet, Wanted
from backend.services.importing.source_file import SourceBook, SourceText
from backend.services.importing.table import read_csv, read_tabs

_JSON = ("{", "[")


def read_sheet(source: SourceText | SourceBook, wanted: Wanted | None = None) -> Sheet:
    """Return the rows of a file; `wanted` says how its heading and its sheet are told.

    Raises Problem file-not-taken.
    """
    wanted = wanted or Wanted()
    if isinstance(source, SourceBook):
        return read_tabs(source, wanted)
    if source.text.lstrip(_BEFORE)[:1] in _JSON:
        return read_json(source)
    return read_csv(source, wanted)


_BEFORE = " \t\r\n\x1e"
"""White space, and what begins each text of a GeoJSON text sequence (RFC 8142)."""
