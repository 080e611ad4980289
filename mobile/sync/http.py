"""The phone's exchange: the transport over HTTP; loaded by the worker, never before the list."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

from mobile.sync.transport import TIMEOUT_S, Answer, Flow, NoAnswerError, Request
from mobile.sync.watch import Watch, watched
from shared.clock import uptime_s

_CHUNK = 16 * 1024
_TROUBLE = (requests.RequestException, HTTPError, OSError, ValueError, zlib.error)
"""What a bad answer makes the libraries raise; ValueError where a header is not even text."""

_GZIP = 16 + zlib.MAX_WBITS


class HttpTransport:
    """Requests to one server: the same headers from every phone, no cookies kept, no redirects.

    It belongs to one thread and carries one request at a time. `uptime_s` is the clock that
    answers are timed by.
    """

    def __init__(self, server_url: str, uptime_s: Callable[[], float] = uptime_s) -> None:
        self._base = server_url.rstrip("/")
        self._watch = Watch(uptime_s)
        self._session = _Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.headers.update(
            {"User-Agent": "UMay", "Accept": "application/json", "Accept-Encoding": "gzip"}
        )
        adapter = HTTPAdapter()
        adapter.poolmanager.pool_classes_by_scheme = {
            "http": watched(HTTPConnectionPool, self._watch),
            "https": watched(HTTPSConnectionPool, self._watch),
        }
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)

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
        """Give the answer of the server bit by bit, as it comes; raises NoAnswerError."""
        try:
            response = self._ask(request)
        except _TROUBLE as error:
            raise NoAnswerError(type(error).__name__, has_left=_has_left(error)) from error
        with response:
            if _coding(response):
                raise NoAnswerError(f"it comes as {_coding(response)!r}")
            yield Flow(response.status_code, _headers(response), _chunks(response))

    def _ask(self, request: Request) -> requests.Response:
        self._session.cookies.clear()
        self._watch.begin(request)
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


class _Session(requests.Session):
    """A session that does not even look where an answer would send it.

    Told not to follow, the library's own would still work out the next request, and for that read
    the whole body of a redirect, unzipped, whatever its size.
    """

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return nothing: an answer is what came, and nothing follows from it."""
        return None


def _has_left(error: Exception) -> bool:
    """Return False where no connection came about, so that nothing can have been received."""
    if isinstance(error, requests.ConnectTimeout):
        return False
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return not isinstance(reason, NewConnectionError)


def _headers(response: requests.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _coding(response: requests.Response) -> str:
    """Return how the body is squeezed, "" for not at all."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    return "" if coding == "identity" else coding


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """Return the body as it is on the wire, bit by bit; raises NoAnswerError."""
    try:
        yield from response.raw.stream(_CHUNK, decode_content=False)
    except _TROUBLE as error:
        raise NoAnswerError(type(error).__name__) from error


def _read(response: requests.Response, limit_bytes: int) -> bytes:
    """Return the unzipped body; stop at the limit, so that a bomb costs nothing."""
    coding = _coding(response)
    if coding not in ("", "gzip"):
        raise NoAnswerError(f"it comes as {coding!r}, and gzip was asked for")
    gzip = zlib.decompressobj(_GZIP) if coding else None
    body, came = bytearray(), 0
    for chunk in _chunks(response):
        came += len(chunk)
        body += gzip.decompress(chunk, limit_bytes + 1 - len(body)) if gzip else chunk
        if len(body) > limit_bytes:
            raise NoAnswerError(f"more than {limit_bytes} bytes")
    if gzip and came and not gzip.eof:
        raise NoAnswerError("cut off before the end of the gzip")
    return bytes(body)
