"""Measurements of perception: its pages, a release, the inbox and memory, with many answers."""

import gc
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from time import perf_counter, process_time

import psycopg
from flask import Flask
from werkzeug.test import TestResponse

from backend.app import create_app
from backend.config import read_config
from backend.domain.staff import OFFICER
from backend.services.actors import COMMAND_LINE
from backend.services.releasing.making import make_release
from backend.storage.database import db
from backend.storage.schema import upgrade_to_newest
from backend.web.world import world
from bench.answers import LAST, NOW, QUARTERS, SIDE, all_weeks, fill, place_ids, settle
from bench.rounds import take_turns
from bench.table import Goal, Row
from demo.server import ROOT
from tests.support.postgres import PostgresCluster
from tests.support.staff import Browser, join

BASE, INBOX = "/console/perception", "/console/inbox"
PAGES = {
    "overview": "",
    "a ward": "/areas/w1",
    "a place": f"/areas/place:{place_ids()[0]}",
    "dayparts": "/dayparts",
    "factors": "/factors",
    "young people": "/young",
    "trend": "/trend",
    "comparison": "/compare?one=w1&other=t0",
    "methods": "/methods",
    "download, CSV": f"/releases/{LAST}.csv",
    "download, GeoJSON": f"/releases/{LAST}.geojson",
}
GOAL, SLOWEST = Goal(1.2), Goal(150, "ms")
RELEASE, BUSY, FLAT = Goal(60, "s"), Goal(90, "s"), Goal(1.1)
_BATCH = re.compile(r'name="batch" value="([^"]+)"')
OPTIONS = "-c shared_buffers=1GB -c maintenance_work_mem=512MB -c max_wal_size=8GB"
PLAIN = """
SELECT zone_id, place_id, level, daypart, age_band, happened, reported, why_not, count(*)
FROM feedback WHERE state = 'counted' AND week BETWEEN %s AND %s GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


@dataclass(frozen=True)
class PerceptionSizes:
    """How many answers of two years, and how often; the defaults are what goals are set for.

    One officer opens no more than ten batches a day.
    """

    few_answers: int = 10_000
    many_answers: int = 10_000_000
    requests: int = 40
    batches: int = 8
    side: int = SIDE
    quarters: int = len(QUARTERS)


@dataclass(frozen=True)
class Service:
    """A service with so many answers in it, and the browser of a signed-in officer."""

    app: Flask
    officer: Browser
    settings: Mapping[str, str]
    answers: int

    @property
    def words(self) -> str:
        """Return how many answers there are, as rows write it."""
        return f"{self.answers:,} answers"


def run(sizes: PerceptionSizes | None = None) -> list[Row]:
    """Measure on PostgreSQL and return the rows."""
    sizes = sizes or PerceptionSizes()
    with (
        tempfile.TemporaryDirectory(prefix="umay-bench-") as name,
        PostgresCluster(options=OPTIONS) as cluster,
        _service(cluster, Path(name), sizes.few_answers, sizes.side) as few,
        _service(cluster, Path(name), sizes.many_answers, sizes.side) as many,
    ):
        for period in QUARTERS[-sizes.quarters : -1]:
            _release(few, str(period))
            _release(many, str(period))
        _release(few, str(LAST))
        rows = _release_rows(many)
        rows += _page_rows(few, many, sizes.requests)
        rows.append(_inbox_row(few, many, sizes.batches))
        return [*rows, _memory_row(many)]


@contextmanager
def _service(cluster: PostgresCluster, folder: Path, answers: int, side: int) -> Iterator[Service]:
    url = cluster.create_database(f"answers_{answers}")
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder / f"data-{answers}")}
    app = create_app(read_config(settings), now=lambda: NOW)
    with app.app_context():
        upgrade_to_newest()
        settle(side)
    fill(url, answers, side)
    officer = join(app, OFFICER, "officer@council.example", "Olive Officer")
    yield Service(app, officer, settings, answers)
    with app.app_context():
        db.engine.dispose()


def _release(service: Service, period: str) -> tuple[float, float, int]:
    """Release a quarter; return the seconds, our processor's, and how many answers it counts."""
    begun, busy = perf_counter(), process_time()
    with service.app.app_context():
        made = make_release(world(), COMMAND_LINE, period)
    return perf_counter() - begun, process_time() - busy, made.answers


