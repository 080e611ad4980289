"""Measurements of the console: Today and the list of places, large beside small."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from flask import Flask

from backend.app import create_app
from backend.config import read_config
from backend.domain.staff import OFFICER
from backend.storage.database import db
from backend.storage.schema import upgrade_to_newest
from bench.listings import fill
from bench.rounds import medians
from bench.table import Goal, Row
from tests.support.postgres import PostgresCluster
from tests.support.staff import Browser, join

PAGES = {"Today": "/console/", "the list of places": "/console/places"}
GOAL = Goal(3)


@dataclass(frozen=True)
class ConsoleSizes:
    """How many places, and how many rounds; the defaults are what the goals are set for."""

    few_places: int = 50
    many_places: int = 5_000
    rounds: int = 15


def run(sizes: ConsoleSizes | None = None) -> list[Row]:
    """Measure both pages on both engines and return the rows."""
    sizes = sizes or ConsoleSizes()
    rows = []
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name, PostgresCluster() as cluster:
        folder = Path(name)
        rows += _rows("SQLite", lambda which: f"sqlite:///{folder / which}.sqlite3", folder, sizes)
        return rows + _rows("PostgreSQL", cluster.create_database, folder, sizes)


def _rows(
    engine: str, database: Callable[[str], str], folder: Path, sizes: ConsoleSizes
) -> list[Row]:
    with ExitStack() as stack:
        few, many = (
            stack.enter_context(_officer(database(f"places_{count}"), folder, count))
            for count in (sizes.few_places, sizes.many_places)
        )
        rows = []
        for what, path in PAGES.items():
            measures = {"many": partial(_ms, many, path), "few": partial(_ms, few, path)}
            for measure in measures.values():
                measure()  # Templates compiled, connections open.
            found = medians(measures, sizes.rounds)
            title = f"{what}, {sizes.many_places:,} places, {engine}"
            against = f"{sizes.few_places:,} places"
            rows.append(Row(title, found["many"], "ms", found["few"], against, GOAL))
        return rows


@contextmanager
def _officer(url: str, folder: Path, places: int) -> Iterator[Browser]:
    """Give the browser of a signed-in officer of a network with so many places."""
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder / f"data-{places}")}
    app: Flask = create_app(read_config(settings))
    with app.app_context():
        upgrade_to_newest()
        fill(places)
    yield join(app, OFFICER, "officer@council.example", "Olive Officer")
    with app.app_context():
        db.engine.dispose()


def _ms(browser: Browser, path: str) -> float:
    begun = perf_counter()
    response = browser.get(path)
    passed = 1000 * (perf_counter() - begun)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return passed
