"""Web: the response that is safe unless a page says otherwise, without a hook on every request."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response

SAFE_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
)


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
