"""Measurements of readiness: the sweep over many places, beside one over fewer."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from flask import Flask
from sqlalchemy import update

from backend.app import create_app
from backend.config import read_config
from backend.services.readiness.sweep import look_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import db
from backend.storage.places import PlaceRow
from backend.storage.schema import upgrade_to_newest
from backend.web.world import EXTENSION
from bench.listings import fill
from bench.table import Goal, Row
from shared.clock import LOCAL_ZONE, local
from tests.support.postgres import PostgresCluster

GROWTH, IDLE_GROWTH, IDLE = Goal(12), Goal(1.5), Goal(50, "ms")
"""Ten times as many places may take twelve times as long, and with nothing due no longer."""

STAGES_AT = (31, 42, 45)
"""Days after which every place is due, told a last time, and hidden: all are looked at, one mail
goes to each."""


@dataclass(frozen=True)
class ReadinessSizes:
    """How many places; the defaults are what the goals are set for."""

    few_places: int = 1_000
    many_places: int = 10_000
    idle_rounds: int = 15


@dataclass(frozen=True)
class _Network:
    """A network of so many live places of which readiness is known."""

    app: Flask
    world: World

    def sweep_s(self, days: int) -> float:
        """Return the seconds that a sweep takes so many days later, at nine in the morning."""
        day = local(self.world.now()).date() + timedelta(days=days)
        moment = datetime.combine(day, time(9), LOCAL_ZONE)
        with self.app.app_context():
            began = perf_counter()
            look_due(replace(self.world, now=lambda: moment))
            return perf_counter() - began


def run(sizes: ReadinessSizes | None = None) -> list[Row]:
    """Measure the sweep on both engines and return the rows."""
    sizes = sizes or ReadinessSizes()
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name, PostgresCluster() as cluster:
        folder = Path(name)
        rows = _rows("SQLite", lambda which: f"sqlite:///{folder / which}.sqlite3", folder, sizes)
        return rows + _rows("PostgreSQL", cluster.create_database, folder, sizes)


def _rows(
    engine: str, database: Callable[[str], str], folder: Path, sizes: ReadinessSizes
) -> list[Row]:
    with ExitStack() as stack:
        few, many = (
            stack.enter_context(_network(database(f"ready_{count}"), folder, count))
            for count in (sizes.few_places, sizes.many_places)
        )
        idle = [(many.sweep_s(1) * 1000, few.sweep_s(1) * 1000) for _ in range(sizes.idle_rounds)]
        due = [(many.sweep_s(days), few.sweep_s(days)) for days in STAGES_AT]
        against = f"{sizes.few_places:,} places"
        what = f"{sizes.many_places:,} places, {engine}"
        still, still_few = (median(times) for times in zip(*idle, strict=True))
        all_due, few_due = (median(times) for times in zip(*due, strict=True))
        return [
            Row(f"sweep, all due, {what}", all_due, "s", few_due, against, GROWTH),
            Row(f"sweep, nothing due, {what}", still, "ms", still_few, against, IDLE_GROWTH),
            Row(f"  at most, {engine}", still, "ms", goal=IDLE),
        ]


@contextmanager
def _network(url: str, folder: Path, places: int) -> Iterator[_Network]:
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder / f"ready-{places}")}
    app = create_app(read_config(settings))
    with app.app_context():
        upgrade_to_newest()
        fill(places)
        world: World = app.extensions[EXTENSION]
        with write() as session:
            session.execute(update(PlaceRow).values(state="live", checked_on=_day(world)))
        look_due(world)
    yield _Network(app, world)
    with app.app_context():
        db.engine.dispose()


def _day(world: World) -> object:
    return local(world.now()).date()
