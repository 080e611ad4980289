"""Food premises become candidates; what is no whole file of the scheme is refused."""

import gzip
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import pytest
from flask import Flask

from backend.services.importing.areas import AreaKind, import_areas, import_outline
from backend.services.importing.establishments import import_establishments
from backend.services.importing.names import import_names
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.importing.cast import (
    SQUARE,
    counts,
    feature,
    geojson,
    polygon,
    settle,
    told,
)
from tests.support import real_data
from tests.support.real_data import real_file

TODAY = date(2026, 11, 27)
LATER = TODAY + timedelta(days=30)
STATES = "SELECT id, state FROM place_draft ORDER BY id"


def one(number: int, **changes: str | None) -> str:
    """Return one premises as the scheme writes it."""
    values = {
        "FHRSID": str(number),
        "BusinessName": f"Inn {number}",
        "BusinessType": "Pub/bar/nightclub",
        "AddressLine1": "1 King Street",
        "AddressLine2": "Wigan",
        "PostCode": "WN1 1AA",
        "Longitude": "-2.63",
        "Latitude": "53.545",
    }
    told = {name: text for name, text in {**values, **changes}.items() if text is not None}
    inner = "".join(
        f"<{name}>{escape(text)}</{name}>"
        for name, text in told.items()
        if name not in ("Longitude", "Latitude")
    )
    known = [name for name in ("Longitude", "Latitude") if name in told]
    where = "".join(f"<{name}>{escape(told[name])}</{name}>" for name in known)
    return f"<EstablishmentDetail>{inner}<Geocode>{where}</Geocode></EstablishmentDetail>"


def xml(folder: Path, *premises: str, head: str = "", items: int | None = None) -> Path:
    """Write a file of the scheme."""
    number = len(premises) if items is None else items
    path = folder / "fhrs.xml"
    lines = "\n".join(premises)
    path.write_text(
        f'<?xml version="1.0"?>{head}<FHRSEstablishment><Header><ItemCount>{number}</ItemCount>'
        f"</Header><EstablishmentCollection>\n{lines}\n"
        "</EstablishmentCollection></FHRSEstablishment>"
    )
    return path


def take(path: Path, today: date = TODAY, *, is_dry_run: bool = False) -> Report:
    return import_establishments(Taking(path, is_dry_run=is_dry_run), today)


def refusal_of(path: Path) -> str:
    with pytest.raises(Problem) as refusal:
        take(path)
    assert refusal.value.code == "file-not-taken"
    return refusal.value.detail


@pytest.fixture
def settled(world: World, tmp_path: Path) -> World:
    settle(tmp_path)
    ward = feature(polygon(SQUARE), code="E05000001", name="All")
    import_areas(Taking(geojson(tmp_path, ward, name="wards.geojson")), AreaKind("ward", 2023))
    return world


@pytest.mark.usefixtures("settled")
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = xml(tmp_path, one(1), one(2))
    path.write_text(path.read_text().replace("</BusinessName>", "</Name>", 1))
    assert "(line 2, column" in refusal_of(path)
    path.write_text("name,kind\nInn,pub\n")
    assert "is neither XML nor JSON" in refusal_of(path)
    assert "`umay import places`" in refusal_of(path)
    path.write_text("<places></places>")
    assert "no list of the Food Hygiene Rating Scheme" in refusal_of(path)


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!DOCTYPE x>"])
def test_entities_are_refused(tmp_path: Path, head: str) -> None:
    premises = one(1).replace("Inn 1", "&b;")
    assert "declarations" in refusal_of(xml(tmp_path, premises, head=head))


@pytest.mark.usefixtures("settled")
def test_a_bomb_of_a_gzip_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.services.importing import source_file

    monkeypatch.setattr(source_file, "MOST_BYTES", 2 * 1024 * 1024)
    path = tmp_path / "bomb.xml.gz"
    path.write_bytes(gzip.compress(b" " * 3 * 1024 * 1024))
    assert "holds more than 2 MB" in refusal_of(path)


@pytest.mark.usefixtures("settled")
def test_a_part_of_a_file_is_refused(app: Flask, tmp_path: Path) -> None:
    assert "says it holds 3 premises, but 2 are there" in refusal_of(
        xml(tmp_path, one(1), one(2), items=3)
    )
    take(xml(tmp_path, *map(one, range(30))))
    assert "lacks 16 of the 30 premises" in refusal_of(xml(tmp_path, *map(one, range(14))))
    assert rows(app, "SELECT count(*) FROM place_draft WHERE gone_on IS NOT NULL") == [(0,)]


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"FHRSID": None}, "It has no FHRSID"),
        ({"FHRSID": "x1"}, "It has no FHRSID"),
        ({"BusinessName": None}, "It has no name"),
        ({"BusinessType": None}, "It has no business type"),
        ({"BusinessName": "x" * 121}, "Its name is longer"),
        ({"Latitude": None}, "Its latitude is missing"),
        ({"Latitude": "north"}, "which is no number"),
        ({"FHRSID": "1"}, "It stands in the file already"),
    ],
)
def test_a_fault_in_one_is_told_and_the_others_are_taken(
    app: Flask, tmp_path: Path, changes: dict[str, str | None], what: str
) -> None:
    report = take(xml(tmp_path, one(1), one(2, **changes)))
    (fault,) = report.refused
    assert fault.where.startswith("line 3, FHRSID ")
    assert what in fault.what
    assert rows(app, STATES) == [("fhrs-1", "waiting")]


