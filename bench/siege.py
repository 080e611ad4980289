"""Measurements of a siege: one resident while many strangers ask at once for what is dear."""

import http.client
import json
import re
import socket
import ssl
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode

from bench.published import backend_deed, publish_example
from bench.server import OURS, an_answer
from bench.table import Goal, Row
from shared.clock import week_of
from shared.ids import new_receipt
from shared.saying import LANGUAGES
from tests.support.nginx import NAME, SITE, Nginx
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer
from tests.support.serving import Server

TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
LIST = re.compile(rb'/list/([a-z-]+)"')
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TIMES, FLOOR_MS = 4, 250
Took = dict[str, list[float]]


class Door(NamedTuple):
    """Where nginx listens, and the certificate by which it is known."""

    socket: str
    certificate: str


class Caller:
    """One client: it asks over TLS, keeps its connection, and opens another where it was closed."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._connection: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, bytes, str]:
        """Return status, body and cookie of an answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = self._connection = self._connection or self._opened()
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        said = answer.read()
        if answer.will_close:
            self.close()
        return answer.status, said, (answer.headers["Set-Cookie"] or "").partition(";")[0]

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> http.client.HTTPConnection:
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(60)
        plain.connect(self._door.socket)
        trusted = ssl.create_default_context(cafile=self._door.certificate)
        connection = http.client.HTTPConnection(NAME)
        connection.sock = trusted.wrap_socket(plain, server_hostname=NAME)
        return connection


def run(each: int, rounds: int) -> list[Row]:
    """Measure a resident alone and beside so many of each dear request; return the rows."""
    alone: Took = {"page": [], "answer": []}
    beside: Took = {"page": [], "answer": []}
    refused: Counter[str] = Counter()
    with _served() as door:
        _live(door, alone, lambda: len(alone["page"]) >= 20)
        for took in alone.values():
            took.clear()
        for _ in range(rounds):
            _live(door, alone, _after(perf_counter(), 2))
            refused += _besieged(door, beside, each)
    statuses = ", ".join(f"{count} × {status}" for status, count in sorted(refused.items()))
    fives = sum(count for status, count in refused.items() if status.split()[-1].startswith("5"))
    what = f"{each} sign-ins, {each} PDFs, {each} withdrawals at once, {rounds} times"
    return [
        Row(f"{what}: answers of 5xx ({statuses})", fives, "of them", goal=Goal(0, "of them")),
        *[row for kind in alone for row in _rows(kind, alone[kind], beside[kind])],
    ]


def _rows(kind: str, alone: list[float], beside: list[float]) -> list[Row]:
    ours, other = (quantiles(times, n=20)[-1] * 1000 for times in (beside, alone))
    goal = Goal(max(FLOOR_MS, TIMES * other), "ms")
    what = f"a resident's {kind} meanwhile, 95 of 100 within; {len(beside)} of them"
    return [
        Row(what, ours, "ms", other, "alone", goal),
        Row("  median", median(beside) * 1000, "ms", median(alone) * 1000, "alone"),
    ]


@contextmanager
def _served() -> Iterator[Door]:
    """Serve the example network as in production: nginx, Redis, a PostgreSQL that waits."""
    with (
        tempfile.TemporaryDirectory(prefix="umay-bench-") as name,
        PostgresCluster(durable=True) as cluster,
        RedisServer() as redis,
    ):
        folder = Path(name)
        publish_example(folder, datetime.now(UTC))
        settings = {
            "UMAY_DATA_DIR": str(folder / "siege"),
            "UMAY_DATABASE_URL": cluster.create_database("umay"),
            "UMAY_REDIS_URL": redis.url,
            "UMAY_BASE_URL": f"https://{NAME}",
            "UMAY_PROXIES": "1",
        }
        for words in (["init"], ["load-network", str(folder / "network.json")], ["publish"]):
            backend_deed(words, settings)
        published = folder / "siege" / "published"
        with (
            Server(settings, OURS, workers=5) as server,
            Nginx(SITE, server.port, published) as nginx,
        ):
            yield Door(str(nginx.folder / "443"), str(nginx.certificate))


def _live(door: Door, took: Took, is_over: Callable[[], bool]) -> None:
    """Read the page and send an answer, again and again, as one phone would."""
    week = week_of(datetime.now(UTC))
    with closing(Caller(door)) as caller:
        while not is_over():
            _ask_once(caller, week, took)


def _ask_once(caller: Caller, week: str, took: Took) -> None:
    for kind in took:
        body = json.dumps({**an_answer(1, week), "receipt_hash": uuid.uuid4().hex * 2})
        path = "/" if kind == "page" else f"/api/v1/feedback/{uuid.uuid4()}"
        begun = perf_counter()
        if kind == "page":
            status, *_ = caller.ask("GET", path)
        else:
            status, *_ = caller.ask("PUT", path, body, Content_Type=JSON)
        took[kind].append(perf_counter() - begun)
        if status not in (200, 201):
            raise RuntimeError(f"a resident's {kind} was answered {status}")


def _after(begun: float, seconds: float) -> Callable[[], bool]:
    return lambda: perf_counter() - begun > seconds


def _besieged(door: Door, took: Took, each: int) -> Counter[str]:
    """Live on while a process of its own asks; return how often it got which status."""
    spawned = get_context("spawn")
    begin, told = spawned.Event(), spawned.SimpleQueue()
    process = spawned.Process(target=_besiege, args=(door, each, begin, told))
    process.start()
    told.get()
    begin.set()
    found: list[Counter[str]] = []

    def is_over() -> bool:
        if not found and not told.empty():
            found.append(told.get())
        return bool(found)

    _live(door, took, is_over)
    process.join()
    return found[0]


def _besiege(door: Door, each: int, begin: Event, told: "SimpleQueue[Counter[str] | None]") -> None:
    """Make everything ready, wait for the word, and ask for all of it at once."""
    town = LIST.findall(_asked(door, "GET", "/")[1])[0].decode()
    asks = [_ask_of(door, number, town) for number in range(each)]
    told.put(None)
    begin.wait()
    with ThreadPoolExecutor(3 * each) as pool:
        done = [pool.submit(ask) for three in asks for ask in three]
        told.put(Counter(each.result() for each in done))


def _ask_of(door: Door, number: int, town: str) -> list[Callable[[], str]]:
    """Return a sign-in with an address of its own, a sheet of a town, and a withdrawal."""
    _, page, cookie = _asked(door, "GET", "/account/sign-in")
    token = TOKEN.findall(page)[0].decode()
    email = f"{uuid.uuid4().hex}@council.example"
    form = urlencode({"csrf_token": token, "email": email, "password": "not the password"})
    sheet = f"/list/{town}.pdf?lang={[*LANGUAGES][number % len(LANGUAGES)]}"
    code = json.dumps({"code": new_receipt()})

    def asking(name: str, method: str, path: str, body: str | None, **headers: str) -> str:
        return f"{name} {_asked(door, method, path, body, **headers)[0]}"

    return [
        lambda: asking(
            "sign-in", "POST", "/account/sign-in", form, Content_Type=FORM, Cookie=cookie
        ),
        lambda: asking("PDF", "GET", sheet, None),
        lambda: asking("withdrawal", "POST", "/api/v1/receipts/withdraw", code, Content_Type=JSON),
    ]


def _asked(
    door: Door, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, bytes, str]:
    """Ask once, as somebody new."""
    with closing(Caller(door)) as caller:
        return caller.ask(method, path, body, **headers)
