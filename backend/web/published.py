"""Web: the published documents, as fast from Flask as an empty route."""

import hashlib
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Request, Response, send_file
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from backend.services.published_folder import MANIFEST, squeeze
from backend.web.responses import PreparedResponse
from shared.problems import Problem

_NAME = re.compile(r"[a-z]+\.([0-9a-f]{64})\.json")
_PACK = re.compile(r"tiles\.([0-9a-f]{64})\.mbtiles")
_SQLITE = "application/vnd.sqlite3"
_FRESH = "no-cache"
_FOR_EVER = "public, max-age=86400, immutable"


@dataclass(frozen=True)
class Variant:
    """One way to send a document: whole, or as the word that it has not changed."""

    etag: str
    whole: PreparedResponse
    unchanged: PreparedResponse


def variant(content: bytes, digest: str, cache: str, encoding: str = "") -> Variant:
    """Return a variant; each encoding has an ETag of its own, since its bytes differ."""
    etag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
    headers = [("ETag", etag), ("Vary", "Accept-Encoding"), ("Cache-Control", cache)]
    unchanged = PreparedResponse(b"", 304, headers)
    if encoding:
        headers.append(("Content-Encoding", encoding))
    return Variant(etag, PreparedResponse(content, 200, headers), unchanged)


class Manifest:
    """The manifest in memory, read anew when the file was replaced."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / MANIFEST)
        self._held: tuple[tuple[int, int, int], Variant, Variant] | None = None

    def choose(self, *, gzip: bool) -> Variant:
        """Return the manifest, plain or gzip; raises service-unavailable before the first one."""
        try:
            found = os.stat(self._path)
            # A replaced file is another file: its number, size or time differs.
            mark = (found.st_ino, found.st_mtime_ns, found.st_size)
            held = self._held
            if held is None or held[0] != mark:
                held = self._held = (mark, *self._read())
        except FileNotFoundError:
            raise Problem(
                "service-unavailable", "Nothing has been published here yet: run publish."
            ) from None
        return held[2] if gzip else held[1]

    def _read(self) -> tuple[Variant, Variant]:
        content = Path(self._path).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        return variant(content, digest, _FRESH), variant(squeeze(content), digest, _FRESH, "gzip")


class Published:
    """A folder of published documents as responses, the manifest held in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest = Manifest(folder)

    def manifest(self, asked: Request) -> Response:
        """Answer with what is published now; raises service-unavailable before the first one."""
        return _send(asked, self._manifest.choose(gzip=_takes_gzip(asked)))

    def document(self, asked: Request, name: str) -> Response:
        """Answer with a document or map pack, which never changes under its name; raises not-found.

        A map pack is sent in parts where parts are asked for (RFC 9110, 14).
        """
        if found := _PACK.fullmatch(name):
            return _send_pack(self._folder / name, found[1])
        return _send(asked, _document(self._folder, name, gzip=_takes_gzip(asked)))


def _send(asked: Request, chosen: Variant) -> Response:
    wanted = asked.environ.get("HTTP_IF_NONE_MATCH")
    if wanted is not None and (wanted == chosen.etag or _matches(wanted, chosen.etag)):
        return chosen.unchanged
    return chosen.whole


def _send_pack(path: Path, digest: str) -> Response:
    try:
        response = send_file(path.absolute(), _SQLITE, conditional=True, etag=digest)
    except FileNotFoundError:
        raise Problem("not-found") from None
    response.headers["Cache-Control"] = _FOR_EVER
    # When a file was written says nothing: its name is what it holds.
    del response.headers["Last-Modified"]
    return response


def _document(folder: Path, name: str, *, gzip: bool) -> Variant:
    found = _NAME.fullmatch(name)
    if found is None:
        raise Problem("not-found")
    encoding = "gzip" if gzip else ""
    try:
        content = (folder / (f"{name}.gz" if gzip else name)).read_bytes()
    except FileNotFoundError:
        raise Problem("not-found") from None
    return variant(content, found[1], _FOR_EVER, encoding)


def _takes_gzip(asked: Request) -> bool:
    return _accepts_gzip(asked.environ.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=256)
def _accepts_gzip(header: str) -> bool:
    return parse_accept_header(header, Accept)["gzip"] > 0


def _matches(wanted: str, etag: str) -> bool:
    """Return whether If-None-Match names the ETag: in a list, as `*`, weakly (RFC 9110, 13.1.2)."""
    tags = parse_etags(wanted)
    return tags.contains_weak(etag.strip('"'))
