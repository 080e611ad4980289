"""Who answered, beside who lives here: without a census, with one, and where a band is hidden."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend.domain.census import BAND_AGES
from backend.domain.products import AGE, BASE, BOROUGH
from backend.domain.statistics import rounded
from backend.services.importing.census import import_census
from backend.services.importing.taking import Taking
from backend.services.perception.who_answered import who_page
from backend.services.transaction import write
from backend.storage.releases import ReleaseCellRow
from tests.backend.console.released import Site, a_site, one_quarter, words
from tests.backend.services.importing.test_census import SAMPLE, TODAY

Opened = Callable[[Path, Path], Iterator[Site]]


def with_census() -> None:
    """Release one quarter where a census was taken in."""
    one_quarter()
    import_census(Taking(SAMPLE), TODAY, "X1")


def with_a_hidden_band() -> None:
    """Hide how many of one age band answered, as an audit would."""
    with_census()
    with write() as session:
        row = session.get_one(ReleaseCellRow, (1, BOROUGH, AGE, "from_65", BASE))
        row.shown, row.is_hidden = None, True


@pytest.fixture(
    scope="module",
    params=[one_quarter, with_census, with_a_hidden_band],
    ids=["no census", "census", "hidden band"],
)
def prepared(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Site]]:
    folder = tmp_path_factory.mktemp("who")
    path = shutil.copy(migrated_file, folder / "umay.sqlite3")
    with a_site(f"sqlite:///{path}", folder, request.param) as site:
        yield request.param.__name__, site


def test_ages_stand_beside_the_census_and_weights_are_made_where_all_are_shown(
    prepared: tuple[str, Site],
) -> None:
    name, site = prepared
    page = site.see("/who")
    said = words(page)
    with site.app.app_context():
        found = who_page()
    assert len(found.bands) == len(BAND_AGES)
    shown = [band for band in found.bands if band.base.is_shown]
    whole = sum(band.base.number for band in shown)
    for band in shown:
        assert f"{band.words} {band.base.words} {rounded(100 * band.base.number / whole)} %" in said
    assert sum(band.answered or 0 for band in shown) == pytest.approx(100)
    assert "No release prints answers by gender" in said
    if name == "one_quarter":
        assert "No census was taken in" in said
        assert (found.census, found.weighted) == (None, None)
        assert "Of the residents" not in said
    elif name == "with_census":
        assert sum(band.lives_here or 0 for band in found.bands) == pytest.approx(100)
        assert re.search(r"\d+ % weighted by age, likely between \d+ and \d+ %", said)
        assert "Of those who said their age" in said
    else:
        assert "65 or over not shown not shown –" in said
        assert "Of those in the age bands that are shown" in said
        assert sum(band.lives_here or 0 for band in shown) == pytest.approx(100)
        assert found.weighted is None
        assert "one of them is not shown" in said
        assert "weighted by age" not in said


def test_the_weighted_share_is_worked_out_from_printed_cells(prepared: tuple[str, Site]) -> None:
    _, site = prepared
    with site.app.app_context():
        found = who_page()
    if found.weighted is None:
        assert found.census is None or not found.is_whole
        return
    lines = site.analyst.get(f"/console/perception/releases/{found.head.period}.csv").text
    rows = [line.split(",") for line in lines.splitlines() if ",borough,age," in line]
    counts = {(row[5], row[6]): int(row[7]) for row in rows}
    assert found.census is not None
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
