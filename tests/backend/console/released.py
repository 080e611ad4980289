"""The cast of the perception pages: sites with nothing, one quarter or two quarters released."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import make_url

from backend.app import create_app
from backend.domain.interventions import Where
from backend.domain.periods import Period
from backend.services.actors import COMMAND_LINE
from backend.services.interventions import Done, write_intervention
from backend.services.releasing.due import count_so_far
from backend.services.releasing.making import make_release
from backend.services.transaction import write
from backend.storage.benchmarks import BenchmarkRow
from backend.storage.places import PlaceRow
from backend.storage.settings import EXAMPLE_ANSWERS, set_setting
from backend.storage.zones import AreaRow
from backend.web.world import world
from tests.backend.services.listing.cast import staff
from tests.backend.services.releasing.cast import answers_of, fix_secret, network, store
from tests.conftest import NOW, _close, _config
from tests.support.engines import engines_of
from tests.support.postgres import PostgresCluster
from tests.support.staff import Browser, join

FIRST, SECOND, LONG_AGO = Period(2026, 2), Period(2026, 3), Period(2025, 4)
PAGES = ("", "/trend", "/dayparts", "/young", "/factors", "/compare", "/who", "/areas/borough")
METHODS = "/methods"
SMALL = "t-tyldesley"
"""Two of a hundred answers are about it: too few for a percentage, ten or more for a number."""

STRUCK = "<script>struck()</script>"
HOSTILE = {
    "t-leigh": f'=HYPERLINK("http://x.test"){STRUCK}',
    "t-atherton": '"><img src=x onerror=struck()>',
    "t-golborne": "\t@SUM(1+9)*cmd|'/C calc'!A0",
}
HOSTILE_PLACE = f"-2+3+cmd|' /C calc'!A0{STRUCK}"
WHY = "A script <b>had</b> answered.\n=SUM(1)"


@dataclass(frozen=True)
class Site:
    """An application and the browsers of an officer and an analyst, signed in."""

    app: Flask
    officer: Browser
    analyst: Browser

    def see(self, path: str = "") -> str:
        """Return what an analyst reads on a page."""
        return self.analyst.see(f"/console/perception{path}")


@contextmanager
def a_site(database_url: str, folder: Path, prepare: Callable[[], None]) -> Iterator[Site]:
    """Open a site on an empty migrated database, prepared by somebody."""
    app = create_app(_config(database_url, folder), now=lambda: NOW)
    with app.app_context():
        network()
        prepare()
    people = [
        join(app, role, f"{role}@council.example", role.title()) for role in ("officer", "analyst")
    ]
    yield Site(app, *people)
    _close(app)


@dataclass(frozen=True)
class Databases:
    """Where sites of a module get their migrated databases, on one of both engines."""

    engine: str
    file: Path
    cluster: PostgresCluster
    template: str
    folder: Path

    @contextmanager
    def site(self, name: str, prepare: Callable[[], None]) -> Iterator[Site]:
        """Open a site that somebody prepared."""
        folder = self.folder / name
        folder.mkdir()
        with a_site(self._database(name, folder), folder, prepare) as site:
            yield site
        if self.engine != "sqlite":
            self.cluster.drop_database(f"perception_{name}")

    def _database(self, name: str, folder: Path) -> str:
        if self.engine == "sqlite":
            shutil.copy(self.file, folder / "umay.sqlite3")
            return f"sqlite:///{folder / 'umay.sqlite3'}"
        template = make_url(self.template).database
        return self.cluster.create_database(f"perception_{name}", template)


@pytest.fixture(scope="module", params=engines_of("tests/backend/console/released.py"))
def databases(
    request: pytest.FixtureRequest,
    migrated_file: Path,
    postgres: PostgresCluster,
    migrated_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Databases:
    """Databases of one engine, then of the other."""
    folder = tmp_path_factory.mktemp("perception")
    return Databases(request.param, migrated_file, postgres, migrated_template, folder)


@pytest.fixture(scope="module")
def nothing(databases: Databases) -> Iterator[Site]:
    """A site where answers count and nothing was released."""
    with databases.site("nothing", begun) as site:
        yield site


@pytest.fixture(scope="module")
def one(databases: Databases) -> Iterator[Site]:
    """A site with one quarter; its answers are nobody's example, there is no other survey."""
    with databases.site("one", one_quarter) as site:
        yield site


@pytest.fixture(scope="module")
def two(databases: Databases) -> Iterator[Site]:
    """A site with two quarters and a year, hostile names, a correction and another survey."""
    with databases.site("two", two_quarters) as site:
        yield site


def begun() -> None:
    """Put in answers of this quarter."""
    store([{**each, "week": "2026-W45"} for each in answers_of(SECOND)[:43]])
    count_so_far(world())


def one_quarter() -> None:
    """Release one quarter."""
    fix_secret()
    store(answers_of(SECOND))
    make_release(world(), COMMAND_LINE, str(SECOND))


def two_quarters() -> None:
    """Release two quarters and a year with whatever may be typed or imported around them."""
    rename()
    fix_secret()
    store(answers_of(LONG_AGO, FIRST, SECOND))
    other_surveys()
    officer = staff("anna@council.example")
    lamps = Done(Where(area_id="t-wigan"), "lighting", f"Lamps {STRUCK}", date(2026, 7, 20))
    write_intervention(world(), officer, lamps)
    with write() as session:
        set_setting(session, EXAMPLE_ANSWERS, True)
    for period in (FIRST, SECOND, Period(2025)):
        make_release(world(), COMMAND_LINE, str(period))
    store(late())
    make_release(world(), COMMAND_LINE, str(SECOND), WHY)


def late() -> list[dict[str, Any]]:
    """Return answers about one town that came after its quarter was released."""
    about = [each for each in answers_of(SECOND) if str(each["zone_id"]).startswith("z-hindley")]
    return [{**each, "id": f"{each['id'][:-4]}eeee"} for each in about]


def rename() -> None:
    """Give areas and a place names that pages, spreadsheets and maps might run."""
    with write() as session:
        for area_id, name in HOSTILE.items():
            session.get_one(AreaRow, area_id).name = name
        session.get_one(PlaceRow, "p-001").name = HOSTILE_PLACE


def other_surveys() -> None:
    """Store a series of another survey that was suspended in its last years."""
    figures = (("2024/25", 76.47), ("2025/26", None), ("2026/27", None))
    rows = [
        BenchmarkRow(
            series="csew-after-dark-north-west",
            period=period,
            name=f"North West {STRUCK}",
            asked="How safe do you feel walking alone after dark?",
            percent=percent,
            source="ONS, indicator 16.1.4",
            source_on=date(2026, 11, 1),
        )
        for period, percent in figures
    ]
    with write() as session:
        session.add_all(rows)


def drawings(page: str) -> list[str]:
    """Return the charts and maps of a page."""
    return re.findall(r'<svg [^>]*class="umay-chart[ a-z-]*".*?</svg>', page, re.DOTALL)


def words(page: str) -> str:
    """Return a page's words as sighted readers read them, without what is drawn."""
    main = page[page.index("<main") : page.index("</main>")]
    text = re.sub(r"<svg.*?</svg>", " ", main, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())
