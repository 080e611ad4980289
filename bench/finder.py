"""Measurements of the web finder: what a visit weighs, how its pages score, how its list grows."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser

from backend.app import create_app
from backend.config import read_config
from backend.services.load_network import load_network
from backend.services.publish import publish
from backend.services.world import World
from backend.storage.database import db
from backend.storage.schema import upgrade_to_newest
from backend.web.world import EXTENSION
from bench.borough import write_borough
from bench.network import a_network
from bench.published import backend_deed, read_published
from bench.rounds import medians
from bench.scores import CATEGORIES, Lighthouse
from bench.slow_line import slow_line
from bench.table import Goal, Row
from bench.visits import first_visit, opened_ms, pressed_ms, visit, visitor
from demo.browser import browsing
from tests.support.serving import Server
from tools.layout import this_layout
from tools.refusal import Refusal

LISTED, MAPPED = Goal(100, "kB"), Goal(300, "kB")
GROWTH, AGAIN = Goal(1.5), Goal(0, "answers")
POINTS = {
    "performance": Goal(99, "points", is_ceiling=False),
    "accessibility": Goal(100, "points", is_ceiling=False),
    "best-practices": Goal(100, "points", is_ceiling=False),
}
OK = 200


@dataclass(frozen=True)
class FinderSizes:
    """How many places, postcodes and rounds; the defaults are what the goals are set for.

    Without postcodes there is no borough; without scorings no Lighthouse.
    """

    places: int = 100
    few_places: int = 50
    many_places: int = 1_000
    postcodes: int = 8_000
    rounds: int = 15
    slow_rounds: int = 7
    scorings: int = 3


@dataclass(frozen=True)
class _Site:
    """A running service with so many places, one of them, and its folder of data."""

    server: Server
    place_id: str
    data: Path

    @property
    def url(self) -> str:
        """Where it answers: a name that browsers take for a secure context."""
        return f"http://localhost:{self.server.port}"

    def has(self, path: str) -> bool:
        """Return whether there is such a page."""
        connection = self.server.connect()
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status == OK


def run(sizes: FinderSizes | None = None) -> list[Row]:
    """Measure the finder and return the rows."""
    sizes = sizes or FinderSizes()
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        data = _borough(folder, sizes.postcodes)
        counts = (sizes.places, sizes.few_places, sizes.many_places)
        sites = {each: stack.enter_context(_site(folder, data, each)) for each in {*counts}}
        usual, few, many = (sites[each] for each in counts)
        with browsing() as browser:
            rows = _weights(browser, usual, sizes) + _again(browser, usual)
            rows += slow_line(browser, usual.server, usual.data, sizes.slow_rounds)
            rows += _growth(browser, few, many, sizes)
        return rows + (_scores(usual, sizes.scorings) if sizes.scorings else [])


def _weights(browser: Browser, site: _Site, sizes: FinderSizes) -> list[Row]:
    with visitor(browser, site.url) as context:
        start, listed, mapped = first_visit(context)
    return [
        Row(f"first page, {sizes.places:,} places", start, "kB"),
        Row("  with the list", listed, "kB", goal=LISTED),
        Row("  with the list and the map", mapped, "kB", goal=MAPPED),
    ]


def _again(browser: Browser, site: _Site) -> list[Row]:
    with visitor(browser, site.url) as context:
        first, second = (visit(context) for _ in range(2))
    return [
        Row("the same visit again, sent whole", second.sent_whole, "answers", goal=AGAIN),
        Row("  not changed (304)", second.unchanged, "answers"),
        Row("  over the wire", second.kilobytes, "kB", first.kilobytes, "the first time"),
    ]


def _growth(browser: Browser, few: _Site, many: _Site, sizes: FinderSizes) -> list[Row]:
    beside = f"{sizes.few_places:,} places"
    # Where nothing came ahead, reading the list is most of it: for information.
    ways: list[tuple[str, Callable[[Browser, str], float], Goal | None]] = [
        ("opening the page", opened_ms, GROWTH),
        ("pressing in one that stands", pressed_ms, GROWTH),
        ("pressing where data is saved", partial(pressed_ms, saves_data=True), None),
    ]
    rows = []
    for name, measure, goal in ways:
        measures = {
            "many": partial(measure, browser, many.url),
            "few": partial(measure, browser, few.url),
        }
        took = medians(measures, sizes.rounds)
        what = f"{name}, to the first of {sizes.many_places:,} places"
        rows.append(Row(what, took["many"], "ms", took["few"], beside, goal))
    return rows


def _scores(site: _Site, runs: int) -> list[Row]:
    """Score the pages; where Lighthouse cannot be had, say so: the other figures still count."""
    try:
        lighthouse = Lighthouse(this_layout())
    except Refusal as refusal:
        sys.stderr.write(f"bench: without Lighthouse: {refusal}\n")
        return []
    pages = {"find": "/", "a place": f"/places/{site.place_id}"}
    pages |= {"feedback": "/feedback", "help": "/help"}
    rows = []
    for name, path in pages.items():
        if site.has(path):
            points = lighthouse.scores(site.url + path, runs)
            rows += [
                Row(f"{name}, {each}", points[each], "points", goal=POINTS[each])
                for each in CATEGORIES
            ]
    return rows


def _borough(folder: Path, postcodes: int) -> Path:
    """Make the data of a service that knows its borough, and has no places yet."""
    files, data = write_borough(folder, postcodes), folder / "data"
    with _application(data):
        upgrade_to_newest()
    imports = (
        ["outline", str(files.outline)],
        ["postcodes", str(files.postcodes)],
        ["names", str(files.names)],
        ["areas", "--vintage", "2023", str(files.wards)],
    )
    for words in imports if postcodes else ():
        backend_deed(["import", *words], _settings(data))
    return data


@contextmanager
def _site(folder: Path, data: Path, count: int) -> Iterator[_Site]:
    """Serve so many places of the borough, as in life."""
    own = folder / f"data-{count}"
    shutil.copytree(data, own)
    with _application(own) as world:
        load_network(a_network(count), world.now())
        publish(world)
    places = read_published(own / "published")[1]["places"]["places"]
    with Server(_settings(own), workers=2) as server:
        yield _Site(server, places[0]["id"], own)


@contextmanager
def _application(data: Path) -> Iterator[World]:
    """Give the world of the application over this data, to do something in."""
    app = create_app(read_config(_settings(data)))
    with app.app_context():
        yield app.extensions[EXTENSION]
        db.engine.dispose()


def _settings(data: Path) -> dict[str, str]:
    return {"UMAY_DATA_DIR": str(data)}
