"""S13: too long, too deep, too many, squeezed: refused by every route at once, nothing kept."""

import gzip
import io
from collections import defaultdict
from dataclasses import dataclass
from time import process_time
from typing import Any

import pytest
from flask import Flask, Request
from werkzeug.test import TestResponse

from backend.web import bodies
from tests.adversary.asking import SAFE, digests
from tests.backend.cast import an_id, ask_young, load_and_publish
from tests.support.route_walk import filled, routes

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
API = "/api/"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
MOST_READ = 128 * 1024
"""What may be taken in of a body without an end: Werkzeug reads by 64 kB."""
MOST_S = 0.5
"""The most processor time that one request may take; the worst took 0.05 s on a busy machine."""
PATHS = defaultdict(an_id, staff_id="1", key="1")


class Endless(io.RawIOBase):
    """A body that never ends; tells how much of it was taken."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        assert self.taken <= MOST_READ
        self.taken += len(buffer)
        buffer[:] = b" " * len(buffer)
        return len(buffer)


@dataclass(frozen=True)
class Heavy:
    """A body as JSON and as a form, what the API says of it, and what is put beside it."""

    as_json: bytes
    as_form: bytes
    status: int
    environ: tuple[tuple[str, Any], ...] = ()


SQUEEZED = gzip.compress(b'{"code": "' + b" " * 10_000_000 + b'"}')
PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
HEAVY = {
    "too long": Heavy(b" " * 20_000, b"a=" + b"x" * 20_000, 413),
    "longer than it is": Heavy(b"{}", b"a=1", 413, (("CONTENT_LENGTH", "1000000000"),)),
    "too deep": Heavy(b'{"a":' * 2_700 + b"1" + b"}" * 2_700, b"a[]" * 5_000, 400),
    "nine deep": Heavy(b'{"a":' * 9 + b"1" + b"}" * 9, b"a.b" * 5_000, 400),
    "deep lists": Heavy(b'{"a":' + b"[" * 8_000 + b"]" * 8_000 + b"}", b"[" * 16_000, 400),
    "too many": Heavy(b"{" + b'"a":1,' * 2_600 + b'"a":1}', b"a&" * 8_000, 422),
    "a long number": Heavy(b'{"version":' + b"9" * 16_000 + b"}", b"version=" + b"9" * 16_000, 400),
    "a great power": Heavy(b'{"version":1e999999999}', b"version=1e999999999", 422),
    "squeezed": Heavy(SQUEEZED, SQUEEZED, 400, (("HTTP_CONTENT_ENCODING", "gzip"),)),
}
TURNED_AWAY = (400, 401, 404, 413)
TOO_LONG = ("too long", "longer than it is")


def changing(app: Flask) -> list[tuple[str, str]]:
    """Return the method and path of every route that may change something."""
    return [
        (key.partition(" ")[0], filled(rule.rule, PATHS))
        for key, rule in routes(app)
        if key.partition(" ")[0] not in SAFE
    ]


def sent(app: Flask, method: str, path: str, heavy: Heavy) -> TestResponse:
    """Send a heavy body as the kind that a route reads."""
    data, kind = (heavy.as_json, JSON) if path.startswith(API) else (heavy.as_form, FORM)
    response = app.test_client().open(
        path, method=method, data=data, content_type=kind, environ_overrides=dict(heavy.environ)
    )
    response.close()
    return response


def wrong_with(app: Flask, heavy: Heavy, *, is_too_long: bool) -> list[str]:
    """Return all that is wrong once every route was sent a heavy body."""
    # The first refusal of a day makes the key that tells its senders apart.
    app.test_client().post("/account/sign-in")
    before, wrong = digests(app), []
    for method, path in changing(app):
        began = process_time()
        status = sent(app, method, path, heavy).status_code
        took = process_time() - began
        if status >= 500 or (path.startswith(API) and status != heavy.status):
            wrong.append(f"{method} {path}: {status}")
        if is_too_long and status < 400:
            wrong.append(f"{method} {path}: {status}, read")
        if took > MOST_S:
            wrong.append(f"{method} {path}: {took:.2f} s")
    after = digests(app)
    return wrong + [f"{name} changed" for name in before if before[name] != after[name]]


@pytest.fixture
def service(app: Flask) -> Flask:
    load_and_publish(app)
    ask_young(app, "on")
    return app


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_body_is_refused_at_once_and_nothing_is_kept(service: Flask, name: str) -> None:
    assert wrong_with(service, HEAVY[name], is_too_long=name in TOO_LONG) == []


def without_an_end(app: Flask) -> list[str]:
    """Return the routes that took a body without an end for one."""
    taken = []
    for method, path in changing(app):
        environ = {
            "wsgi.input": Endless(),
            "wsgi.input_terminated": True,
            "HTTP_TRANSFER_ENCODING": "chunked",
        }
        kind = JSON if path.startswith(API) else FORM
        response = app.test_client().open(
            path, method=method, content_type=kind, environ_overrides=environ
        )
        if response.status_code not in TURNED_AWAY:
            taken.append(f"{method} {path}: {response.status_code}")
    return taken


def test_a_body_without_an_end_is_not_read_on_and_never_half_of_it_taken(service: Flask) -> None:
    assert without_an_end(service) == []


def test_a_service_that_reads_half_a_form_is_caught(
    service: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "request_class", Request)
    assert [each for each in without_an_end(service) if "/feedback: 200" in each] != []


def test_parts_without_number_are_refused(service: Flask) -> None:
    many = PART * 300 + b"--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    statuses = {
        service.test_client().open(path, method=method, data=many, content_type=kind).status_code
        for method, path in changing(service)
    }
    assert max(statuses) < 500


def test_a_service_without_limits_is_caught(
    service: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(service.config, "MAX_CONTENT_LENGTH", None)
    monkeypatch.setattr(bodies, "MOST_NESTED", 100)
    monkeypatch.setattr(bodies, "MOST_BYTES", 10**9)
    for name in ("too long", "nine deep"):
        assert wrong_with(service, HEAVY[name], is_too_long=name in TOO_LONG) != [], name
