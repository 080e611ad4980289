"""Rules: at every minute what is shown is promised by the old hours and the new ones (D13)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from backend.domain.changes import (
    Details,
    Waiting,
    applied,
    askers_of,
    check_may_ask,
    check_may_decide,
    is_move,
    merged,
    split,
)
from backend.domain.staff import GUARDIAN, OFFICER
from backend.domain.steps import Person, Step
from backend.domain.timetable import Timetable, narrowed, waiting_days, with_days
from shared.geo import Point
from shared.hours import openings
from shared.intervals import Interval
from shared.problems import Problem
from shared.seasons import Condition, Season
from tests.backend.domain.hours_cast import CALENDARS, FIRST, START, table, timetables

Narrowing = Callable[[Timetable, Timetable], Timetable]


def is_sound(narrowing: Narrowing, now: Timetable, wanted: Timetable) -> bool:
    """Return whether nothing is shown open that old and new hours do not both promise.

    However many of the days around are holidays: none, all, or nobody knows which.
    """
    shown = narrowing(now, wanted)
    return all(
        lies_within(shown.within(each), told.within(each))
        for each in CALENDARS
        for told in (now, wanted)
    )


def lies_within(shown: Timetable, told: Timetable) -> bool:
    """Return whether every minute of a fortnight that is shown open is told open too."""
    promised = openings(told, START)
    return all(
        any(begin <= opens and closes <= end for begin, end in promised)
        for opens, closes in openings(shown, START)
    )


@settings(max_examples=100)
@given(timetables(), timetables())
def test_what_is_shown_at_once_is_promised_by_both(now: Timetable, wanted: Timetable) -> None:
    assert is_sound(narrowed, now, wanted)


def test_of_seasons_that_are_alike_the_last_one_counts() -> None:
    """Wanted is that the last week of October is closed after all: it is not shown open."""
    opened = (*[None] * 6, (Interval(60, 75),))
    closed = (*[None] * 6, ())
    week = [(Condition("weeks", (number,)),) for number in (43, 44)]
    now = replace(table(), seasons=(Season(week[0], opened), Season(week[1], opened)))
    wanted = replace(table(), seasons=(Season(week[1], opened), Season(week[1], closed)))
    assert is_sound(narrowed, now, wanted)


@settings(max_examples=100)
@given(timetables(), timetables())
def test_once_approved_the_wanted_hours_apply(now: Timetable, wanted: Timetable) -> None:
    shown = narrowed(now, wanted)
    final = with_days(shown, waiting_days(shown, wanted))
    final = replace(final, seasons=wanted.seasons)
    assert final.weekly == wanted.weekly
    for offset in range(14):
        day = FIRST + timedelta(days=offset)
        assert final.on(day) == wanted.on(day)


def test_variants_that_show_the_wanted_or_the_old_hours_are_caught() -> None:
    now, wanted = table([(9, 17)]), table([(10, 18)])
    assert is_sound(narrowed, now, wanted)
    assert not is_sound(lambda _now, wanted: wanted, now, wanted)
    assert not is_sound(lambda now, _wanted: now, now, wanted)


def test_shorter_hours_wait_for_nobody() -> None:
    now, wanted = table([(9, 12), (13, 26)]), table([(9, 11), (14, 25)])
    assert narrowed(now, wanted) == wanted
    assert waiting_days(wanted, wanted) == {}


def test_closing_on_a_day_acts_at_once_and_opening_again_waits() -> None:
    now, closed = table([(9, 17)]), table([(9, 17)], d2026_10_19=[])
    assert narrowed(now, closed) == closed
    shown = narrowed(closed, now)
    assert shown == closed
    assert waiting_days(shown, now) == {FIRST: None}


def test_a_mixed_change_shows_what_both_have() -> None:
    shown = narrowed(table([(9, 17)]), table([(10, 20)]))
    assert shown == table([(10, 17)])
    assert waiting_days(shown, table([(10, 20)])) == {0: (Interval(600, 1200),)}


def details(**texts: str) -> Details:
    told = {"name": "Inn", "kind": "pub", "town": "Wigan", "address": "1 King Street"}
    told |= {"postcode": "WN1 1BS", "phone": "", "organisation": ""}
    sets = {"facilities": frozenset({"water"}), "languages": frozenset({"Polish"})}
    return Details({**told, **texts}, Point(53.5448, -2.6318), sets, table([(9, 17)]))


NOW = details()


@pytest.mark.parametrize("field", ["name", "kind", "town", "phone", "organisation"])
def test_new_words_wait_and_hide_nothing(field: str) -> None:
    parts = split(NOW, details(**{field: "new"}))
    assert parts.shown == NOW
    assert parts.waits == Waiting(texts={field: "new"})


@pytest.mark.parametrize(
    "wanted",
    [
        details(address="15 King Street"),
        details(postcode="WN1 1BT"),
        replace(NOW, at=Point(53.5458, -2.6318)),
    ],
)
def test_another_door_is_a_move(wanted: Details) -> None:
    parts = split(NOW, wanted)
    assert parts.shown == NOW
    assert parts.waits.is_move


@pytest.mark.parametrize(
    "wanted",
    [
        details(address="1, King St."),
        details(postcode="wn11bs"),
        replace(NOW, at=Point(53.54485, -2.6318)),
    ],
)
def test_the_same_door_put_right_is_no_move(wanted: Details) -> None:
    assert not is_move(NOW, wanted)


def test_what_is_lost_goes_at_once_and_what_is_gained_waits() -> None:
    sets = {"facilities": frozenset({"wifi"}), "languages": frozenset({"Polish", "Urdu"})}
    parts = split(NOW, replace(NOW, sets=sets))
    assert parts.shown.sets == {"facilities": frozenset(), "languages": frozenset({"Polish"})}
    assert parts.waits.gained == {
        "facilities": frozenset({"wifi"}),
        "languages": frozenset({"Urdu"}),
    }


def test_a_later_wish_is_joined_to_the_one_that_waits() -> None:
    first = split(NOW, replace(details(phone="1"), hours=table([(9, 20)], [(9, 20)])))
    second_wanted = replace(details(name="Arms"), hours=table([(9, 16)], d2026_10_19=[]))
    second = split(first.shown, second_wanted)
    waits = merged(first.waits, second.waits, first.shown, second_wanted)
    # Monday was shortened since, so the longer Monday is no more; Tuesday still waits.
    assert waits.texts == {"phone": "1", "name": "Arms"}
    assert waits.days == {1: (Interval(540, 1200),)}
    done = applied(second.shown, waits)
    assert done.hours == table([(9, 16)], [(9, 20)], d2026_10_19=[])


ANNA, BEN = Person(1, OFFICER), Person(2, OFFICER)


@pytest.mark.parametrize(
    ("person", "askers", "code"),
    [
        (ANNA, {1}, "same-person"),
        (BEN, {1, 2}, "same-person"),
        (Person(3, OFFICER, is_own=True), {1}, "same-person"),
        (Person(4, GUARDIAN, is_own=True), {1}, "not-for-you"),
        (BEN, {None}, "step-impossible"),
    ],
)
def test_who_asked_does_not_decide(person: Person, askers: set[int | None], code: str) -> None:
    with pytest.raises(Problem) as refusal:
        check_may_decide(person, askers)
    assert refusal.value.code == code


def test_everybody_who_asked_since_the_last_decision_counts() -> None:
    history = [Step("propose_change", 9), Step("decline_change", 1), Step("propose_change", 1)]
    history += [Step("change", 4), Step("propose_change", 2), Step("suspend", 3)]
    assert askers_of(history) == {1, 2}
    assert askers_of(history[:2]) == frozenset()


def test_only_officers_and_its_guardians_ask_for_a_change_of_a_place_in_the_network() -> None:
    own_guardian = Person(4, GUARDIAN, is_own=True)
    for person in (ANNA, own_guardian):
        check_may_ask(person, "live")
    for person, state, code in (
        (Person(4, GUARDIAN), "live", "not-for-you"),
        (Person(None, OFFICER), "live", "not-for-you"),
        (replace(own_guardian, staff_id=None), "live", "not-for-you"),
        (ANNA, "left", "step-impossible"),
        (own_guardian, "declined", "step-impossible"),
    ):
        with pytest.raises(Problem) as refusal:
            check_may_ask(person, state)
        assert refusal.value.code == code


def test_an_officer_who_neither_asked_nor_owns_it_decides() -> None:
    check_may_decide(BEN, {1, 9})
    for person in (Person(None, OFFICER), Person(3, GUARDIAN)):
        with pytest.raises(Problem) as refusal:
            check_may_decide(person, {1})
        assert refusal.value.code == "not-for-you"


THERE = Point(53.6, -2.6)


@pytest.mark.parametrize(
    "waits",
    [
        Waiting(texts={"name": "Arms"}),
        Waiting(at=THERE),
        Waiting(gained={"facilities": frozenset({"wifi"})}),
        Waiting(days={1: None}),
        Waiting(is_move=True),
    ],
)
def test_whatever_is_wished_for_waits(waits: Waiting) -> None:
    assert not waits.is_empty
    assert Waiting().is_empty is True


def test_the_later_position_and_all_that_was_gained_count() -> None:
    earlier = Waiting(at=THERE, gained={"facilities": frozenset({"wifi"})}, is_move=True)
    gained = {"facilities": frozenset({"ramp"}), "languages": frozenset({"Urdu"})}
    waits = merged(earlier, Waiting(gained=gained), NOW, NOW)
    assert (waits.at, waits.is_move) == (THERE, True)
    assert waits.gained == {
        "facilities": frozenset({"wifi", "ramp"}),
        "languages": frozenset({"Urdu"}),
    }
    assert merged(Waiting(), Waiting(at=THERE), NOW, NOW) == Waiting(at=THERE)
    assert merged(Waiting(at=THERE), Waiting(at=NOW.at, is_move=True), NOW, NOW) == Waiting(
        at=NOW.at, is_move=True
    )


def test_an_approved_change_is_added_to_what_is_there() -> None:
    gained = {"languages": frozenset({"Urdu"})}
    done = applied(NOW, Waiting(texts={"name": "Arms"}, at=THERE, gained=gained))
    assert (done.texts, done.at) == ({**NOW.texts, "name": "Arms"}, THERE)
    assert done.sets == {
        "facilities": frozenset({"water"}),
        "languages": frozenset({"Polish", "Urdu"}),
    }
    assert applied(NOW, Waiting()) == NOW


def test_without_a_move_a_position_that_stays_does_not_wait() -> None:
    parts = split(NOW, NOW)
    assert (parts.shown, parts.waits.is_empty) == (NOW, True)
    moved = split(NOW, replace(NOW, at=THERE)).waits
    assert (moved.at, moved.is_move) == (THERE, True)
