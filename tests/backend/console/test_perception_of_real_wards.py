"""The real wards and the real survey on the pages: invented answers about the built zones."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.app import create_app
from backend.services.actors import COMMAND_LINE
from backend.services.importing.areas import WARD, AreaKind, import_areas, import_outline
from backend.services.importing.benchmarks import import_benchmarks
from backend.services.importing.names import import_names
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.taking import Taking
from backend.services.releasing.making import make_release
from backend.services.transaction import read
from backend.services.zoning.build import build_zones
from backend.storage.zones import current_zones
from backend.web.world import world
from tests.backend.console.released import Site, drawings, words
from tests.backend.services.releasing.cast import LAST, answers_of, store
from tests.conftest import NOW, _close, _config
from tests.support import real_data
from tests.support.real_data import real_file
from tests.support.staff import join

WARDS, ANSWERS = 25, 1_150


@pytest.fixture(scope="module")
def real(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the borough's published files taken in, and one quarter released."""
    for name in (real_data.OUTLINE, real_data.POSTCODES, real_data.NAMES, real_data.WARDS_2023):
        real_file(name)
    folder = tmp_path_factory.mktemp("real")
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    app = create_app(_config(f"sqlite:///{folder / 'umay.sqlite3'}", folder), now=lambda: NOW)
    with app.app_context():
        take_in()
        about_zones()
        make_release(world(), COMMAND_LINE, str(LAST))
    analyst = join(app, "analyst", "ada@council.example", "Ada")
    yield Site(app, analyst, analyst)
    _close(app)


def take_in() -> None:
    """Take in what the commands of an operator would, and build the zones."""
    import_outline(Taking(real_file(real_data.OUTLINE)))
    import_postcodes(Taking(real_file(real_data.POSTCODES)))
    import_names(Taking(real_file(real_data.NAMES)))
    import_areas(Taking(real_file(real_data.WARDS_2023)), AreaKind(WARD, 2023))
    build_zones()
    import_benchmarks(Taking(real_file(real_data.CSEW)), NOW.date())


def about_zones() -> None:
    """Store the example's answers of a quarter as if they were about the built zones in turn."""
    with read() as session:
        zones = [zone.id for zone in current_zones(session)]
    said = [each for each in answers_of(LAST) if each["zone_id"]][:ANSWERS]
    store({**each, "zone_id": zones[at % len(zones)]} for at, each in enumerate(said))


def test_every_ward_stands_on_the_map_and_in_the_table(real: Site) -> None:
    page = real.see()
    (drawing,) = drawings(page)
    assert drawing.count('stroke="#52606d" stroke-width="1"') == WARDS
    assert drawing.count('aria-roledescription="text mark"') == percentages(page)
    said = words(page)
    assert "Wards: how many feel very or fairly safe" in said
    for ward in ("Abram", "Atherton North", "Wigan Central", "Standish with Langtree", "Worsley"):
        assert ward in said


def percentages(page: str) -> int:
    """Return how many wards have a percentage in the table."""
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")
    found = [row for row in rows if 'data-name="Feel safe"><strong>' in row]
    assert 5 <= len(found) <= WARDS
    return len(found)


def test_the_wards_leave_with_their_borders(real: Site) -> None:
    answer = real.analyst.get(f"/console/perception/releases/{LAST}.geojson")
    features = json.loads(answer.text)["features"]
    kinds = [each["properties"]["kind"] for each in features]
    assert sorted(kinds) == ["borough", *["ward"] * WARDS]
    assert all(len(each["geometry"]["coordinates"][0]) > 20 for each in features)
    ids = {each["properties"]["id"] for each in features if each["properties"]["kind"] == "ward"}
    assert all(each.startswith("E05") for each in ids)


def test_the_crime_survey_stands_beside_and_its_suspended_years_do_not(real: Site) -> None:
    said = words(real.see())
    assert "Crime Survey, North West: safe after dark, 2022/23: 78 %" in said
    assert "ONS" in said
    for path in ("", "/dayparts", "/areas/borough"):
        page = real.see(path)
        assert "2020/21" not in page
        assert "2021/22" not in page
    assert "safe after dark 78 %" in drawings(real.see("/dayparts"))[0]
