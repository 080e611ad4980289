"""Deeds: what a partner's file holds: unzipped within limits, recognised, decoded, complete."""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from backend.services.importing import forms
from backend.services.importing.letters import decoded
from backend.services.importing.refusal import named, refused
from backend.services.importing.workbook import Tab, read_workbook
from shared.problems import Problem

MOST_BYTES = 256 * 1024 * 1024
"""More than any file of a borough: Code-Point Open of all Great Britain has some 160 MB."""

ENDINGS = (
    *(".csv", ".txt", ".tsv", ".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl"),
    *(".xml", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".gz"),
)
_CHUNK = 1024 * 1024
_BROKEN = (
    *(gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, ValueError, KeyError),
)
"""What the libraries raise for an archive that is cut off or damaged."""


@dataclass(frozen=True)
class SourceText:
    """The text of a file, its name, and what was done to read it."""

    name: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceBook:
    """The sheets of a spreadsheet, its file's name, and what is to be known of how it was read."""

    name: str
    tabs: tuple[Tab, ...]
    notes: tuple[str, ...] = ()


def read_source(path: Path) -> SourceText | SourceBook:
    """Return what a file holds, or the one file in a zip, or a gzip.

    Raises Problem file-not-taken: what the file is, what is wrong with it, what to do.
    """
    name, data = _read(path)
    form = _spreadsheet(name, data)
    if form:
        tabs, notes = read_workbook(name, data, form)
        return SourceBook(name, tabs, notes)
    if what := forms.of_start(data) or forms.of_markup(data):
        raise refused(name, what)
    return SourceText(name, *decoded(name, data))


def read_markup(path: Path) -> SourceText:
    """Return the text of a file that may be XML or JSON, and is no spreadsheet; raises as above."""
    name, data = _read(path)
    what = "is a spreadsheet, and this import takes none" if _spreadsheet(name, data) else ""
    if what := what or forms.of_start(data) or forms.of_web_page(data):
        raise refused(name, what)
    return SourceText(name, *decoded(name, data))


def _read(path: Path) -> tuple[str, bytes]:
    try:
        with path.open("rb") as file:
            name, data = _unpacked(path.name, file)
    except _BROKEN:
        raise refused(path.name, "is not a whole zip file. Copy or download it again") from None
    except (NotImplementedError, RuntimeError):
        # What the library says of a password, and of a way of packing that it does not know.
        raise refused(
            path.name, "cannot be unpacked here. Unpack it, and give what is in it"
        ) from None
    except OSError as error:
        raise refused(str(path), f"cannot be read: {error.strerror or error}") from error
    if not data.strip():
        raise refused(path.name, "is empty")
    return name, data


def _unpacked(name: str, file: IO[bytes]) -> tuple[str, bytes]:
    start = file.read(4)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(file) as unzipped:
            return name.removesuffix(".gz"), _limited(name, unzipped)
    if start == b"PK\x03\x04":
        with zipfile.ZipFile(file) as archive:
            if _form(archive):
                file.seek(0)
                return name, _limited(name, file)
            member = _only_member(name, archive)
            with archive.open(member) as unzipped:
                return PurePosixPath(member.filename).name, _limited(name, unzipped)
    return name, _limited(name, file)


def _only_member(name: str, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    there = [one for one in archive.infolist() if not one.is_dir() and not _is_shadow(one)]
    names = [member.filename for member in there]
    found = [member for member in there if member.filename.lower().endswith(ENDINGS)]
    # Beside a table or a map stands what tells of it, as XML.
    tables = [member for member in found if not member.filename.lower().endswith(".xml")]
    what = forms.of_package(names)
    if not what and len(tables) == 1:
        return tables[0]
    if what := what or forms.of_map(names):
        raise refused(name, what)
    listed = named([member.filename for member in tables or found or there], 5)
    if not found:
        what = f"holds no table: its files are {listed}"
        raise refused(name, f"{what}. Give a CSV, a spreadsheet or GeoJSON")
    if len(found) != 1:
        count = len(tables or found)
        what = f"holds {count} data files ({listed}). Unpack it and give the one that is meant"
        raise refused(name, what)
    return found[0]


def _is_shadow(member: zipfile.ZipInfo) -> bool:
    """Return whether a Mac put a member there beside the real one."""
    path = PurePosixPath(member.filename)
    return path.parts[:1] == ("__MACOSX",) or path.name.startswith("._")


def _spreadsheet(name: str, data: bytes) -> str:
    """Return which spreadsheet some bytes are, having seen that it does not swell; else ""."""
    if data.startswith(forms.OLE):
        if what := forms.of_older_office(data):
            raise refused(name, what)
        return "xls"
    if not data.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            form = _form(archive)
            if form:
                _refuse_bomb(name, archive)
            return form
    except _BROKEN:
        raise refused(name, "is not whole: it was cut off. Copy or download it again") from None
    except (NotImplementedError, RuntimeError):
        raise refused(name, "is locked with a password. Save it without one") from None


def _form(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    kind = b""
    if "mimetype" in names:
        with archive.open("mimetype") as file:
            kind = file.read(100)
    return forms.spreadsheet_of(names, kind)


def _refuse_bomb(name: str, archive: zipfile.ZipFile) -> None:
    """Unpack all of it and keep nothing: what a bomb says of its own size is not believed."""
    held = 0
    for member in archive.infolist():
        with archive.open(member) as unzipped:
            while chunk := unzipped.read(_CHUNK):
                held += len(chunk)
                if held > MOST_BYTES:
                    raise _too_much(name)


def _limited(name: str, source: IO[bytes] | gzip.GzipFile) -> bytes:
    """Read no more than the limit: what a bomb says of its own size is not believed."""
    data = source.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _too_much(name)
    return data


def _too_much(name: str) -> Problem:
    most = MOST_BYTES // (1024 * 1024)
    return refused(name, f"holds more than {most} MB. Cut it to the borough first")
