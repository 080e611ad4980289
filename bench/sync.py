"""Measurements of the exchange: what a list weighs, what phones ask for, how imports last."""

import gzip
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import Any

from backend.services.zoning.build import LEAST_POSTCODES
from backend.services.zoning.centres import zone_centres
from bench.borough import BoroughFiles, a_country, write_borough, write_list
from bench.network import a_network
from bench.published import backend_deed, read_published
from bench.table import Goal, Row
from mobile.store.database import open_store
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from tests.support.relay import Relay, relaying
from tests.support.serving import Server

ZONES_GOAL = Goal(60, "s")
LIST_GOAL = Goal(30, "s")
SIDES = ("sent", "received")


@dataclass(frozen=True)
class SyncSizes:
    """How many places, postcodes and rounds; the defaults are what the goals are set for."""

    few_places: int = 1_000
    many_places: int = 10_000
    postcodes: int = 8_000
    rounds: int = 3
    venues: tuple[int, ...] = (2_500, 10_000)
    counties: tuple[int, ...] = (30_000, 100_000)
    scattered: int = 4_000
    wide_deg: float = 3.6


def run(sizes: SyncSizes | None = None) -> list[Row]:
    """Measure the exchange and return the rows."""
    sizes = sizes or SyncSizes()
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name:
        folder = Path(name)
        files = write_borough(folder, sizes.postcodes)
        settings = {"UMAY_DATA_DIR": str(folder / "data")}
        rows = import_rows(files, settings, sizes)
        rows += venue_rows(folder, settings, sizes)
        rows += county_rows(folder, sizes)
        rows += list_rows(folder, settings, sizes.few_places)
        rows += exchange_rows(folder, settings, sizes)
        return rows + list_rows(folder, settings, sizes.many_places)


def import_rows(files: BoroughFiles, settings: dict[str, str], sizes: SyncSizes) -> list[Row]:
    """Time the imports and the zones, whole commands with the start of Python; then once more."""
    backend_deed(["init"], settings)
    rows = []
    for what, path, words in (
        ("outline", files.outline, ["outline"]),
        (f"{sizes.postcodes:,} postcodes", files.postcodes, ["postcodes"]),
        ("names", files.names, ["names"]),
        ("25 wards", files.wards, ["areas", "--vintage", "2023"]),
    ):
        command = ["import", *words, str(path)]
        first = _seconds(lambda command=command: backend_deed(command, settings))  # type: ignore[misc]
        again = _seconds(lambda command=command: backend_deed(command, settings))  # type: ignore[misc]
        rows.append(Row(f"import of {what}", first, "s", again, "the same file again"))
    build = ["zones", "build"]
    first, again = (_seconds(lambda: backend_deed(build, settings)) for _ in range(2))
    return [*rows, Row("building the zones", first, "s", again, "with nothing new")]


def venue_rows(folder: Path, settings: dict[str, str], sizes: SyncSizes) -> list[Row]:
    """Take the processor's time for lists of venues with hours of their own; then once more."""
    rows = []
    for count in sizes.venues:
        command = ["import", "places", str(write_list(folder, count))]
        first, again = (_processor_s(lambda: backend_deed(command, settings)) for _ in range(2))  # noqa: B023
        what = f"import of {count:,} venues, processor"
        rows.append(Row(what, first, "s", again, "the same file again", goal=LIST_GOAL))
    return rows


def county_rows(folder: Path, sizes: SyncSizes) -> list[Row]:
    """Take the processor's time for the zones of counties, and of a country of villages."""
    rows = []
    for count in sizes.counties:
        place = folder / f"county-{count}"
        place.mkdir()
        files, settings = write_borough(place, count), {"UMAY_DATA_DIR": str(place / "data")}
        backend_deed(["init"], settings)
        for kind in ("outline", "postcodes", "names"):
            backend_deed(["import", kind, str(getattr(files, kind))], settings)
        spent = _processor_s(lambda settings=settings: backend_deed(["zones", "build"], settings))  # type: ignore[misc]
        rows.append(Row(f"zones of {count:,} postcodes, processor", spent, "s", goal=ZONES_GOAL))
    border, postcodes = a_country(sizes.scattered, sizes.wide_deg)
    begun = process_time()
    zone_centres(border, postcodes, LEAST_POSTCODES)
    what = f"centres of {sizes.scattered:,} postcodes, {sizes.wide_deg:g} degrees of country"
    return [*rows, Row(what, process_time() - begun, "s", goal=ZONES_GOAL)]


