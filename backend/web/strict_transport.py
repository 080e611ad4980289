"""Web: browsers are told to come by https alone from now on, where the service is reached so."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
"""A year, and names below ours too (RFC 6797; OWASP ASVS 5.0, 3.4.1)."""


def strict_where_https(app: WSGIApplication, base_url: str) -> WSGIApplication:
    """Return an application whose every answer says so, or the same where `base_url` is http.

    It stands around all answers, since those that were prepared know no application.
    """
    if urlsplit(base_url).scheme != "https":
        return app

    def strict(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(
            status: str, headers: list[tuple[str, str]], *mishap: Any
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, STRICT_TRANSPORT], *mishap)

        return app(environ, start)

    return strict
