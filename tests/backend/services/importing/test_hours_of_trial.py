"""Lists that were read too long once: what becomes of each of their venues, from file to draft."""

from pathlib import Path

from backend.services.transaction import read
from backend.storage.imported import DraftRow, all_drafts
from tests.backend.services.importing.cast import counts, csv_file, places, told

AT = "53.545,-2.63"
WEEK = [[["09:00", "17:00"]]] * 5 + [[], []]


def drafts(folder: Path, *lines: str) -> tuple[dict[str, DraftRow], str]:
    report = places(csv_file(folder, "\n".join(lines) + "\n"))
    assert counts(report)[3] == 0, told(report)
    with read() as session:
        rows = all_drafts(session)
        session.expunge_all()
    return {row.name: row for row in rows}, told(report)


def test_a_week_of_nine_to_fives_is_asked_of_the_venue(settled: Path) -> None:
    days = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    found, said = drafts(
        settled,
        f"name,kind,postcode,lat,lon,{days}",
        f"Example Hub,community,WN1 1AA,{AT},9-5,9 to 5,9.30-4.30,10am-4,9-5,10-2,CLOSED",
        f"Clear Hub,community,WN1 1AA,{AT},9am-5pm,09:00-17:00,9-17,09:00-17:00,9am-17:00,-,CLOSED",
    )
    hub = found["Example Hub"]
    assert (hub.weekly, hub.seasons) == ([], [])
    assert "Monday: '9-5': 9 to 5 can be read in two ways" in hub.notes[0]
    assert "The list says: Monday 9-5; Tuesday 9 to 5; Wednesday 9.30-4.30;" in said
    assert found["Clear Hub"].weekly == WEEK


def test_a_space_after_a_comma_opens_no_day(settled: Path) -> None:
    found, said = drafts(
        settled,
        "name,kind,lat,lon,opening_hours",
        f'Example A,community,{AT},"Mo, We 10:00-16:00"',
        f'Example B,shop,{AT},"Mo-Su, PH 10:00-22:00"',
        f'Example C,shop,{AT},"Mo-Fr, Su 09:00-17:00"',
    )
    ten = [["10:00", "16:00"]]
    assert found["Example A"].weekly == [ten, [], ten, [], [], [], []]
    assert found["Example B"].weekly == [[["10:00", "22:00"]]] * 7
    assert [each["when"] for each in found["Example B"].seasons] == [[{"kind": "bank_holidays"}]]
    assert found["Example C"].weekly == [*WEEK[:5], [], WEEK[0]]
    assert "Example A" not in said


def test_closures_in_any_month_week_and_year_are_held(settled: Path) -> None:
    found, said = drafts(
        settled,
        "name,kind,lat,lon,opening_hours",
        f"Example A,leisure,{AT},Mo-Fr 09:00-17:00; Aug off",
        f"Example B,community,{AT},Mo-Sa 09:00-17:00; Jul 20-Aug 31 off",
        f"Example C,shop,{AT},2026 Mo-Fr 09:00-17:00",
        f"Example D,library,{AT},Mo-Su 09:00-17:00; easter off; Jan 01 off",
        f"Example E,shop,{AT},Mo-Fr 09:00-17:00; week 33 off",
    )
    when = {name: [each["when"] for each in row.seasons] for name, row in found.items()}
    assert when == {
        "Example A": [[{"kind": "dates", "first": "08-01", "last": "08-31"}]],
        "Example B": [[{"kind": "dates", "first": "07-20", "last": "08-31"}]],
        "Example C": [[{"kind": "dates", "first": "2026-01-01", "last": "2026-12-31"}]],
        "Example D": [],
        "Example E": [[{"kind": "weeks", "numbers": [33]}]],
    }
    assert found["Example A"].seasons[0]["days"] == [[]] * 7
    assert found["Example C"].weekly == [[]] * 7
    assert found["Example D"].weekly == []
    assert "Example D: The list says: Mo-Su 09:00-17:00; easter off; Jan 01 off" in said


def test_remarks_close_what_they_make_depend(settled: Path) -> None:
    found, said = drafts(
        settled,
        "name,kind,lat,lon,opening_hours",
        f'Example A,community,{AT},"Mo-Fr 09:00-17:00 ""by appointment"""',
        f'Example B,community,{AT},"Mo-Fr 09:00-17:00; Sa ""on request"""',
    )
    assert [row.weekly for row in found.values()] == [[], []]
    assert 'The list says: Mo-Fr 09:00-17:00; Sa "on request"' in said


def test_plain_english_costs_no_venue(settled: Path) -> None:
    found, _ = drafts(
        settled,
        "name,kind,postcode,opening_hours",
        'Example Pantry,community,WN1 1AA,"Mon-Fri 9am-5pm, Sat 10am-1pm"',
        "Food bank,community,WN1 1AB,Thursday 10:30am - 12:30pm",
    )
    assert found["Example Pantry"].weekly == [*WEEK[:5], [["10:00", "13:00"]], []]
    assert found["Food bank"].weekly[3] == [["10:30", "12:30"]]
