"""Measurements of the night: residents' answers while recent ones are rewritten in random order."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

import psycopg
from flask import Flask

from backend.app import create_app
from backend.config import read_config
from backend.services.give import give
from backend.services.shuffle import shuffle
from backend.services.world import World
from backend.storage.database import db
from backend.storage.schema import upgrade_to_newest
from backend.web.world import EXTENSION
from bench.answers import fill, settle
from bench.table import Goal, Row
from shared.clock import week_of
from shared.perception import Feedback
from tests.support.postgres import PostgresCluster

NIGHT = datetime(2026, 10, 1, 2, 30, tzinfo=UTC)
"""The end of the last quarter that `bench.answers` fills: sixty days before it are nine weeks."""

LONGEST = Goal(250, "ms")


@dataclass(frozen=True)
class NightSizes:
    """How many answers lie there, and how many come by day for comparison; goals are for these."""

    stored: int = 10_000_000
    by_day: int = 500


def run(sizes: NightSizes | None = None) -> list[Row]:
    """Measure answers by day and by night on PostgreSQL and return the rows."""
    sizes = sizes or NightSizes()
    with (
        tempfile.TemporaryDirectory(prefix="umay-bench-") as name,
        PostgresCluster(durable=True) as cluster,
        _filled(cluster.create_database("night"), Path(name), sizes.stored) as app,
    ):
        world = replace(app.extensions[EXTENSION], now=lambda: NIGHT)
        by_day = _answers(app, world, sizes.by_day)
        by_night, moved, took_s = _beside_the_rewrite(app, world)
    beside = f"{sizes.stored:,} answers, {moved:,} rewritten"
    return [
        Row(
            f"answer by night, longest of {len(by_night):,}; {beside}",
            _ms(max(by_night)),
            "ms",
            _ms(max(by_day)),
            "by day",
            LONGEST,
        ),
        Row("  median", _ms(median(by_night)), "ms", _ms(median(by_day)), "by day"),
        Row("  the whole rewrite", took_s, "s"),
    ]


def _beside_the_rewrite(app: Flask, world: World) -> tuple[list[float], int, float]:
    """Give answers until the rewrite is whole; return how long each took, and what was moved.

    It runs in a process of its own, as the jobs do.
    """
    url, folder = app.config["SQLALCHEMY_DATABASE_URI"], str(world.data_dir)
    with get_context("spawn").Pool(1) as pool:
        rewriting = pool.apply_async(_rewrite, (url, folder))
        found: list[float] = []
        while not rewriting.ready():
            found += _answers(app, world, 1)
        moved, took_s = rewriting.get()
    return found, moved, took_s


def _rewrite(url: str, folder: str) -> tuple[int, float]:
    """Rewrite what is recent; return how many rows, and the seconds."""
    app = _app(url, Path(folder))
    world = replace(app.extensions[EXTENSION], now=lambda: NIGHT)
    with app.app_context():
        began = perf_counter()
        moved = shuffle(world)
        took_s = perf_counter() - began
        db.session.remove()
        db.engine.dispose()
    return moved, took_s


def _app(url: str, folder: Path) -> Flask:
    return create_app(read_config({"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder)}))


def _answers(app: Flask, world: World, count: int) -> list[float]:
    """Give so many answers, one after the other; return the seconds that each took."""
    now, found = world.now(), []
    answer = Feedback(level="fairly_safe", week=week_of(now), daypart="daylight", zone="z1")
    with app.app_context():
        for _ in range(count):
            began = perf_counter()
            give(str(uuid.uuid4()), answer, now)
            found.append(perf_counter() - began)
    return found


@contextmanager
def _filled(url: str, folder: Path, stored: int) -> Iterator[Flask]:
    app = _app(url, folder)
    with app.app_context():
        upgrade_to_newest()
        settle()
        fill(url, stored)
        # As the service has it: what is rewritten goes to the log of changes too.
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("ALTER TABLE feedback SET LOGGED")
    yield app
    with app.app_context():
        db.engine.dispose()


def _ms(seconds: float) -> float:
    return seconds * 1000
