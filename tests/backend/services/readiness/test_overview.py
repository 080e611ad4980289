"""Where places stand: who comes first, what is said of each, and what the list costs."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import event

from backend.services.listing.safety import suspend
from backend.services.readiness.overview import (
    PER_PAGE,
    UNREACHED,
    Overview,
    Totals,
    Wanted,
    overview,
    totals,
)
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.database import db
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow
from shared.clock import from_minute
from tests.backend.services.listing.cast import apply, make_live
from tests.backend.services.readiness.network import a_live_place, checked, guard, mailed


def told(world: World, **wanted: object) -> Overview:
    return overview(world, Wanted(**wanted))  # type: ignore[arg-type]


def ids(found: Overview) -> list[str]:
    return [line.id for line in found.lines]


def test_an_empty_network_has_no_lines(world: World) -> None:
    found = told(world)
    assert (found.lines, found.total, found.pages, found.totals) == ((), 0, 1, Totals())


def test_hidden_come_first_then_due_then_those_nobody_is_reached_at(world: World) -> None:
    for place in ("a-ready", "b-ready", "c-returned", "d-due", "e-hidden"):
        days = {"d-due": 40, "e-hidden": 60}.get(place, 1)
        guard(a_live_place(place, confirmed=days))
    a_live_place("z-alone")
    mailed("c-returned", "failed")
    anna, _ = make_live(world, "f-stopped")
    suspend(world, anna, "f-stopped", "A window is broken.")
    found = told(world)
    order = ["f-stopped", "e-hidden", "d-due", "c-returned", "z-alone", "a-ready", "b-ready"]
    assert ids(found) == order
    assert found.totals == Totals(ready=4, due=1, hidden=2, checks_wanted=0, alone=2, returned=1)


def test_why_is_told_with_its_dates(world: World) -> None:
    a_live_place("p1", confirmed=40)
    a_live_place("p2", confirmed=60, trained=500)
    anna, _ = make_live(world, "p3")
    suspend(world, anna, "p3", "A window is broken.")
    stopped, hidden, due = told(world).lines
    assert stopped.why == ("Officers hid it. A window is broken.",)
    assert due.why == (
        "Nobody confirmed that it is ready. Due since 18 November 2026. Without it residents no "
        "longer see the place from 2 December 2026.",
    )
    assert [words.partition(".")[0] for words in hidden.why] == [
        "Too few of its staff are trained",
        "Nobody confirmed that it is ready",
    ]
    assert "Hidden from residents since" in hidden.why[0]


def test_a_line_tells_training_confirmation_and_the_last_spot_check(world: World) -> None:
    guard(a_live_place("p1"))
    checked("p1", "failed", ago=9)
    checked("p1", "passed", ago=2)
    (line,) = told(world).lines
    assert (line.trained, line.rota, line.standing, line.why) == (3, 4, "ready", ())
    assert line.check is not None
    assert line.check[1] == "passed"
    assert line.has_guardian
    assert not line.is_returned


def test_a_mail_that_got_through_later_makes_good_one_that_came_back(world: World) -> None:
    guard(a_live_place("p1"))
    mailed("p1", "failed", ago=3)
    assert told(world).totals.returned == 1
    mailed("p1", "sent", ago=1)
    assert told(world).totals.returned == 0


def test_wards_and_standings_are_filtered(world: World) -> None:
    a_live_place("p1", ward_id="w1")
    a_live_place("p2", ward_id="w2", confirmed=40)
    guard(a_live_place("p3", ward_id="w2"))
    assert ids(told(world, ward="w2")) == ["p2", "p3"]
    assert ids(told(world, standing="due")) == ["p2"]
    assert ids(told(world, standing="ready")) == ["p1", "p3"]
    assert ids(told(world, standing=UNREACHED)) == ["p2", "p1"]
    assert ids(told(world, standing="suspended", ward="w1")) == []


def test_pages_hold_all_once(world: World) -> None:
    for number in range(PER_PAGE + 2):
        a_live_place(f"p{number:02d}")
    first, second = told(world), told(world, page=2)
    assert (len(first.lines), len(second.lines), first.pages) == (PER_PAGE, 2, 2)
    assert len({*ids(first), *ids(second)}) == PER_PAGE + 2
    assert told(world, page=99).page == 2


def test_a_wanted_check_is_counted(world: World) -> None:
    a_live_place("p1")
    with write() as session:
        session.get_one(ReadinessRow, "p1").check_wanted = "2026-W47"
    assert totals(world.now()).checks_wanted == 1


def test_statements_do_not_grow_with_the_places(world: World) -> None:
    a_live_place("p0")
    few = statements(world)
    for number in range(1, 12):
        guard(a_live_place(f"p{number}", confirmed=number * 10))
        checked(f"p{number}")
        mailed(f"p{number}", "failed")
    assert statements(world) == few < 16


def statements(world: World) -> int:
    """Return how many statements the first page costs."""
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    told(world)
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_place_that_no_job_has_seen_has_nobody_trained(world: World) -> None:
    apply("p1", state="live")
    (line,) = told(world).lines
    assert (line.trained, line.rota, line.why, line.confirmed_on) == (0, 0, (), None)
    assert line.ward == "Wigan"


def test_what_is_due_from_this_minute_on_is_told(world: World) -> None:
    a_live_place("p1")
    with read() as session:
        due_from = session.get_one(PlaceRow, "p1").due_from or 0
    for minute, said in ((due_from - 1, 0), (due_from, 1)):
        at = from_minute(minute).isoformat()
        then = replace(world, now=partial(datetime.fromisoformat, at))
        (line,) = overview(then, Wanted()).lines
        assert len(line.why) == said
