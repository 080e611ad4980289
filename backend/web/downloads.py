"""Web: a file that a reader takes away, kept by nothing on the way."""

from flask import Response, make_response


def as_file(body: str | bytes, name: str, kind: str) -> Response:
    """Return a file to be saved under a name; `kind` is its media type."""
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
