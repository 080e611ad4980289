"""Every share and difference of the pages is what SciPy and statsmodels make of the CSV."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import delete, update

from backend.domain.interventions import Where
from backend.domain.products import AGES, BASE, DAYPARTS, LEVEL, SAFE, UNSAFE, UNSAFE_LEVELS
from backend.services.actors import COMMAND_LINE
from backend.services.interventions import Done, write_intervention
from backend.services.releasing.making import make_release
from backend.services.transaction import write
from backend.storage.benchmarks import BenchmarkRow
from backend.storage.releases import (
    ReleaseCellRow,
    ReleaseRow,
    areas_of_release,
    cells_of,
    store_release,
)
from backend.storage.zones import AreaRow, ZoneAreaRow
from backend.web.world import world
from tests.backend.console.recomputed import apart, counts_of, share_in, verdicts
from tests.backend.console.released import FIRST, SECOND, Site, a_site, drawings, words
from tests.backend.console.test_perception_pages import download
from tests.backend.services.listing.cast import staff
from tests.backend.services.releasing.cast import answers_of, store

AREAS = ("t-hindley", "t-ince-in-makerfield", "t-tyldesley", "t-wigan")
AREA_COLUMNS = ("id", "name", "kind", "outline", "zones")
WORSE, WORST = "t-hindley", "t-ince-in-makerfield"


def got_worse() -> None:
    """Release two quarters, and let two towns get much worse in the second."""
    store(answers_of(FIRST, SECOND))
    with write() as session:
        session.execute(delete(ZoneAreaRow).where(ZoneAreaRow.area_id.not_in(AREAS)))
        session.execute(delete(AreaRow).where(AreaRow.id.not_in(AREAS)))
    a_survey_of_any_time()
    for period in (FIRST, SECOND):
        make_release(world(), COMMAND_LINE, str(period))
    a_quarter_before()
    print_as(WORSE, {BASE: 95, SAFE: 10, UNSAFE: 90, **dict.fromkeys(UNSAFE_LEVELS, 45)})
    print_as(WORST, {BASE: 95, SAFE: None, UNSAFE: 90, **dict.fromkeys(UNSAFE_LEVELS, 45)})


def a_survey_of_any_time() -> None:
    """Store a series that asks about no certain time, and one that asks about several."""
    asked = {"gmca-safe": "How safe do you feel here?", "csew": "After dark? And by day?"}
    with write() as session:
        for series, question in asked.items():
            told = {"series": series, "period": "2025", "percent": 87.5, "source": "GMCA"}
            row = BenchmarkRow(name=f"Survey {series}", asked=question, **told)
            row.source_on = SECOND.first_day
            session.add(row)


def a_quarter_before() -> None:
    """Let the first quarter have been released a quarter earlier too, and lamps put up between."""
    with write() as session:
        first = session.get_one(ReleaseRow, 1)
        kept = ("number", "why", "made_at", "made_by", "rule", "versions", "audit", "is_example")
        areas = areas_of_release(session, 1)
        store_release(
            session,
            {"period": str(FIRST.before()), **{name: getattr(first, name) for name in kept}},
            [{name: getattr(area, name) for name in AREA_COLUMNS} for area in areas],
            [
                {"area_id": area_id, "product": of, "part": part, "code": code, **told}
                for _, area_id, of, part, code, shown, gone in cells_of(session, [1])
                for told in ({"shown": shown, "is_hidden": gone},)
            ],
        )
    lamps = Done(Where(area_id=WORSE), "lighting", "Lamps", FIRST.first_day)
    write_intervention(world(), staff("anna@council.example"), lamps)


def print_as(area_id: str, counts: dict[str, int | None]) -> None:
    with write() as session:
        for code, shown in counts.items():
            which = update(ReleaseCellRow).where(
                ReleaseCellRow.release_id == 2,
                ReleaseCellRow.area_id == area_id,
                ReleaseCellRow.product == LEVEL,
                ReleaseCellRow.code == code,
            )
            session.execute(which.values(shown=shown, is_hidden=False))


@pytest.fixture(scope="module")
def site(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("recomputed")
    path = shutil.copy(migrated_file, folder / "umay.sqlite3")
    with a_site(f"sqlite:///{path}", folder, got_worse) as found:
        yield found


@pytest.fixture(scope="module")
def counts(site: Site) -> dict[str, pd.Series]:
    return {str(period): counts_of(download(site, f"{period}.csv")) for period in (FIRST, SECOND)}


def test_the_overview_says_what_is_worked_out_from_the_csv(
    site: Site, counts: dict[str, pd.Series]
) -> None:
    now, then = counts[str(SECOND)], counts[str(FIRST)]
    page = site.see()
    listed = [row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "/areas/t-" in row]
    ids = [re.findall(r"/areas/(t-[a-z-]+)", row)[0] for row in listed]
    pairs = [(share_in(now, area), share_in(then, area)) for area in ("borough", *ids)]
    said = verdicts([apart(*pair) for pair in pairs])
    for row, (share, _), verdict in zip(listed, pairs[1:], said[1:], strict=True):
        told = words(f"<main>{row}</main>").replace(" from those who feel unsafe", "")
        assert told.endswith(f"{share.words if share else 'not shown'} {verdict}"), told
    assert sorted(ids) == sorted(AREAS)
    beyond = [area for area, each in zip(ids, said[1:], strict=True) if "more than" in each]
    assert sorted(beyond) == [WORSE, WORST]


def test_the_page_of_an_area_says_what_is_worked_out_from_the_csv(
    site: Site, counts: dict[str, pd.Series]
) -> None:
    now = counts[str(SECOND)]
    for area in ("borough", WORSE, WORST, "t-wigan"):
        said = words(site.see(f"/areas/{area}")).replace(" from those who feel unsafe", "")
        for product, parts in (("daypart", DAYPARTS), ("age", tuple(AGES))):
            for part in parts:
                share = share_in(now, area, product, part)
                assert share is None or share.words in said
        share, before = share_in(now, area), share_in(counts[str(FIRST)], area)
        assert share is not None
        assert f"July to September 2026 {now[area, LEVEL, '', 'total']:,} {share.words}" in said
        found = apart(share, before)
        assert found is not None
        assert f"{found.words.replace(' (', ' points (', 1)}: " in said


def test_before_and_after_is_worked_out_from_two_csv_and_judged_with_the_rest(
    site: Site, counts: dict[str, pd.Series]
) -> None:
    earlier = counts_of(download(site, f"{FIRST.before()}.csv"))
    now = share_in(counts[str(SECOND)], WORSE)
    since = apart(now, share_in(counts[str(FIRST)], WORSE))
    before = share_in(earlier, WORSE)
    assert before is not None
    assert now is not None
    _, said = verdicts([since, apart(now, before)])
    row = f"Q1 26 {before.words} Q3 26 {now.words} {said}"
    assert row in words(site.see(f"/areas/{WORSE}"))
    assert "The 2 differences of this page are judged together" in site.see(f"/areas/{WORSE}")


def test_a_comparison_says_what_is_worked_out_from_the_csv(
    site: Site, counts: dict[str, pd.Series]
) -> None:
    address = f"/compare?one=t-wigan&in={SECOND}&other=borough&and={FIRST}"
    tables = [("level", "")]
    tables += [("daypart", part) for part in DAYPARTS] + [("age", part) for part in AGES]
    pairs = [
        (
            share_in(counts[str(SECOND)], "t-wigan", *table),
            share_in(counts[str(FIRST)], "borough", *table),
        )
        for table in tables
    ]
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", site.see(address), re.DOTALL)
    said = verdicts([apart(*pair) for pair in pairs])
    for row, verdict in zip(rows, said, strict=True):
        assert words(f"<main>{row}</main>").endswith(verdict)


def test_a_share_of_other_counts_is_noticed(counts: dict[str, pd.Series]) -> None:
    # The control.
    now = counts[str(SECOND)]
    other = now.copy()
    other["borough", LEVEL, "", SAFE] += 20
    one, two = share_in(now, "borough"), share_in(other, "borough")
    assert one is not None
    assert two is not None
    assert one.words != two.words


def test_a_survey_that_asks_about_no_certain_time_stands_beside_everybody(site: Site) -> None:
    for path in ("", "/areas/t-wigan"):
        said = words(site.see(path))
        assert "88 % Survey gmca-safe, 2025: 88 % . Asked differently" in said
    over_time, by_daypart, _ = drawings(site.see("/areas/t-wigan"))
    for drawing in (over_time, *drawings(site.see("/trend"))):
        assert "Survey gmca-safe 88 %" in drawing
    assert "Survey" not in by_daypart
    # Nobody knows what a figure of several times would stand beside.
    assert "Survey csew" not in "".join(site.see(path) for path in ("", "/dayparts", "/trend"))
