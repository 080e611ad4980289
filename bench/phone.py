"""Measurements of the phone: start to the first list, ranking, keeping an answer."""

import itertools
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from geopy.distance import geodesic

from bench.dwelling_rows import dwelling_rows
from bench.finding import finding_rows
from bench.gliding_rows import gliding_rows
from bench.published import many, publish_example, read_published
from bench.rounds import medians, take_turns
from bench.starting import Start, Starter, fill_store
from bench.table import Goal, Row
from mobile.store.database import open_store
from mobile.store.outbox import Outbox
from shared.geo import Point
from shared.places import Place, place_from_wire
from shared.ranking import RankingIndex

FRAME_MS = 16.0
HERE = Point(53.5455, -2.6318)


@dataclass(frozen=True)
class PhoneSizes:
    """How often and how much; the defaults are what the goals are set for."""

    starts: int = 11
    many_places: int = 1_000
    ranked_places: int = 10_000
    rankings: int = 25
    geodesics: int = 3
    saves: int = 200
    names: int = 1_000
    postcodes: int = 8_000
    glides: int = 3
    changes: int = 500
    untouched_s: float = 300


def run(sizes: PhoneSizes | None = None) -> list[Row]:
    """Measure the phone and return the rows."""
    sizes = sizes or PhoneSizes()
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name:
        folder = Path(name)
        published = publish_example(folder, datetime.now(UTC))
        return [
            *start_rows(folder, published, sizes),
            *ranking_rows(published, sizes),
            save_row(folder, sizes),
            *search_rows(published, sizes),
            *gliding_rows(folder, published, sizes.many_places, sizes.glides),
            *dwelling_rows(folder, published, sizes.changes, sizes.untouched_s),
        ]


def start_rows(folder: Path, published: Path, sizes: PhoneSizes) -> list[Row]:
    """Compare the start of the app with that of a blank window, second and later starts."""
    starter, new = Starter(folder), itertools.count()
    fill_store(folder / "filled", published)
    fill_store(folder / "many", published, sizes.many_places)
    starts: dict[str, Callable[[], Start]] = {
        "blank": starter.blank,
        "filled": lambda: starter.app(folder / "filled", published),
        "first": lambda: starter.app(folder / f"new-{next(new)}", published),
        "many": lambda: starter.app(folder / "many", published),
    }
    for start in starts.values():
        start()  # Python keeps its bytecode, the system its files.
    turns = take_turns(starts, sizes.starts)
    elapsed = {name: 1000 * median(each.elapsed_s for each in turns[name]) for name in turns}
    busy = {name: 1000 * median(each.busy_s for each in turns[name]) for name in turns}

    def rows(what: str, name: str, goal: Goal | None = None) -> list[Row]:
        return [
            Row(what, elapsed[name], "ms", elapsed["blank"], "blank window", goal),
            Row("processor time of it", busy[name], "ms", busy["blank"], "blank window"),
        ]

    return [
        *rows("start to first list, example network", "filled", Goal(1.3)),
        *rows("the very first start, with the pack", "first"),
        *rows(f"start to first list, {sizes.many_places:,} places", "many"),
    ]


def ranking_rows(published: Path, sizes: PhoneSizes) -> list[Row]:
    """Compare ranking with the geodesic to every place and a sort."""
    manifest, documents = read_published(published)
    chance = random.Random(7)  # noqa: S311 - the order of a list, not a secret
    bodies = list(many(documents["places"]["places"], sizes.ranked_places))
    chance.shuffle(bodies)
    places = [place_from_wire(body) for body in bodies]
    index = RankingIndex(places)
    published_at = datetime.fromisoformat(manifest["published_at"])
    ours = _median_ms(lambda: index.rank(HERE, published_at, published_at), sizes.rankings)
    other = _median_ms(lambda: by_geodesic(places), sizes.geodesics)
    what = f"ranking {sizes.ranked_places:,} places"
    return [Row(what, ours, "ms", other, "geodesic to all, then sort", Goal(FRAME_MS, "ms"))]


def by_geodesic(places: list[Place]) -> list[Place]:
    """Return the 30 nearest places the obvious way, opening hours not even looked at."""
    here = (HERE.lat, HERE.lon)
    return sorted(places, key=lambda place: geodesic(here, (place.at.lat, place.at.lon)).m)[:30]


def save_row(folder: Path, sizes: PhoneSizes) -> Row:
    """Measure how long the tap on Done waits for the disk."""
    connection = open_store(folder / "saving").connection
    outbox = Outbox(connection)
    body = {"level": "very_unsafe", "factors": ["bad_lighting"], "zone": "z-wigan-1"}
    ours = _median_ms(lambda: outbox.save(body), sizes.saves)
    connection.close()
    return Row("keeping an answer, on the disk", ours, "ms", goal=Goal(FRAME_MS, "ms"))


def search_rows(published: Path, sizes: PhoneSizes) -> list[Row]:
    """Measure a key of the search by name."""
    _, documents = read_published(published)
    places = list(many(documents["places"]["places"], sizes.many_places))
    return finding_rows(documents, places, sizes.names, sizes.postcodes)


def _median_ms(deed: Callable[[], object], times: int) -> float:
    def timed() -> float:
        begun = time.perf_counter()
        deed()
        return 1000 * (time.perf_counter() - begun)

    return medians({"it": timed}, times)["it"]
