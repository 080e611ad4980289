"""Measurements: figures of ten million answers beside ten thousand: pages, a release, the inbox."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from flask import Flask
from sqlalchemy import text

from backend.app import create_app
from backend.config import read_config
from backend.domain.periods import Period
from backend.domain.staff import OFFICER
from backend.services.actors import COMMAND_LINE
from backend.services.releasing.making import make_release
from backend.storage.database import db
from backend.storage.schema import upgrade_to_newest
from backend.web.world import world
from bench.many_answers import LAST, QUARTERS, fill, weeks_of
from bench.table import Goal, Row
from tests.support.postgres import PostgresCluster
from tests.support.staff import Browser, join

PAGES = {
    "overview": "/console/perception",
    "an area": "/console/perception/areas/ward3",
    "dayparts": "/console/perception/dayparts",
    "factors": "/console/perception/factors",
    "young people": "/console/perception/young",
    "trend": "/console/perception/trend",
    "comparison": "/console/perception/compare?one=ward3&other=town2",
    "CSV": f"/console/perception/releases/{LAST}.csv",
}
PAGE_MS, PAGE_RATIO, RELEASE_S, INBOX_MS = (
    *(Goal(150, "ms"), Goal(1.2)),
    *(Goal(60, "s"), Goal(150, "ms")),
)
FLAT = Goal(1.2)
PURPOSE = {"purpose": "reading", "words": ""}


@dataclass(frozen=True)
class PerceptionSizes:
    """How many answers, requests of each page, and batches; the goals are set for the defaults."""

    few: int = 10_000
    many: int = 10_000_000
    requests: int = 40
    batches: int = 15
    small_part: int = 10
    quarters: int = len(QUARTERS)

    @property
    def periods(self) -> Sequence[Period]:
        """The quarters that are answered about."""
        return QUARTERS[-self.quarters :]


def run(sizes: PerceptionSizes | None = None) -> list[Row]:
    """Measure everything and return the rows."""
    sizes = sizes or PerceptionSizes()
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name, PostgresCluster() as cluster:
        folder = Path(name)
        few_url = cluster.create_database("few")
        with _house(few_url, folder, sizes.few, sizes.periods) as (_, few_officer, _few):
            few = {what: _p95(few_officer, path, sizes) for what, path in PAGES.items()}
        url = cluster.create_database("many")
        with _house(url, folder, sizes.many, sizes.periods) as (app, officer, releases):
            rows = list(_page_rows(officer, few, sizes))
            rows += _release_rows(app, releases, sizes)
            opening = median(_opening_ms(officer) for _ in range(sizes.batches))
            rows.append(Row("inbox, a batch opened and shown", opening, "ms", goal=INBOX_MS))
        return [*rows, _memory_row(url, folder, sizes)]


@contextmanager
def _house(
    url: str, folder: Path, answers: int, periods: Sequence[Period]
) -> Iterator[tuple[Flask, Browser, dict[str, float]]]:
    """Give an application with so many answers, all quarters released, and its officer."""
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder / f"data-{answers}")}
    app: Flask = create_app(read_config(settings))
    took = {}
    with app.app_context():
        upgrade_to_newest()
        fill(answers, periods)
        for period in periods:
            begun = perf_counter()
            make_release(world(), COMMAND_LINE, str(period))
            took[str(period)] = perf_counter() - begun
    yield app, join(app, OFFICER, "officer@council.example", "Olive Officer"), took
    with app.app_context():
        db.engine.dispose()


def _page_rows(
    officer: Browser, few: dict[str, tuple[float, float]], sizes: PerceptionSizes
) -> Iterator[Row]:
    for what, path in PAGES.items():
        p95, middle = _p95(officer, path, sizes)
        yield Row(f"{what}, 95 of 100 within", p95, "ms", goal=PAGE_MS)
        against = f"{sizes.few:,} answers"
        yield Row(f"{what}, median", middle, "ms", few[what][1], against, PAGE_RATIO)


def _p95(officer: Browser, path: str, sizes: PerceptionSizes) -> tuple[float, float]:
    """Return within how many ms 95 of 100 requests of a page are answered, and the median."""
    _request_ms(officer, path)  # Templates compiled, charts drawn, connections open.
    found = [_request_ms(officer, path) for _ in range(sizes.requests)]
    return quantiles(found, n=20)[-1], median(found)


def _request_ms(officer: Browser, path: str) -> float:
    begun = perf_counter()
    response = officer.client.get(path)
    passed = 1000 * (perf_counter() - begun)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return passed


def _release_rows(app: Flask, took: dict[str, float], sizes: PerceptionSizes) -> list[Row]:
    per_quarter = f"{sizes.many // sizes.quarters:,} answers"
    plain = _seconds(partial(_plain_group_by, app))
    release = median(took.values())
    return [
        Row(f"release of a quarter of {per_quarter}", release, "s", plain, "plain GROUP BY"),
        Row("the slowest release with its audit", max(took.values()), "s", goal=RELEASE_S),
    ]


def _plain_group_by(app: Flask) -> None:
    first, last = LAST.weeks
    statement = text(
        "SELECT zone_id, level, daypart, age_band, count(*) FROM feedback "
        "WHERE state = 'counted' AND week BETWEEN :first AND :last GROUP BY 1, 2, 3, 4"
    )
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(statement, {"first": first, "last": last}).all()


def _seconds(deed: Callable[[], None]) -> float:
    begun = perf_counter()
    deed()
    return perf_counter() - begun


def _opening_ms(officer: Browser) -> float:
    """Return how long it takes to open a batch, the page with it included."""
    token = officer.token("/console/inbox")
    begun = perf_counter()
    opened = officer.client.post("/console/inbox", data={"csrf_token": token, **PURPOSE})
    shown = officer.client.get("/console/inbox/batch")
    passed = 1000 * (perf_counter() - begun)
    if (opened.status_code, shown.status_code) != (302, 200):
        raise RuntimeError(f"the inbox answered {opened.status}, {shown.status}")
    officer.client.post("/console/inbox/batch", data={"csrf_token": token, "rest": "1"})
    return passed


def _memory_row(url: str, folder: Path, sizes: PerceptionSizes) -> Row:
    weeks = weeks_of(sizes.periods)
    part = max(1, len(weeks) // sizes.small_part)
    whole, small = (
        _peak_kb(url, folder, span) for span in ((weeks[0], weeks[-1]), (weeks[0], weeks[part - 1]))
    )
    against = f"a {sizes.small_part}th of them"
    what = f"memory of counting {sizes.many:,} at once"
    return Row(what, whole / 1024, "MB", small / 1024, against, FLAT)


def _peak_kb(url: str, folder: Path, span: tuple[str, str]) -> float:
    """Return the largest memory of a process that counts the answers of some weeks, in kB."""
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder / "data-pass")}
    done = subprocess.run(
        [sys.executable, "-m", "bench.counting_pass", *span],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[2])