def _release_rows(many: Service) -> list[Row]:
    taken, busy, answers = _release(many, str(LAST))
    what = f"release of a quarter, {answers:,} answers, with its audit"
    plain = _plain_s(many)
    return [
        Row(what, taken, "s", plain, "a plain GROUP BY", RELEASE),
        Row(f"processor of that, of {many.words}", busy, "s", plain, "a plain GROUP BY", BUSY),
    ]


def _plain_s(service: Service) -> float:
    url = service.settings["UMAY_DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        begun = perf_counter()
        connection.execute(PLAIN, LAST.weeks).fetchall()
        return perf_counter() - begun


def _page_rows(few: Service, many: Service, requests: int) -> list[Row]:
    rows = []
    for what, path in PAGES.items():
        measures: dict[str, Callable[[], float]] = {
            name: partial(_ms, service, BASE + path)
            for name, service in (("many", many), ("few", few))
        }
        for measure in measures.values():
            measure()  # Templates compiled, charts drawn, connections open.
        gc.freeze()  # As each of Gunicorn's workers does once it has started.
        found = take_turns(measures, requests)
        ours, theirs = _p95(found["many"]), _p95(found["few"])
        title = f"{what}, {many.words}, 95 of 100 within"
        rows.append(Row(title, ours, "ms", theirs, few.words, GOAL))
    slowest = max(rows, key=lambda row: row.ours)
    title = f"the slowest of these: {slowest.what.removesuffix(', 95 of 100 within')}"
    return [*rows, Row(title, slowest.ours, "ms", goal=SLOWEST)]


def _inbox_row(few: Service, many: Service, batches: int) -> Row:
    measures = {"many": partial(_batch_ms, many), "few": partial(_batch_ms, few)}
    for measure in measures.values():
        measure()
    found = take_turns(measures, batches)
    title = f"opening a batch of the inbox, {many.words}, 95 of 100 within"
    return Row(title, _p95(found["many"]), "ms", _p95(found["few"]), few.words, SLOWEST)


def _batch_ms(service: Service) -> float:
    """Open a batch and read it; return the milliseconds, then put it back."""
    client, token = service.officer.client, service.officer.token(INBOX)
    told = {"csrf_token": token, "purpose": "reading"}
    begun = perf_counter()
    _must_be(client.post(INBOX, data=told), 302)
    page = _must_be(client.get(f"{INBOX}/batch"), 200).text
    passed = 1000 * (perf_counter() - begun)
    found = _BATCH.search(page)
    if found is None:
        raise RuntimeError("no batch lay open")
    _must_be(client.post(f"{INBOX}/batch", data={"csrf_token": token, "batch": found[1]}), 302)
    return passed


def _memory_row(many: Service) -> Row:
    """Compare the pass over all answers with that over a tenth of them."""
    weeks = all_weeks()
    few, few_mb = _pass_mb(many, weeks[: ceil(len(weeks) / 10)])
    count, mb = _pass_mb(many, weeks)
    title = f"memory of the pass over {count:,} answers"
    return Row(title, mb, "MB", few_mb, f"{few:,} answers", FLAT)


def _pass_mb(service: Service, weeks: Sequence[str]) -> tuple[int, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.tally_memory", weeks[0], weeks[-1]],
        cwd=ROOT,
        env={**os.environ, **service.settings},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answers, grown = map(int, done.stdout.split()[-2:])
    return answers, grown / 1e6


def _ms(service: Service, path: str) -> float:
    begun = perf_counter()
    _must_be(service.officer.client.get(path), 200)
    return 1000 * (perf_counter() - begun)


def _must_be(response: TestResponse, status: int) -> TestResponse:
    if response.status_code != status:
        raise RuntimeError(f"{response.request.path} answered {response.status}")
    return response


def _p95(figures: Sequence[float]) -> float:
    """Return the figure that 95 of 100 do not pass."""
    return sorted(figures)[ceil(0.95 * len(figures)) - 1]
