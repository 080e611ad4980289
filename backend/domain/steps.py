"""Rules: which steps a listing may take, and that it takes two people to let residents see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.domain.staff import GUARDIAN, OFFICER
from shared.problems import Problem

APPLIED, CHECKED, APPROVED, LIVE = "applied", "checked", "approved", "live"
DUE, SUSPENDED, LEFT, DECLINED = "due", "suspended", "left", "declined"

APPLY, CHECK, APPROVE, GO_LIVE, DECLINE, REOPEN = (
    *("apply", "check", "approve", "go_live", "decline", "reopen"),
)
SUSPEND, PROPOSE_LIFT, LIFT, LEAVE = "suspend", "propose_lift", "lift", "leave"
CHECK_AGAIN, RENEW = "check_again", "renew"


@dataclass(frozen=True)
class Step:
    """One step of a listing's story: what was done, and by whom (None: no account any more)."""

    deed: str
    staff_id: int | None


@dataclass(frozen=True)
class Person:
    """Who wants to do something: `is_own` where they offered the place or look after it."""

    staff_id: int | None
    role: str
    is_own: bool = False


@dataclass(frozen=True)
class Rule:
    """When a deed may be done: from which states, and where it leads ("" stays).

    `second_to` is the deed that another person must have done before, with none of `voided_by`
    since. A deed with `may_be_own` takes something away, so that nobody has to be kept from it.
    """

    froms: frozenset[str]
    to: str = ""
    second_to: str = ""
    voided_by: frozenset[str] = frozenset()
    needs_reason: bool = False
    may_be_own: bool = False


def _states(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANEW = _states("apply reopen approve_change")
"""What makes a visit void: a listing begun anew, and a change to what was looked at."""

RULES: dict[str, Rule] = {
    # Checking again while it waits for approval is allowed: the last check counts.
    CHECK: Rule(_states("applied checked"), CHECKED),
    APPROVE: Rule(_states("checked"), APPROVED, CHECK, _ANEW),
    GO_LIVE: Rule(_states("approved"), LIVE),
    DECLINE: Rule(
        _states("applied checked approved"), DECLINED, needs_reason=True, may_be_own=True
    ),
    REOPEN: Rule(_states("declined left"), APPLIED),
    SUSPEND: Rule(_states("live approved due"), SUSPENDED, needs_reason=True, may_be_own=True),
    PROPOSE_LIFT: Rule(_states("suspended"), needs_reason=True),
    LIFT: Rule(_states("suspended"), LIVE, PROPOSE_LIFT, _states("suspend lift") | _ANEW),
    LEAVE: Rule(
        _states("applied checked approved live due suspended"),
        LEFT,
        needs_reason=True,
        may_be_own=True,
    ),
    CHECK_AGAIN: Rule(_states("live")),
    RENEW: Rule(_states("live"), LIVE, CHECK_AGAIN, _states("renew suspend leave") | _ANEW),
}
"""Every deed on a listing; `apply` begins one and comes from outside."""


LOOKED_BACK_AT = frozenset(
    deed for rule in RULES.values() if rule.second_to for deed in (rule.second_to, *rule.voided_by)
)
"""The steps of a story on which it depends who may do what; the others may be left out."""


@dataclass(frozen=True)
class Listing:
    """Where a place stands, and how it came there, oldest step first."""

    state: str
    history: tuple[Step, ...]

    def last(self, deed: str, voided_by: Iterable[str]) -> Step | None:
        """Return the last step of this kind that no later one has made void."""
        for step in reversed(self.history):
            if step.deed == deed:
                return step
            if step.deed in voided_by:
                return None
        return None


def next_steps(listing: Listing, person: Person) -> tuple[str, ...]:
    """Return the deeds that this person may do now, in the order of RULES."""
    return tuple(deed for deed in RULES if _refusal(listing, deed, person) is None)


def may(listing: Listing, deed: str, person: Person) -> bool:
    """Return whether this person may do one deed now."""
    return _refusal(listing, deed, person) is None


def after(listing: Listing, deed: str, person: Person, reason: str) -> str:
    """Return the state to which a deed leads.

    Raises Problem not-for-you, step-impossible, same-person, reason-missing.
    """
    refusal = _refusal(listing, deed, person)
    if refusal is not None:
        raise refusal
    rule = RULES[deed]
    if rule.needs_reason and not reason.strip():
        raise Problem("reason-missing")
    return rule.to or listing.state


def _refusal(listing: Listing, deed: str, person: Person) -> Problem | None:
    rule = RULES[deed]
    if not _has_role(deed, person):
        return Problem("not-for-you")
    if listing.state not in rule.froms:
        return Problem("step-impossible", f"It is {listing.state} now.")
    if person.is_own and not rule.may_be_own:
        return Problem("same-person", "You offered this place, or look after it.")
    return _refusal_of_second(listing, rule, person)


def _refusal_of_second(listing: Listing, rule: Rule, person: Person) -> Problem | None:
    if not rule.second_to:
        return None
    first = listing.last(rule.second_to, rule.voided_by)
    # Where the first person's account is gone, nobody can tell that the second is another.
    if first is None or first.staff_id is None:
        return Problem("step-impossible", f"Somebody has to {_WORDS[rule.second_to]} first.")
    if first.staff_id == person.staff_id:
        return Problem("same-person")
    return None


def _has_role(deed: str, person: Person) -> bool:
    if person.staff_id is None:
        return False
    is_leaving_guardian = deed == LEAVE and person.role == GUARDIAN and person.is_own
    return person.role == OFFICER or is_leaving_guardian


_WORDS = {
    CHECK: "check the place",
    PROPOSE_LIFT: "propose to lift the suspension",
    CHECK_AGAIN: "check the place again",
}