def _processor_s(deed: Callable[[], None]) -> float:
    """Return the processor's time that the programs of a deed took."""
    before = getrusage(RUSAGE_CHILDREN)
    deed()
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def list_rows(folder: Path, settings: Mapping[str, str], count: int) -> list[Row]:
    """Weigh a published list of so many places, beside the same without worked-out openings."""
    places = _publish(folder, settings, count)
    whole = _document(places)
    bare = _document([{k: v for k, v in place.items() if k != "openings"} for place in places])
    what, against = f"a place, {count:,} published", "without openings"
    small, smaller = _squeezed(whole) / count, _squeezed(bare) / count
    return [
        Row(what, len(whole) / count, "bytes", len(bare) / count, against),
        Row("  the same, gzip", small, "bytes", smaller, against),
    ]


def _squeezed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def exchange_rows(folder: Path, settings: dict[str, str], sizes: SyncSizes) -> list[Row]:
    """Count the bytes of a phone's first round and of one in which nothing is new."""
    with Server(settings) as server, relaying(server.port) as relay:
        first: dict[str, list[float]] = {side: [] for side in SIDES}
        idle: dict[str, list[float]] = {side: [] for side in SIDES}
        asked: list[float] = []
        for number in range(sizes.rounds):
            with _phone(folder / f"phone-{number}", relay.url) as engine:
                _note_round(engine, relay, first)
                before = len(relay.sent)
                _note_round(engine, relay, idle)
                asked.append(len(relay.sent) - before)
    plain = sum(entry["size"] for entry in read_published(_folder(settings))[0]["documents"]) / 1000
    what = f"first round, {sizes.few_places:,} places"
    return [
        Row(what, median(first["received"]), "kB", plain, "all documents plain", Goal(150, "kB")),
        Row("idle round, up", median(idle["sent"]), "kB", goal=Goal(1, "kB")),
        Row("idle round, down", median(idle["received"]), "kB", goal=Goal(1, "kB")),
        Row("idle round, requests", median(asked), "requests", goal=Goal(1, "requests")),
    ]


def _note_round(engine: Engine, relay: Relay, figures: Mapping[str, list[float]]) -> None:
    """Turn one round and write down the kilobytes that went each way."""
    before = _traffic(relay)
    engine.round()
    for side, now in _traffic(relay).items():
        figures[side].append((now - before[side]) / 1000)


@contextmanager
def _phone(folder: Path, url: str) -> Iterator[Engine]:
    connection = open_store(folder).connection
    engine = Engine(connection, Client(HttpTransport(url)), lambda: datetime.now(UTC))
    try:
        yield engine
    finally:
        engine.close()


def _traffic(relay: Relay) -> dict[str, float]:
    return {"sent": float(sum(map(len, relay.sent))), "received": float(relay.received)}


def _publish(folder: Path, settings: Mapping[str, str], count: int) -> list[dict[str, Any]]:
    network = folder / f"network-{count}.json"
    network.write_text(json.dumps(a_network(count)), encoding="utf-8")
    backend_deed(["load-network", str(network)], settings)
    backend_deed(["publish"], settings)
    places: list[dict[str, Any]] = read_published(_folder(settings))[1]["places"]["places"]
    return places


def _folder(settings: Mapping[str, str]) -> Path:
    return Path(settings["UMAY_DATA_DIR"]) / "published"


def _document(places: list[dict[str, Any]]) -> bytes:
    body = {"format": 1, "places": places}
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _seconds(deed: Callable[[], None]) -> float:
    begun = perf_counter()
    deed()
    return perf_counter() - begun
