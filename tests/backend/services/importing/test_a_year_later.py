"""A list a year later: decisions stay, records are known again, and what changed is said."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend.services.importing.places import import_places
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.transaction import read, write
from backend.storage.imported import DraftRow, all_drafts
from tests.backend.services.importing.cast import counts, csv_file, told
from tests.backend.services.listing.cast import a_row

HEAD = "id,source,name,kind,address,postcode,lat,lon,phone,opening_hours\n"
WEEK = "Mo-Fr 09:00-17:00"
POINTS = {1: "53.5450,-2.6300", 2: "53.5451,-2.6301", 3: "53.5452,-2.6302"}
POINTS |= {4: "53.5453,-2.6303", 5: "53.5454,-2.6304", 6: "53.5455,-2.6305"}
YEAR_1 = {
    1: f"1,Council list,Taken Cafe,cafe,1 Example Road,WN1 1AA,{POINTS[1]},0161 000 0001,{WEEK}",
    2: f"2,Council list,Old Library,library,2 Example Road,WN1 1AB,{POINTS[2]},,{WEEK}",
    3: f"3,Council list,Moved Hall,community,3 Example Road,WN1 1AC,{POINTS[3]},,{WEEK}",
    4: f"4,Council list,Closed Shop,shop,4 Example Road,WN1 1AD,{POINTS[4]},,{WEEK}",
    5: f"5,Council list,New id Pub,pub,5 Example Road,WN1 1AE,{POINTS[5]},0161 000 0005,{WEEK}",
    6: f"6,Council list,Dismissed Bar,pub,6 Example Road,WN1 1AE,{POINTS[6]},0161 000 0005,{WEEK}",
}
YEAR_2 = {
    1: YEAR_1[1].replace("0161 000 0001", "01610000001"),
    2: YEAR_1[2].replace("Old Library", "The Library at Sale"),
    3: YEAR_1[3].replace("3 Example Road", "99 Other Road").replace("53.5452", "53.5490"),
    5: YEAR_1[5].replace("5,Council", "15,Council", 1),
    6: YEAR_1[6].replace("0161 000 0005", "01610000005"),
}
TODAY, LATER = date(2026, 11, 27), date(2027, 11, 27)


def take(folder: Path, rows: dict[int, str], today: date = LATER, **options: Any) -> Report:
    path = csv_file(folder, HEAD + "\n".join(rows.values()) + "\n")
    return import_places(Taking(path, **options), today)


def decide(**states: str) -> None:
    with write() as session:
        for row in all_drafts(session):
            row.state = states.get(row.name.split()[0].lower(), row.state)


def drafts() -> dict[str, DraftRow]:
    with read() as session:
        rows = all_drafts(session)
        session.expunge_all()
    return {row.name: row for row in rows}


@pytest.fixture
def year_1(settled: Path) -> Path:
    """A list taken in last year, and what became of each of its venues."""
    take(settled, YEAR_1, TODAY)
    decide(taken="taken", old="taken", moved="invited", closed="taken", new="taken")
    decide(dismissed="dismissed")
    return settled


def test_decisions_stay_and_what_is_only_written_otherwise_is_no_news(year_1: Path) -> None:
    report = take(year_1, YEAR_2)
    # Two numbers, a name and an address are written otherwise; the pub is the one that is here.
    assert (counts(report), report.gone) == ((0, 4, 1, 0), 1)
    found = drafts()
    assert {name: row.state for name, row in found.items()} == {
        "Taken Cafe": "taken",
        "The Library at Sale": "taken",
        "Moved Hall": "invited",
        "Closed Shop": "taken",
        "New id Pub": "taken",
        "Dismissed Bar": "dismissed",
    }
    assert found["Taken Cafe"].phone == "01610000001"
    said = {name for name, row in found.items() if row.news}
    assert said == {"Closed Shop", "Moved Hall", "The Library at Sale"}


def test_what_a_list_says_otherwise_is_kept_beside_the_decision_and_said(year_1: Path) -> None:
    report = take(year_1, YEAR_2)
    found = drafts()
    assert found["The Library at Sale"].news == {"name": ["Old Library", "The Library at Sale"]}
    assert found["Moved Hall"].news == {
        "address": ["3 Example Road", "99 Other Road"],
        "position": [[53.5452, -2.6302], [53.549, -2.6302]],
    }
    assert "The Library at Sale was decided on (taken), and its list says otherwise" in told(report)
    assert "Moved Hall was decided on (invited)" in told(report)
    assert "New id Pub has another id or spelling in its list now" in told(report)
    # The same list again says nothing new, and takes nothing back.
    again = take(year_1, YEAR_2)
    assert (counts(again), again.gone) == ((0, 0, 5, 0), 0)
    assert "decided on" not in told(again)
    assert drafts()["Moved Hall"].news == found["Moved Hall"].news
    # The list as it was takes its news back.
    take(year_1, YEAR_1)
    assert not any(row.news for row in drafts().values())


def test_what_a_list_omits_is_said_and_what_comes_back_is_too(year_1: Path) -> None:
    report = take(year_1, YEAR_2)
    assert "Closed Shop is no longer in its list." in told(report)
    assert drafts()["Closed Shop"].gone_on == LATER
    assert drafts()["Closed Shop"].news == {"gone": [None, "2027-11-27"]}
    back = take(year_1, {**YEAR_2, 4: YEAR_1[4]})
    assert "Closed Shop is in its list again." in told(back)
    assert (drafts()["Closed Shop"].gone_on, drafts()["Closed Shop"].news) == (None, {})
    assert drafts()["Closed Shop"].state == "taken"


def test_a_part_of_a_list_makes_nobody_gone(year_1: Path) -> None:
    part = {number: YEAR_1[number] for number in (1, 2)}
    report = take(year_1, part)
    assert report.gone == 0
    assert "4 of 6 venues are not in this file. It is taken for a part of the list" in told(report)
    half = {number: YEAR_1[number] for number in (1, 2, 3)}
    assert take(year_1, half).gone == 3


def test_another_list_makes_nobody_gone(year_1: Path) -> None:
    other = {1: YEAR_1[1].replace("Council list", "Other list")}
    assert take(year_1, other).gone == 0
    assert len([row for row in drafts().values() if row.gone_on]) == 0


def test_trying_it_out_says_what_the_import_does(year_1: Path) -> None:
    before = {name: (row.state, row.news, row.gone_on) for name, row in drafts().items()}
    tried = take(year_1, YEAR_2, is_dry_run=True)
    after = {name: (row.state, row.news, row.gone_on) for name, row in drafts().items()}
    assert after == before
    done = take(year_1, YEAR_2)
    assert (counts(tried), tried.gone, tried.notes) == (counts(done), done.gone, done.notes)


@pytest.mark.parametrize(
    ("row", "known"),
    [
        (YEAR_1[5].replace("5,", "15,", 1), True),
        (YEAR_1[5].replace("5,", ",", 1), True),
        (YEAR_1[5].replace("5,", "15,", 1).replace("New id Pub", "NEW ID PUB."), True),
        (YEAR_1[5].replace("5,", "15,", 1).replace("New id Pub", "New id Pubb"), True),
        # The same postcode, far from where it was: the list has put its position right.
        (YEAR_1[5].replace("5,", "15,", 1).replace("53.5454", "53.5490"), True),
        # Another postcode, a few steps away.
        (YEAR_1[5].replace("5,", "15,", 1).replace("WN1 1AE", "WN1 1AF"), True),
        (YEAR_1[5].replace("5,", "15,", 1).replace("New id Pub", "Old Bowling Club"), False),
        (YEAR_1[5].replace("5,", "15,", 1).replace("Council list", "Other list"), False),
        (
            YEAR_1[5]
            .replace("5,", "15,", 1)
            .replace("WN1 1AE", "WN1 1AF")
            .replace("53.5454", "53.5490"),
            False,
        ),
    ],
)
def test_a_venue_is_known_again_by_its_name_and_its_place(
    year_1: Path, row: str, known: bool
) -> None:
    take(year_1, {**{n: YEAR_1[n] for n in (1, 2, 3, 4, 6)}, 5: row})
    with read() as session:
        states = [each.state for each in all_drafts(session)]
    assert (len(states), states.count("waiting")) == ((6, 0) if known else (7, 1))


def test_two_that_are_alike_are_not_taken_for_one(settled: Path) -> None:
    twins = {
        1: "1,L,Bleed kit at the Market,other,,WN1 1AA,53.5450,-2.6300,,",
        2: "2,L,Bleed kit at the Market,other,,WN1 1AA,53.5452,-2.6300,,",
        **{n: f"{n},L,Other {n} Venue {n},other,,WN1 1AA,53.54{n}0,-2.6300,," for n in (3, 4, 5)},
    }
    take(settled, twins)
    report = take(settled, {**{n: twins[n] for n in (3, 4, 5)}, 9: twins[1].replace("1,", "9,", 1)})
    # Nobody can say which of the two it is.
    assert counts(report)[0] == 1


def test_a_venue_that_is_a_place_already_is_not_asked_anew(settled: Path) -> None:
    with write() as session:
        session.add(a_row("p1", name="Taken Cafe", postcode="WN1 1AA", lat=53.545, lon=-2.63))
        session.add(a_row("p2", name="Old Library", postcode="WN1 1AB", state="left"))
    report = take(settled, {n: YEAR_1[n] for n in (1, 2)})
    found = drafts()
    assert (found["Taken Cafe"].state, found["Taken Cafe"].place_id) == ("taken", "p1")
    assert (found["Old Library"].state, found["Old Library"].place_id) == ("waiting", None)
    assert "Taken Cafe is the place Taken Cafe that is here already." in told(report)


def test_a_coarser_position_takes_the_place_of_no_finer_one(settled: Path) -> None:
    take(settled, YEAR_1)
    exact = drafts()["Taken Cafe"]
    centre = YEAR_1[1].replace(POINTS[1], ",")
    take(settled, {**YEAR_1, 1: centre})
    kept = drafts()["Taken Cafe"]
    assert (kept.lat, kept.lon) == (exact.lat, exact.lon)
    assert not any("No coordinates" in note for note in kept.notes)
    take(settled, {**YEAR_1, 1: YEAR_1[1].replace(POINTS[1], "53.55,-2.63")})
    assert drafts()["Taken Cafe"].lat == 53.545
    # One that is as fine, and another postcode, are believed.
    take(settled, {**YEAR_1, 1: YEAR_1[1].replace(POINTS[1], "53.5460,-2.6300")})
    assert drafts()["Taken Cafe"].lat == 53.546
    take(settled, {**YEAR_1, 1: centre.replace("WN1 1AA", "WN1 1AB")})
    assert any("No coordinates" in note for note in drafts()["Taken Cafe"].notes)


def test_a_part_of_what_we_wrote_makes_nobody_gone(year_1: Path) -> None:
    with read() as session:
        ids = {row.name: row.id for row in all_drafts(session)}
    kept = [name for name in ids if name not in ("Closed Shop", "New id Pub")]
    text = "umay_id,name,kind\n" + "".join(f"{ids[name]},{name},cafe\n" for name in kept)
    report = import_places(Taking(csv_file(year_1, text, "ours.csv")), LATER)
    assert report.gone == 0
    assert not any(row.gone_on for row in drafts().values())
    # What somebody wrote into our own file is a change of the list, and undoes no decision.
    assert drafts()["Taken Cafe"].state == "taken"
