"""Measurements: requests while a server becomes a newer program; what asking if ready costs."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from threading import Event
from time import process_time, time

from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import read_config
from backend.services.prepare import prepare
from backend.storage.database import db
from backend.web.world import world
from bench.published import publish_example
from bench.rounds import medians
from bench.steady import Asking, Pace
from bench.table import Goal, Row
from tests.support.postgres import PostgresCluster
from tests.support.serving import OwnServer

P99 = Goal(2)
NONE = Goal(0, "failed")
READY = Goal(5)
ASKED = {"the manifest": ("/published/manifest.json", 0.02), "the finder's page": ("/", 0.1)}
"""What is asked for by four clients, and how long each waits in between."""


@dataclass(frozen=True)
class UpgradeSizes:
    """How often and how much; the defaults are what the goals are set for."""

    rounds: int = 3
    before_s: float = 8
    workers: int = 5
    asked: int = 500


@dataclass(frozen=True)
class Renewal:
    """One renewal under load: seconds of requests before and during it, and how many failed."""

    before: list[float]
    during: list[float]
    failed: int


def run(sizes: UpgradeSizes | None = None) -> list[Row]:
    """Measure on this machine and return the rows."""
    sizes = sizes or UpgradeSizes()
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name:
        folder = Path(name)
        publish_example(folder, datetime.now(UTC))
        settings = {"UMAY_DATA_DIR": str(folder / "data")}
        rows = [row for what in ASKED for row in _renewal_rows(what, settings, sizes)]
        with PostgresCluster() as cluster:
            settings["UMAY_DATABASE_URL"] = cluster.create_database("umay")
            return [*rows, _ready_row(settings, sizes)]


def _renewal_rows(what: str, settings: dict[str, str], sizes: UpgradeSizes) -> list[Row]:
    path, gap_s = ASKED[what]
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with OwnServer(settings, workers=sizes.workers) as server:
        pace = Pace(server.port, request, gap_s=gap_s)
        done = [_renew(server, pace, sizes) for _ in range(sizes.rounds)]
    count = sum(len(each.during) for each in done)
    before = median(_p99(each.before) for each in done)
    during = median(_p99(each.during) for each in done)
    return [
        Row(
            f"{what} while the server is renewed, 99 of {count:,} within",
            *(during, "ms", before, "before"),
            P99,
        ),
        Row("  failed", sum(each.failed for each in done), "failed", goal=NONE),
    ]


def _renew(server: OwnServer, pace: Pace, sizes: UpgradeSizes) -> Renewal:
    pause = Event()
    while len(server.workers) != sizes.workers:
        pause.wait(0.05)
    old = server.workers
    with Asking(pace) as asking:
        pause.wait(sizes.before_s)
        began = time()
        server.renew()
        while server.workers & old or len(server.workers) != sizes.workers:
            pause.wait(0.05)
        ended = time()
    found = asking.found
    return Renewal(found.between(0, began), found.between(began, ended), len(found.failed))


def _ready_row(settings: dict[str, str], sizes: UpgradeSizes) -> Row:
    app = create_app(read_config(settings))
    with app.app_context():
        prepare(world())
    client = app.test_client()
    found = medians(
        {path: partial(_cpu_ms, client, path, sizes.asked) for path in ("/readyz", "/healthz")},
        sizes.rounds,
    )
    with app.app_context():
        db.engine.dispose()
    ready, alive = found["/readyz"], found["/healthz"]
    return Row("/readyz, processor time", ready, "ms", alive, "/healthz", READY)


def _cpu_ms(client: FlaskClient, path: str, count: int) -> float:
    began = process_time()
    for _ in range(count):
        client.get(path)
    return 1000 * (process_time() - began) / count


def _p99(seconds: Sequence[float]) -> float:
    return 1000 * sorted(seconds)[int(len(seconds) * 0.99)]
