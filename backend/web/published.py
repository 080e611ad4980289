"""Web: the published documents, as fast from Flask as an empty route."""

import hashlib
import os
import re
from pathlib import Path

from flask import Request, Response, send_file

from backend.services.published_folder import MANIFEST, squeeze
from backend.web.variants import FOR_A_DAY, FRESH, Variant, send, takes_gzip, variant
from shared.problems import Problem

_NAME = re.compile(r"[a-z]+\.([0-9a-f]{64})\.json")
_PACK = re.compile(r"tiles\.([0-9a-f]{64})\.mbtiles")
_SQLITE = "application/vnd.sqlite3"


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
        return variant(content, digest, FRESH), variant(squeeze(content), digest, FRESH, "gzip")


class Published:
    """A folder of published documents as responses, the manifest held in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest = Manifest(folder)

    def manifest(self, asked: Request) -> Response:
        """Answer with what is published now; raises service-unavailable before the first one."""
        return send(asked, self._manifest.choose(gzip=takes_gzip(asked)))

    def document(self, asked: Request, name: str) -> Response:
        """Answer with a document or map pack, which never changes under its name; raises not-found.

        A map pack is sent in parts where parts are asked for (RFC 9110, 14).
        """
        if found := _PACK.fullmatch(name):
            return _send_pack(self._folder / name, found[1])
        return send(asked, _document(self._folder, name, gzip=takes_gzip(asked)))


def _send_pack(path: Path, digest: str) -> Response:
    try:
        response = send_file(path.absolute(), _SQLITE, conditional=True, etag=digest)
    except FileNotFoundError:
        raise Problem("not-found") from None
    response.headers["Cache-Control"] = FOR_A_DAY
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
    return variant(content, found[1], FOR_A_DAY, encoding)
