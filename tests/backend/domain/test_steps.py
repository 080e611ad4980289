"""Rules: two different people let a place in, one takes it out at once (goal S9)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from backend.domain.listing import STATES, listed_until
from backend.domain.staff import ADMINISTRATOR, ANALYST, GUARDIAN, OFFICER
from backend.domain.steps import RULES, Listing, Person, Step, after, next_steps
from shared.clock import from_minute, local
from shared.problems import Problem
from tests.support.parts import is_part

ANNA, BEN, CARA = (Person(number, OFFICER) for number in (1, 2, 3))
DAN = Person(4, OFFICER, is_own=True)
GUS = Person(5, GUARDIAN, is_own=True)
EVE = Person(6, GUARDIAN)
ADA, ANN, NOBODY = Person(7, ADMINISTRATOR), Person(8, ANALYST), Person(None, OFFICER)
PEOPLE = (ANNA, BEN, CARA, DAN, GUS, EVE, ADA, ANN, NOBODY)
NEW = Listing("applied", (Step("apply", None),))
Deeds = list[tuple[str, Person]]


def moved(listing: Listing, deed: str, person: Person) -> Listing:
    state = after(listing, deed, person, "Because.")
    return Listing(state, (*listing.history, Step(deed, person.staff_id)))


def told(*deeds: tuple[str, Person]) -> Listing:
    listing = NEW
    for deed, person in deeds:
        listing = moved(listing, deed, person)
    return listing


def code(listing: Listing, deed: str, person: Person, reason: str = "Because.") -> str:
    with pytest.raises(Problem) as refusal:
        after(listing, deed, person, reason)
    return refusal.value.code


LIVE = told(("check", ANNA), ("approve", BEN), ("go_live", BEN))
SUSPENDED = moved(LIVE, "suspend", ANNA)


@pytest.mark.parametrize("person", [GUS, EVE, ADA, ANN, NOBODY])
@pytest.mark.parametrize("deed", ["check", "decline"])
def test_only_officers_vet(person: Person, deed: str) -> None:
    assert code(NEW, deed, person) == "not-for-you"


def test_nobody_checks_what_they_offered_or_look_after() -> None:
    assert code(NEW, "check", DAN) == "same-person"
    assert code(told(("check", ANNA)), "approve", DAN) == "same-person"
    assert code(SUSPENDED, "propose_lift", DAN) == "same-person"


def test_who_checked_does_not_approve() -> None:
    assert code(told(("check", ANNA)), "approve", ANNA) == "same-person"
    # The last check counts: after Ben's, Anna is the other person.
    again = told(("check", ANNA), ("check", BEN))
    assert code(again, "approve", BEN) == "same-person"
    assert after(again, "approve", ANNA, "") == "approved"


def test_an_unknown_checker_does_not_count_as_another_person() -> None:
    gone = Listing("checked", (Step("check", None),))
    assert code(gone, "approve", ANNA) == "step-impossible"


def test_a_lift_takes_two_people_since_the_last_suspension() -> None:
    assert code(SUSPENDED, "lift", BEN) == "step-impossible"
    proposed = moved(SUSPENDED, "propose_lift", ANNA)
    assert code(proposed, "lift", ANNA) == "same-person"
    assert code(proposed, "lift", DAN) == "same-person"
    lifted = moved(proposed, "lift", BEN)
    assert lifted.state == "live"
    assert code(moved(lifted, "suspend", BEN), "lift", BEN) == "step-impossible"


def test_a_check_of_a_former_application_is_worth_nothing() -> None:
    left = told(("check", ANNA), ("approve", BEN), ("leave", GUS), ("reopen", CARA))
    assert left.state == "applied"
    assert code(left, "approve", BEN) == "step-impossible"
    bent = Listing("checked", left.history)
    assert code(bent, "approve", BEN) == "step-impossible"


@pytest.mark.parametrize("deed", ["decline", "suspend", "propose_lift", "leave"])
def test_what_takes_away_needs_a_reason(deed: str) -> None:
    listing = {"decline": NEW, "propose_lift": SUSPENDED}.get(deed, LIVE)
    assert code(listing, deed, CARA, "  ") == "reason-missing"


def test_a_guardian_leaves_with_their_own_place_only() -> None:
    assert next_steps(LIVE, GUS) == ("leave",)
    assert next_steps(LIVE, EVE) == ()
    assert code(LIVE, "leave", EVE) == "not-for-you"


def test_an_officer_is_offered_what_they_may_do() -> None:
    assert next_steps(NEW, ANNA) == ("check", "decline", "leave")
    assert next_steps(told(("check", ANNA)), ANNA) == ("check", "decline", "leave")
    assert next_steps(told(("check", ANNA)), BEN) == ("check", "approve", "decline", "leave")
    assert next_steps(LIVE, BEN) == ("suspend", "leave", "check_again")
    assert next_steps(LIVE, DAN) == ("suspend", "leave")


def test_a_renewal_takes_a_new_check_by_another() -> None:
    assert code(LIVE, "renew", BEN) == "step-impossible"
    again = moved(LIVE, "check_again", BEN)
    assert code(again, "renew", BEN) == "same-person"
    assert after(again, "renew", ANNA, "") == "live"
    assert code(moved(again, "renew", ANNA), "renew", CARA) == "step-impossible"


@given(some.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_a_listing_ends_at_midnight_a_year_after_its_check(checked_on: date) -> None:
    end = local(from_minute(listed_until(checked_on)))
    assert (end.hour, end.minute) == (0, 0)
    assert timedelta(days=365) <= end.date() - checked_on <= timedelta(days=366)
    assert (end.month, end.day) in {(checked_on.month, checked_on.day), (2, 28)}


def walk(deeds: Deeds) -> list[Listing]:
    """Return every listing a sequence of tries leads to; what is refused changes nothing."""
    listing, seen = NEW, [NEW]
    for deed, person in deeds:
        try:
            listing = moved(listing, deed, person)
        except Problem:
            continue
        seen.append(listing)
    return seen


def wrongs(listing: Listing) -> list[str]:
    """Say what is wrong with a listing, told from its story alone and not by the rules."""
    deeds = [step.deed for step in listing.history]
    start = max(at for at, deed in enumerate(deeds) if deed in ("apply", "reopen"))
    since = listing.history[start:]
    own = {DAN.staff_id, GUS.staff_id}
    found = [f"{step.deed} by its own" for step in since if _is_own_approval(step, own)]
    if listing.state == "live":
        checkers = [step.staff_id for step in since if step.deed == "check"]
        approvers = [step.staff_id for step in since if step.deed == "approve"]
        if not checkers or not approvers or checkers[-1] == approvers[-1]:
            found.append("live without two people")
        found += _wrong_lifts(since)
    return found


def _is_own_approval(step: Step, own: set[int | None]) -> bool:
    taking_away = {"apply", "decline", "suspend", "leave"}
    return step.deed not in taking_away and step.staff_id in own


def _wrong_lifts(since: tuple[Step, ...]) -> list[str]:
    proposer, found = None, []
    for step in since:
        if step.deed == "suspend":
            proposer = None
        elif step.deed == "propose_lift":
            proposer = step.staff_id
        elif step.deed == "lift" and proposer in (None, step.staff_id):
            found.append("lifted by one person")
    return found


def random_deeds() -> some.SearchStrategy[Deeds]:
    each = some.tuples(some.sampled_from(tuple(RULES)), some.sampled_from(PEOPLE))
    return some.lists(each, max_size=40)


@pytest.mark.full("rules")
@settings(max_examples=1000 if is_part("rules") else 200)
@given(random_deeds())
def test_no_place_is_live_without_two_people_of_whom_it_is_not(deeds: Deeds) -> None:
    for listing in walk(deeds):
        assert listing.state in STATES
        assert wrongs(listing) == []


@pytest.mark.full("rules")
@settings(max_examples=300 if is_part("rules") else 100)
@given(random_deeds(), some.sampled_from(PEOPLE))
def test_what_is_offered_is_what_is_possible(deeds: Deeds, person: Person) -> None:
    listing = walk(deeds)[-1]
    offered = next_steps(listing, person)
    for deed in RULES:
        if deed in offered:
            assert after(listing, deed, person, "Because.") in STATES
        else:
            assert code(listing, deed, person) in {"not-for-you", "step-impossible", "same-person"}


BROKEN = {
    "anybody approves": ("approve", {"second_to": ""}),
    "one's own is allowed": ("check", {"may_be_own": True}),
    "an old check counts": (
        "approve",
        {"voided_by": frozenset(), "froms": frozenset({"applied", "checked"})},
    ),
    "one person lifts": ("lift", {"second_to": ""}),
    "an old proposal counts": ("lift", {"voided_by": frozenset()}),
    "a declined place goes live": ("go_live", {"froms": frozenset({"declined"})}),
}
TELLING: Deeds = [
    *[("check", DAN), ("check", ANNA), ("approve", ANNA), ("decline", ANNA), ("go_live", BEN)],
    *[("reopen", ANNA), ("check", ANNA), ("approve", BEN), ("go_live", BEN), ("suspend", CARA)],
    *[("lift", ANNA), ("propose_lift", ANNA), ("lift", BEN), ("suspend", CARA), ("lift", BEN)],
]


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_rule_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    deed, changes = BROKEN[name]
    assert all(wrongs(listing) == [] for listing in walk(TELLING))
    monkeypatch.setitem(RULES, deed, replace(RULES[deed], **changes))  # type: ignore[arg-type]
    stories = [TELLING, SHORT, [("check", ANNA), ("leave", GUS), ("reopen", BEN), *SHORT[1:]]]
    assert any(wrongs(listing) for story in stories for listing in walk(story))


SHORT: Deeds = [("check", BEN), ("approve", BEN), ("go_live", BEN)]
