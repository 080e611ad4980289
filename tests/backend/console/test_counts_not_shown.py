"""A count that is not shown is never read as a small one: no page, file or chart bounds it.

What an audit hides for the sake of another count may be any number. Pages once took it for nought
to nine: of 77 people, 75 of whom felt safe, they said "under 22 %".
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from backend.console.area_map import CLASSES
from backend.domain.products import BASE, BOROUGH, LEVEL, SAFE, TOTAL, UNSAFE, UNSAFE_LEVELS
from backend.services.perception.downloads import HIDDEN, OF_THE_REST, TOO_FEW
from backend.services.transaction import write
from backend.storage.releases import ReleaseCellRow
from tests.backend.console.released import (
    PAGES,
    SECOND,
    Site,
    a_site,
    drawings,
    one_quarter,
    words,
)
from tests.backend.console.test_perception_pages import download

WORST = "t-leigh"
"""Where how many feel safe is not shown, but how many do not is."""

BOUNDED = re.compile(r"under \d+ %|fewer than 10 (?!named)|between 0 and")
"""Words that tell how small a count is."""


def hide(area_id: str, *codes: str) -> None:
    """Hide the counts of these codes in every table of an area, as the audit would."""
    with write() as session:
        for code in codes:
            hidden = update(ReleaseCellRow).where(
                ReleaseCellRow.area_id == area_id, ReleaseCellRow.code == code
            )
            session.execute(hidden.values(shown=None, is_hidden=True))


def released_with_gaps() -> None:
    """Release a quarter whose safest figures are hidden although most people feel safe."""
    one_quarter()
    hide(BOROUGH, SAFE, UNSAFE, *UNSAFE_LEVELS)
    hide("t-wigan", SAFE, UNSAFE, TOTAL, BASE)
    hide(WORST, SAFE)


@pytest.fixture(scope="module")
def site(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("gaps")
    path = shutil.copy(migrated_file, folder / "umay.sqlite3")
    with a_site(f"sqlite:///{path}", folder, released_with_gaps) as found:
        yield found


@pytest.mark.parametrize("path", [*PAGES, "/areas/t-wigan"])
def test_no_page_bounds_what_is_hidden(site: Site, path: str) -> None:
    # The legend of the map names a class of shares, which is not about any count.
    said = words(site.see(path)).replace(CLASSES[0][1], "", 1)
    assert not BOUNDED.search(said), BOUNDED.findall(said)


def test_the_borough_s_share_is_not_shown_and_the_page_does_not_say_which_reason_it_is(
    site: Site,
) -> None:
    said = words(site.see())
    assert "– Not shown: too few answers yet, or it could tell what a few people said" in said
    assert "feel very or fairly safe in the borough" not in said
    assert "Under 18: not shown. Too few answers yet" in words(site.see("/areas/borough"))


def test_a_chart_draws_a_gap_and_no_interval_from_nought(site: Site) -> None:
    over_time, by_daypart, by_age = drawings(site.see("/areas/borough"))
    for drawing in (over_time, by_daypart, by_age):
        assert "not shown" in drawing
        assert "low: 0;" not in drawing


def test_how_many_answered_is_no_small_number_where_it_is_not_shown(site: Site) -> None:
    said = words(site.see("/areas/t-wigan"))
    assert "people who chose to answer (how many is not shown)" in said


def test_the_files_leave_percentage_and_interval_out(site: Site) -> None:
    lines = download(site, f"{SECOND}.csv").split("\n")
    rows = csv.DictReader(io.StringIO("\n".join(line for line in lines if line[:1] != "#")))
    hidden = [row for row in rows if (row["area_id"], row["code"]) == (BOROUGH, SAFE)]
    assert {row["product"] for row in hidden} >= {LEVEL, "daypart"}
    for row in hidden:
        assert (row["count_rounded"], row["percent"], row["low_95"], row["high_95"]) == ("",) * 4
        assert row["note"] == HIDDEN
    assert any(int(row["base_rounded"] or 0) >= 30 for row in hidden), "a base stands beside it"
    features = json.loads(download(site, f"{SECOND}.geojson"))["features"]
    for told in (each["properties"] for each in features):
        if told["percent_safe"] is None:
            assert (told["low_95"], told["high_95"]) == (None, None)
            few = told["base_rounded"] is not None and told["base_rounded"] < 30
            assert told["note"] == (TOO_FEW if few else HIDDEN)


def test_where_those_who_feel_unsafe_are_shown_the_share_is_worked_out_from_them(
    site: Site,
) -> None:
    """Else the place that got worst, where fewer than ten feel safe, would have no figure."""
    said = words(site.see(f"/areas/{WORST}"))
    (percent,) = set(re.findall(r"(\d+) % feel very or fairly safe, .*?from those who", said))
    lines = download(site, f"{SECOND}.csv").split("\n")
    rows = csv.DictReader(io.StringIO("\n".join(line for line in lines if line[:1] != "#")))
    held = {(row["product"], row["code"]): row for row in rows if row["area_id"] == WORST}
    base = int(held[LEVEL, BASE]["count_rounded"])
    unsafe = int(held[LEVEL, UNSAFE]["count_rounded"])
    assert abs(int(percent) - 100 * (base - unsafe) / base) <= 0.5
    assert (held[LEVEL, SAFE]["count_rounded"], held[LEVEL, SAFE]["percent"]) == ("", percent)
    assert held[LEVEL, SAFE]["note"] == OF_THE_REST
    # Of dayparts the unsafe side is printed as well, where it is ten or more.
    for product in ("daypart", "age"):
        is_told = held[product, UNSAFE]["count_rounded"] != ""
        note = OF_THE_REST if is_told else HIDDEN
        assert (held[product, SAFE]["percent"] != "", held[product, SAFE]["note"]) == (
            is_told,
            note,
        )
    features = json.loads(download(site, f"{SECOND}.geojson"))["features"]
    (told,) = (each["properties"] for each in features if each["properties"]["id"] == WORST)
    assert (told["percent_safe"], told["note"]) == (int(percent), OF_THE_REST)
