"""The phone's exchange: the transport over HTTP; loaded by the worker, never before the list."""

import requests
from urllib3.exceptions import HTTPError, NewConnectionError

from mobile.sync.transport import TIMEOUT_S, Answer, NoAnswerError, Request

_CHUNK = 16 * 1024


class HttpTransport:
    """Requests to one server: the same headers from every phone, no cookies kept, no redirects."""

    def __init__(self, server_url: str) -> None:
        self._base = server_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.headers.update(
            {"User-Agent": "UMay", "Accept": "application/json", "Accept-Encoding": "gzip"}
        )

    def send(self, request: Request) -> Answer:
        """Return the answer of the server; raises NoAnswerError."""
        self._session.cookies.clear()
        try:
            with self._session.request(
                request.method,
                self._base + request.path,
                headers=dict(request.headers),
                data=request.body,
                timeout=TIMEOUT_S,
                allow_redirects=False,
                stream=True,
            ) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, headers, _read(response, request.limit_bytes))
        except (requests.RequestException, HTTPError, OSError) as error:
            raise NoAnswerError(type(error).__name__, has_left=_has_left(error)) from error

    def close(self) -> None:
        """Close the connections kept open."""
        self._session.close()


def _has_left(error: Exception) -> bool:
    """Return False where no connection came about, so that nothing can have been received."""
    if isinstance(error, requests.ConnectTimeout):
        return False
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return not isinstance(reason, NewConnectionError)


def _read(response: requests.Response, limit_bytes: int) -> bytes:
    """Return the unzipped body; stop at the limit, so that a bomb costs nothing."""
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > limit_bytes:
            raise NoAnswerError(f"more than {limit_bytes} bytes")
    return bytes(body)
