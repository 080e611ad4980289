"""The phone's exchange: the transport over HTTP; loaded by the worker, never before the list."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from urllib3.exceptions import HTTPError, NewConnectionError

from mobile.sync.transport import TIMEOUT_S, Answer, Flow, NoAnswerError, Request

_CHUNK = 16 * 1024
_TROUBLE = (requests.RequestException, HTTPError, OSError)


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
        try:
            with self._ask(request) as response:
                body = _read(response, request.limit_bytes)
                return Answer(response.status_code, _headers(response), body)
        except _TROUBLE as error:
            raise NoAnswerError(type(error).__name__, has_left=_has_left(error)) from error

    @contextmanager
    def flow(self, request: Request) -> Iterator[Flow]:
        """Give the answer of the server bit by bit; raises NoAnswerError."""
        try:
            response = self._ask(request)
        except _TROUBLE as error:
            raise NoAnswerError(type(error).__name__, has_left=_has_left(error)) from error
        with response:
            yield Flow(response.status_code, _headers(response), _chunks(response))

    def _ask(self, request: Request) -> requests.Response:
        self._session.cookies.clear()
        return self._session.request(
            request.method,
            self._base + request.path,
            headers=dict(request.headers),
            data=request.body,
            timeout=TIMEOUT_S,
            allow_redirects=False,
            stream=True,
        )

    def close(self) -> None:
        """Close the connections kept open."""
        self._session.close()


def _has_left(error: Exception) -> bool:
    """Return False where no connection came about, so that nothing can have been received."""
    if isinstance(error, requests.ConnectTimeout):
        return False
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return not isinstance(reason, NewConnectionError)


def _headers(response: requests.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _chunks(response: requests.Response) -> Iterator[bytes]:
    try:
        yield from response.iter_content(_CHUNK)
    except _TROUBLE as error:
        raise NoAnswerError(type(error).__name__) from error


def _read(response: requests.Response, limit_bytes: int) -> bytes:
    """Return the unzipped body; stop at the limit, so that a bomb costs nothing."""
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > limit_bytes:
            raise NoAnswerError(f"more than {limit_bytes} bytes")
    return bytes(body)
