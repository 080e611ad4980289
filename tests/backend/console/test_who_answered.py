"""Who answered, beside who lives here: without a census, with one, and where a band is hidden."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.domain.census import BAND_AGES
from backend.domain.products import AGE, BASE, BOROUGH
from backend.domain.statistics import rounded
from backend.services.importing.census import import_census
from backend.services.importing.taking import Taking
from backend.services.perception.who_answered import WhoPage, who_page
from backend.services.transaction import write
from backend.storage.releases import ReleaseCellRow
from tests.backend.console.released import SECOND, Site, a_site, one_quarter, words
from tests.backend.services.importing.test_census import SAMPLE, TODAY


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path) -> Iterator[Site]:
    path = shutil.copy(migrated_file, tmp_path / "umay.sqlite3")
    with a_site(f"sqlite:///{path}", tmp_path, one_quarter) as found:
        yield found


def read_page(site: Site) -> tuple[WhoPage, str]:
    """Return what the page is made of and its words, after checking what it always says."""
    said = words(site.see("/who"))
    with site.app.app_context():
        found = who_page()
    assert len(found.bands) == len(BAND_AGES)
    shown = [band for band in found.bands if band.base.is_shown]
    whole = sum(band.base.number for band in shown)
    for band in shown:
        percent = rounded(100 * band.base.number / whole)
        assert f"{band.words} {band.base.words} {percent} %" in said
    assert sum(band.answered or 0 for band in shown) == pytest.approx(100)
    assert "No release prints answers by gender" in said
    return found, said


def test_ages_stand_beside_the_census_and_weights_are_made_where_all_are_shown(site: Site) -> None:
    found, said = read_page(site)
    assert (found.census, found.weighted) == (None, None)
    assert "No census was taken in" in said
    assert "Of the residents" not in said
    with site.app.app_context():
        import_census(Taking(SAMPLE), TODAY, "X1")
    found, said = read_page(site)
    assert sum(band.lives_here or 0 for band in found.bands) == pytest.approx(100)
    assert re.search(r"\d+ % weighted by age, likely between \d+ and \d+ %", said)
    assert "Of those who said their age" in said
    check_weights(found, site.analyst.get(f"/console/perception/releases/{SECOND}.csv").text)
    with site.app.app_context(), write() as session:
        row = session.get_one(ReleaseCellRow, (1, BOROUGH, AGE, "from_65", BASE))
        row.shown, row.is_hidden = None, True
    found, said = read_page(site)
    assert "65 or over not shown not shown –" in said
    assert "Of those in the age bands that are shown" in said
    assert sum(band.lives_here or 0 for band in found.bands) == pytest.approx(100)
    assert found.weighted is None
    assert "one of them is not shown" in said
    assert "weighted by age" not in said


def check_weights(found: WhoPage, text: str) -> None:
    """Work the weighted share and Kish's effect out anew from the printed cells of a CSV."""
    rows = [line.split(",") for line in text.splitlines() if ",borough,age," in line]
    counts = {(row[5], row[6]): int(row[7]) for row in rows}
    assert found.census is not None
    assert found.weighted is not None
    weights = found.census.percents
    theirs = sum(weights[b] * counts[b, "safe"] / counts[b, "base"] for b in weights)
    share = theirs / sum(weights.values())
    assert found.weighted.share.exact[0] == pytest.approx(share)
    bases = [counts[band, "base"] for band in weights]
    each = [w / n for w, n in zip(weights.values(), bases, strict=True)]
    kish = (
        sum(bases)
        * sum(n * w**2 for n, w in zip(bases, each, strict=True))
        / sum(n * w for n, w in zip(bases, each, strict=True)) ** 2
    )
    assert found.weighted.design_effect == pytest.approx(kish)
