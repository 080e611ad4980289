"""Lists of food premises by council: a second council's is another, an older one is refused."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from backend.services.importing.areas import Whole, import_outline
from backend.services.importing.establishments import import_establishments
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.imported import DraftRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.importing.cast import counts, settle
from tests.backend.services.importing.test_establishments import TODAY, one, xml
from tests.support import real_data
from tests.support.real_data import real_file

WIGAN, BOLTON = {"LocalAuthorityCode": "434"}, {"LocalAuthorityCode": "413"}
GONE = "SELECT authority, count(*) FROM place_draft WHERE gone_on IS NOT NULL GROUP BY authority"


@pytest.fixture
def settled(world: World, tmp_path: Path) -> Path:
    settle(tmp_path)
    return tmp_path


def listed(folder: Path, council: dict[str, str], made_on: str, *numbers: int) -> Path:
    """Write one council's list of a day."""
    path = xml(folder, *(one(number, **council) for number in numbers))
    text = path.read_text().replace("<Header>", f"<Header><ExtractDate>{made_on}</ExtractDate>")
    named = folder / f"{council['LocalAuthorityCode']}-{made_on}.xml"
    named.write_text(text)
    return named


def take(path: Path, *others: Path, **how: bool) -> Report:
    return import_establishments(Taking(path, others=others), TODAY, **how)


def test_a_second_councils_list_leaves_the_firsts_premises(app: Flask, settled: Path) -> None:
    take(listed(settled, WIGAN, "2026-10-01", *range(30)))
    report = take(listed(settled, BOLTON, "2026-09-01", *range(100, 130)))
    assert (counts(report), report.gone) == ((30, 0, 0, 0), 0)
    newer = take(listed(settled, WIGAN, "2026-11-01", *range(1, 30)))
    assert (counts(newer), newer.gone) == ((0, 0, 29, 0), 1)
    assert rows(app, GONE) == [("434", 1)]


def test_an_older_list_is_refused_and_undoes_nothing(app: Flask, settled: Path) -> None:
    take(listed(settled, WIGAN, "2026-10-01", *range(1, 30)))
    older = listed(settled, WIGAN, "2026-09-01", *range(30))
    for is_dry_run in (True, False):
        with pytest.raises(Problem, match="file-not-taken") as caught:
            import_establishments(Taking(older, is_dry_run=is_dry_run), TODAY)
        assert "was made on 01 September 2026" in caught.value.detail
        assert "add --older" in caught.value.detail
    assert rows(app, "SELECT count(*) FROM place_draft") == [(29,)]
    assert take(older, may_be_older=True).new == 1
    assert rows(app, "SELECT extracted_on FROM hygiene_list") in ([("2026-09-01",)], [AUTUMN])


AUTUMN = (date(2026, 9, 1),)


def test_the_same_list_again_is_unchanged(settled: Path) -> None:
    path = listed(settled, WIGAN, "2026-10-01", *range(30))
    take(path)
    again = take(path)
    assert (counts(again), again.gone) == ((0, 0, 30, 0), 0)


def test_premises_of_before_learn_their_council(app: Flask, settled: Path) -> None:
    take(listed(settled, WIGAN, "2026-10-01", *range(30)))
    with write() as session:
        for row in session.query(DraftRow):
            row.authority = ""
        session.execute(DraftRow.metadata.tables["hygiene_list"].delete())
    # Another council's list does not take them for its own.
    assert take(listed(settled, BOLTON, "2026-10-01", *range(100, 130))).gone == 0
    report = take(listed(settled, WIGAN, "2026-11-01", *range(1, 30)))
    assert (report.changed, report.gone) == (29, 1)
    told = "SELECT authority, count(*) FROM place_draft GROUP BY authority ORDER BY authority"
    assert rows(app, told) == [("", 1), ("413", 30), ("434", 29)]


def test_two_councils_are_one_deed(app: Flask, settled: Path) -> None:
    first = listed(settled, WIGAN, "2026-10-01", *range(5))
    second = listed(settled, BOLTON, "2026-10-01", *range(100, 105))
    assert counts(take(first, second)) == (10, 0, 0, 0)
    again = listed(settled, WIGAN, "2026-11-01", *range(6))
    with pytest.raises(Problem, match="file-not-taken") as caught:
        take(again, first)
    assert "is of the same council as" in caught.value.detail
    assert rows(app, "SELECT count(*) FROM place_draft") == [(10,)]


def test_of_two_lists_one_of_another_borough_keeps_both_out(app: Flask, settled: Path) -> None:
    ours = listed(settled, WIGAN, "2026-10-01", *range(30))
    far = xml(settled, *(one(n, Latitude="51.5", **BOLTON) for n in range(100, 105)))
    with pytest.raises(Problem, match="file-not-taken") as caught:
        take(ours, far)
    assert "fhrs.xml holds 5 premises outside the borough, of 5" in caught.value.detail
    assert rows(app, "SELECT count(*) FROM place_draft") == [(0,)]


def test_the_real_lists_of_two_councils(app: Flask, world: World) -> None:
    outlines = (
        real_file(real_data.OUTLINE),
        real_file("boundaries/wales_merthyr_tydfil_wards_2025.geojson"),
    )
    import_outline(Taking(outlines[0], others=outlines[1:]), whole=Whole("Two far apart"))
    wigan = take(real_file(real_data.FHRS))
    merthyr = take(real_file("venues/FHRS561en-GB_2020-09-14.xml.gz"))
    assert (wigan.new, wigan.gone, merthyr.gone) == (2299, 0, 0)
    assert merthyr.new > 400
    found = rows(app, "SELECT authority, name, extracted_on FROM hygiene_list ORDER BY authority")
    assert [(code, name) for code, name, _ in found] == [
        ("434", "Wigan"),
        ("561", "Merthyr Tydfil"),
    ]
