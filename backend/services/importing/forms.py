"""Deeds: what a file is by its first bytes or its members, and what to do with it.

Nobody is told that bytes are no text: each form that councils hand over is called by its name.
"""

import re
from collections.abc import Sequence

_QGIS = "In QGIS: Export, Save Features As, GeoJSON, EPSG:4326. Give that file"
_TABLE = "Ask for the table itself, as .xlsx or CSV"
_UNPACK = "Unpack it, and give the file that is in it"

_BY_START = (
    (b"%PDF-", f"is a PDF: it shows a table and holds none. {_TABLE}"),
    (b"\x89PNG", f"is a picture (PNG). {_TABLE}"),
    (b"\xff\xd8\xff", f"is a picture (JPEG). {_TABLE}"),
    (b"GIF8", f"is a picture (GIF). {_TABLE}"),
    (b"RIFF", f"is a picture or a sound (RIFF). {_TABLE}"),
    (b"II*\x00", f"is a picture (TIFF). {_TABLE}"),
    (b"MM\x00*", f"is a picture (TIFF). {_TABLE}"),
    (b"{\\rtf", f"is a text document (RTF). {_TABLE}"),
    (b"\x00\x00\x27\x0a", f"is a part of a Shapefile. {_QGIS}"),
    (b"fgb\x03", f"is FlatGeobuf. {_QGIS}"),
    (b"PAR1", f"is Parquet. {_QGIS} (or export a table as CSV)"),
    (b"ARROW1", f"is Arrow. {_QGIS} (or export a table as CSV)"),
    (b"PMTiles", "is a set of map tiles: it holds no list. Give the data that it was made from"),
    (b"7z\xbc\xaf\x27\x1c", f"is packed (7z). {_UNPACK}"),
    (b"Rar!\x1a\x07", f"is packed (RAR). {_UNPACK}"),
    (b"BZh", f"is packed (bzip2). {_UNPACK}"),
    (b"\xfd7zXZ\x00", f"is packed (xz). {_UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"is packed (zstd). {_UNPACK}"),
    (b"\x1f\x8b", f"is packed twice (gzip). {_UNPACK}"),
    (b"PK\x03\x04", f"is packed twice (zip). {_UNPACK}"),
    (b"\x7fELF", f"is a program. {_TABLE}"),
    (b"BEGIN:VC", f"holds cards or a calendar. {_TABLE}"),
)
_SPREADSHEETS = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
}
_PACKAGES = (
    (r"word/.*", f"is a text document (Word). {_TABLE}"),
    (r"ppt/.*", "is a presentation (PowerPoint): it holds no table that can be read"),
    (r"index/.*\.iwa", "is a document of Apple Numbers or Pages. Export it as .xlsx or CSV"),
    (r"content\.xml", f"is a document of LibreOffice and no spreadsheet. {_TABLE}"),
)
_MAPS = (
    (r".*\.shp", f"is a Shapefile. {_QGIS}"),
    (r".*\.kml", f"is KMZ (Google Earth). {_QGIS}"),
    (r".*\.gpkg", f"holds a GeoPackage. {_QGIS}"),
    (r".*\.gdbtable", f"is a File Geodatabase. {_QGIS}"),
    (r".*\.tab", f"is a MapInfo table. {_QGIS}"),
)
_BY_ROOT = {
    "kml": f"is KML (Google Earth). {_QGIS}",
    "gpx": f"is GPX (a track). {_QGIS}",
    "featurecollection": f"is GML. {_QGIS}",
    "osm": f"is OpenStreetMap XML. {_QGIS}",
    "html": "is a web page and no list: was a sign-in or an error saved in place of the file, "
    "or a page named like a spreadsheet? Open it in a spreadsheet and save it as .xlsx",
    "workbook": "is a spreadsheet in an XML form of 2003. Open it and save it as .xlsx",
    "fhrsestablishment": "is a list of the Food Hygiene Rating Scheme. "
    "Give it to `umay import establishments`",
}
_ROOT = re.compile(rb"<(?:[A-Za-z_][A-Za-z0-9_.-]*:)?([A-Za-z_][A-Za-z0-9_.-]*)[\s/>]")
_NOT_ROOT = re.compile(rb"<\?.*?\?>|<!--.*?-->", re.DOTALL)
_LOOKED_AT = 4000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How every file of the older Office begins, and each of the newer that has a password."""


def of_start(data: bytes) -> str:
    """Return what a file is that holds no table to read here, and what to do; else ""."""
    for start, what in _BY_START:
        if data.startswith(start):
            return what
    if data.startswith(b"SQLite format 3\x00"):
        kind = "is a GeoPackage" if b"gpkg_contents" in data else "is a database (SQLite)"
        return f"{kind}. {_QGIS} (or export a table as CSV)"
    if b"OSMHeader" in data[:40]:
        return f"is OpenStreetMap data (PBF). {_QGIS}, cut to the borough"
    if data[257:262] == b"ustar":
        return f"is packed (tar). {_UNPACK}"
    return ""


def of_markup(data: bytes) -> str:
    """Return what a text in angle brackets is, and what to do; "" for any other text."""
    root = _root(data)
    other = f"is XML ({root}), a form that is not read here. {_TABLE}"
    return _BY_ROOT.get(root, other) if root else ""


def of_web_page(data: bytes) -> str:
    """Return what to do where a page was saved in place of XML or JSON; else ""."""
    return _BY_ROOT["html"] if _root(data) == "html" else ""


def _root(data: bytes) -> str:
    start = _NOT_ROOT.sub(b"", data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")).lstrip()
    if not start.startswith(b"<"):
        return ""
    if start[:9].lower() == b"<!doctype":
        start = start.partition(b">")[2] if b"[" not in start[:60] else b""
    found = _ROOT.search(start)
    root = found[1].decode("ascii").lower() if found else "?"
    return "html" if root in ("table", "head", "body", "style", "meta") else root


def of_package(names: Sequence[str]) -> str:
    """Return what an archive is that a program made for one document; else ""."""
    return _first(_PACKAGES, names)


def of_map(names: Sequence[str]) -> str:
    """Return which map's files an archive holds; else ""."""
    return _first(_MAPS, names)


def _first(known: Sequence[tuple[str, str]], names: Sequence[str]) -> str:
    low = [name.lower() for name in names]
    fitting = (what for pattern, what in known if any(re.fullmatch(pattern, one) for one in low))
    return next(fitting, "")


def spreadsheet_of(names: Sequence[str], kind: bytes) -> str:
    """Return which spreadsheet an archive is (xlsx, xlsb, ods); "" where it is none.

    `kind` is the content of the member `mimetype`, by which OpenDocument says what it is.
    """
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    return next((form for member, form in _SPREADSHEETS.items() if member in names), "")


def of_older_office(data: bytes) -> str:
    """Return what a file of the older Office is that is no spreadsheet; "" for a spreadsheet."""
    if _holds(data, "EncryptedPackage"):
        return "is locked with a password. Open it, save it without one, and give that"
    if _holds(data, "WordDocument"):
        return f"is a text document (Word). {_TABLE}"
    if _holds(data, "PowerPoint Document"):
        return "is a presentation (PowerPoint): it holds no table that can be read"
    if _holds(data, "Workbook") or _holds(data, "Book"):
        return ""
    return f"is a file of the older Office and no whole spreadsheet. {_TABLE}"


def _holds(data: bytes, member: str) -> bool:
    return member.encode("utf-16-le") in data
