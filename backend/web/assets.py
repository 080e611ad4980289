"""Web: fonts, styles and scripts from memory: squeezed once, kept by browsers under their version.

Our own scripts leave without their comments, which are a third of them over the wire.

The address names the version of them all, so that a script's own imports carry it too.
"""

import hashlib
import mimetypes
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import rjsmin
from flask import Request, Response
from werkzeug.security import safe_join

from backend.services.published_folder import squeeze
from backend.web.variants import FOR_A_YEAR, FRESH, Variant, either, send, takes_gzip
from shared.problems import Problem

_VERSIONED = re.compile(r"v([0-9a-f]{16})/(.+)")
_SQUEEZED = ("text/", "application/json", "image/svg")
_SCRIPT, _FOREIGN = "text/javascript", "vendor"
_TYPES = {".js": _SCRIPT, ".mjs": _SCRIPT, ".woff2": "font/woff2"}


def asset(folder: str, name: str) -> str:
    """Return the address of an asset, which never changes what it means."""
    return f"/static/v{version_of(folder)}/{name}"


@lru_cache(maxsize=8)
def version_of(folder: str) -> str:
    """Return the version of a folder of assets: 16 hex digits of their names and contents."""
    digest = hashlib.sha256()
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def send_asset(asked: Request, folder: str, name: str) -> Response:
    """Answer with an asset; raises not-found.

    Under the version of now it is kept for a year, under any other asked for again each time.
    """
    found = _VERSIONED.fullmatch(name)
    is_named = found is not None and found[1] == version_of(folder)
    path = safe_join(folder, found[2] if found else name)
    if path is None or not Path(path).is_file():
        raise Problem("not-found")
    stamp = Path(path).stat()
    cache = FOR_A_YEAR if is_named else FRESH
    mark = (stamp.st_mtime_ns, stamp.st_size)
    return send(asked, _read(path, mark, cache, gzip=takes_gzip(asked)))


@lru_cache(maxsize=256)
def _read(path: str, _mark: tuple[int, int], cache: str, *, gzip: bool) -> Variant:
    kind, content = sent(Path(path))
    told = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    is_text = kind.startswith(_SQUEEZED)
    return either(content, cache, gzip=gzip and is_text, more=(("Content-Type", told),))


def sent(path: Path) -> tuple[str, bytes]:
    """Return the type of an asset and its bytes as they leave."""
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    content = path.read_bytes()
    if kind == _SCRIPT and _FOREIGN not in path.parts:
        content = rjsmin.jsmin(content)
    return kind, content


def laid_out(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every asset by the path of its address, plain and, where that is sent too, gzip."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = asset(str(folder), str(path.relative_to(folder)))
            kind, content = sent(path)
            yield name, content
            if kind.startswith(_SQUEEZED):
                yield f"{name}.gz", squeeze(content)
