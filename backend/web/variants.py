"""Web: one content in the ways it can be sent: plain or gzip, whole or as "not changed"."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from flask import Request, Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from backend.services.published_folder import squeeze
from backend.web.responses import PreparedResponse

FRESH = "no-cache"
FOR_A_DAY = "public, max-age=86400, immutable"
FOR_A_YEAR = "public, max-age=31536000, immutable"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Variant:
    """One way to send a content: whole, or as the word that it has not changed."""

    etag: str
    whole: PreparedResponse
    unchanged: PreparedResponse


def variant(
    content: bytes, digest: str, cache: str, encoding: str = "", more: Headers = ()
) -> Variant:
    """Return a variant; each encoding has an ETag of its own, since its bytes differ."""
    etag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
    headers = [("ETag", etag), ("Vary", "Accept-Encoding"), ("Cache-Control", cache), *more]
    unchanged = PreparedResponse(b"", 304, headers)
    if encoding:
        headers.append(("Content-Encoding", encoding))
    return Variant(etag, PreparedResponse(content, 200, headers), unchanged)


def either(content: bytes, cache: str, *, gzip: bool, more: Headers = ()) -> Variant:
    """Return a content plain or gzip, named by its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if gzip:
        return variant(squeeze(content), digest, cache, "gzip", more)
    return variant(content, digest, cache, more=more)


def send(asked: Request, chosen: Variant) -> Response:
    """Return a variant whole, or 304 where the one who asks holds it."""
    wanted = asked.environ.get("HTTP_IF_NONE_MATCH")
    if wanted is not None and (wanted == chosen.etag or _matches(wanted, chosen.etag)):
        return chosen.unchanged
    return chosen.whole


def takes_gzip(asked: Request) -> bool:
    """Return whether the one who asks can read gzip."""
    return _accepts_gzip(asked.environ.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=256)
def _accepts_gzip(header: str) -> bool:
    return parse_accept_header(header, Accept)["gzip"] > 0


def _matches(wanted: str, etag: str) -> bool:
    """Return whether If-None-Match names the ETag: in a list, as `*`, weakly (RFC 9110, 13.1.2)."""
    tags = parse_etags(wanted)
    return tags.contains_weak(etag.strip('"'))