@pytest.mark.usefixtures("settled")
def test_premises_are_candidates_with_ward_and_kind(app: Flask, tmp_path: Path) -> None:
    placeless = one(2, Latitude=None, Longitude=None, BusinessType="Mobile caterer", PostCode=None)
    by_postcode = one(3, Latitude=None, Longitude=None)
    report = take(xml(tmp_path, one(1), placeless, by_postcode))
    assert counts(report) == (3, 0, 0, 0)
    assert "line 3, FHRSID 2: Inn 2: The list gives no position." in told(report)
    assert rows(
        app,
        "SELECT id, source, sort, kind, town, postcode, lat, ward_id FROM place_draft ORDER BY id",
    ) == [
        *[("fhrs-1", "FHRS", "Pub/bar/nightclub", "pub", "Wigan", "WN1 1AA", 53.545, "E05000001")],
        *[("fhrs-2", "FHRS", "Mobile caterer", "other", "Wigan", "", None, None)],
        *[("fhrs-3", "FHRS", "Pub/bar/nightclub", "pub", "Wigan", "WN1 1AA", None, "E05000001")],
    ]
    assert count(app, "place") == 0


@pytest.mark.usefixtures("settled")
def test_a_newer_file_tells_what_is_gone_and_what_came_back(app: Flask, tmp_path: Path) -> None:
    gone = "SELECT id, gone_on IS NOT NULL FROM place_draft ORDER BY id"
    take(xml(tmp_path, one(1), one(2), one(3)))
    newer = xml(tmp_path, one(1), one(3, BusinessName="New name"), one(4))
    tried = take(newer, LATER, is_dry_run=True)
    assert (counts(tried), tried.gone) == ((1, 1, 1, 0), 1)
    assert count(app, "place_draft") == 3
    report = take(newer, LATER)
    assert (counts(report), report.gone) == ((1, 1, 1, 0), 1)
    assert [bool(is_gone) for _, is_gone in rows(app, gone)] == [False, True, False, False]
    assert take(newer, LATER).gone == 0
    back = take(xml(tmp_path, one(1), one(2), one(3), one(4)), LATER)
    assert back.gone == 0
    assert not any(is_gone for _, is_gone in rows(app, gone))


@pytest.mark.usefixtures("settled")
def test_news_undoes_no_decision_and_is_kept_beside_it(app: Flask, tmp_path: Path) -> None:
    from sqlalchemy import text

    from backend.services.transaction import read, write
    from backend.storage.imported import all_drafts

    take(xml(tmp_path, *map(one, range(1, 6))))
    with write() as session:
        for number, state in enumerate(("dismissed", "invited", "applied", "dismissed"), start=1):
            statement = text("UPDATE place_draft SET state = :state WHERE id = :id")
            session.execute(statement, {"state": state, "id": f"fhrs-{number}"})
    changed = [one(number, AddressLine1="2 Queen Street") for number in (1, 2, 3)]
    take(xml(tmp_path, *changed, one(4), one(5)))
    assert [state for _, state in rows(app, STATES)] == [
        *["dismissed", "invited", "applied", "dismissed", "waiting"],
    ]
    with read() as session:
        news = {row.id: row.news for row in all_drafts(session) if row.news}
    assert news.keys() == {"fhrs-1", "fhrs-2", "fhrs-3"}
    assert news["fhrs-1"]["address"][1].startswith("2 Queen Street")


def test_the_boroughs_premises_are_taken_in_as_they_are(app: Flask, world: World) -> None:
    import_outline(Taking(real_file(real_data.OUTLINE)))
    import_postcodes(Taking(real_file(real_data.POSTCODES)))
    import_names(Taking(real_file(real_data.NAMES)))
    import_areas(Taking(real_file(real_data.WARDS_2023)), AreaKind("ward", 2023))
    path = real_file(real_data.FHRS)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        text = file.read()
    in_file = Counter(re.findall("<BusinessType>(.*?)</BusinessType>", text))
    report = take(path)
    assert counts(report) == (2299, 0, 0, 0)
    by_sort = dict(rows(app, "SELECT sort, count(*) FROM place_draft GROUP BY sort"))
    assert by_sort == {unescape(sort): number for sort, number in in_file.items()}
    placeless = rows(app, "SELECT count(*) FROM place_draft WHERE lat IS NULL")
    assert placeless == [(2299 - text.count("<Longitude>"),)] == [(243,)]
    assert told(report).count("The list gives no position.") == 243
    # Three are registered here and lie beyond the border.
    assert told(report).count("It lies outside the borough.") == 3
    assert rows(app, "SELECT count(DISTINCT ward_id) FROM place_draft") == [(25,)]
    assert dict(rows(app, "SELECT town, count(*) FROM place_draft GROUP BY town"))["Leigh"] > 300
    again = take(path, LATER)
    assert (again.new, again.changed, again.unchanged, again.gone) == (0, 0, 2299, 0)


def test_another_boroughs_file_is_refused(settled: World, tmp_path: Path) -> None:
    path = xml(tmp_path, one(1), one(2, Latitude="51.5"), one(3, Latitude="51.6"))
    assert "another borough's" in refusal_of(path)
