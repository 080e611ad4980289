"""Deeds: the text of a partner's file: unzipped within limits, decoded, complete."""

import gzip
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from shared.problems import Problem

MOST_BYTES = 256 * 1024 * 1024
"""More than any file of a borough: Code-Point Open of all Great Britain has some 160 MB."""

ENDINGS = (".csv", ".txt", ".geojson", ".json")
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True)
class SourceText:
    """The text of a file, its name, and what was done to read it."""

    name: str
    text: str
    notes: tuple[str, ...] = ()


def read_source(path: Path) -> SourceText:
    """Return the text of a file, of the one file in a zip, or of a gzip.

    Raises Problem file-not-taken: what is wrong with the file as a whole, and what to do.
    """
    try:
        with path.open("rb") as file:
            name, data = _unpacked(path, file)
    except (gzip.BadGzipFile, EOFError, zlib.error, zipfile.BadZipFile):
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
    text, note = _decoded(name, data)
    return SourceText(name, text, (note,) if note else ())


def refused(name: str, what: str) -> Problem:
    """Return the refusal of a whole file."""
    return Problem("file-not-taken", f"{name} {what}.")


def _unpacked(path: Path, file: IO[bytes]) -> tuple[str, bytes]:
    start = file.read(4)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(file) as unzipped:
            return path.name.removesuffix(".gz"), _limited(path.name, unzipped)
    if start == b"PK\x03\x04":
        with zipfile.ZipFile(file) as archive:
            member = _only_member(path.name, archive)
            with archive.open(member) as unzipped:
                return PurePosixPath(member.filename).name, _limited(path.name, unzipped)
    return path.name, _limited(path.name, file)


def _only_member(name: str, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(ENDINGS) and not member.is_dir()
    ]
    if len(found) != 1:
        listed = ", ".join(member.filename for member in found[:5]) or "none"
        what = f"holds {len(found)} data files ({listed}). Unpack it and give the one that is meant"
        raise refused(name, what)
    return found[0]


def _limited(name: str, source: IO[bytes] | gzip.GzipFile) -> bytes:
    """Read no more than the limit: what a bomb says of its own size is not believed."""
    data = source.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // (1024 * 1024)
        raise refused(name, f"holds more than {most} MB. Cut it to the borough first")
    return data


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    if data[:2] in _UTF_16:
        return _strictly(name, data, "utf-16"), "The file is UTF-16."
    if b"\x00" in data[:200]:
        # Without a mark at the start: the zero bytes of Latin letters tell the order.
        encoding = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        return _strictly(name, data, encoding), "The file is UTF-16 without a mark."
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    note = f"The file is not UTF-8 (line {line}): read as Windows-1252. Look at accented letters."
    return _strictly(name, data, "cp1252"), note


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"holds bytes that are no {encoding} text (byte {error.start}). Save it as UTF-8"
        raise refused(name, what) from None
