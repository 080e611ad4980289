"""Web: the response that is safe unless a page says otherwise, without a hook on every request."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response

from backend.web.permissions import NOTHING

SAFE_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("Permissions-Policy", NOTHING),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""What every answer says, also those that nginx gives: deploy/nginx-site.conf has the same."""


class SafeResponse(Response):
    """A response that may load, run and frame nothing; a page sets its own policy over it."""

    default_mimetype = "application/json"

    def __init__(
        self,
        response: Any = None,  # noqa: ANN401 - Werkzeug's own breadth
        status: int | str | None = None,
        headers: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(response, status, headers, **kwargs)
        for name, value in SAFE_HEADERS:
            self.headers.setdefault(name, value)


class PreparedResponse(SafeResponse):
    """A response that is the same for everybody: worked out once, sent often, never changed."""

    def __init__(self, content: bytes, status: int, headers: Iterable[tuple[str, str]]) -> None:
        super().__init__(content, status, headers)
        self._ready = self.get_wsgi_headers({}).to_wsgi_list()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        """Send the response as it was prepared (WSGI)."""
        start_response(self.status, list(self._ready))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.data,)
