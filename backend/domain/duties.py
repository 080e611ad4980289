"""Rules: what a place needs from its officers now, and how urgent that is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.steps import (
    APPLIED,
    APPROVED,
    CHECK,
    CHECK_AGAIN,
    CHECKED,
    LIFT,
    LIVE,
    PROPOSE_LIFT,
    RENEW,
    SUSPENDED,
    Listing,
    Person,
    next_steps,
)
from shared.clock import from_minute

CHECK_DUE_WITHIN = timedelta(days=60)
"""How long before its listing runs out a place is to be visited anew."""

DUTIES = (
    *("move", "lift", "ran_out", "second_approval", "renewal", "change"),
    *("application", "check_due", "not_shown", "suspended"),
)
"""What may be due, the most urgent first: what hides a place, then what others wait for."""


@dataclass(frozen=True)
class Facts:
    """What is known of a place: its listing, the minute it runs out, a change that waits."""

    listing: Listing
    listed_until: int | None
    has_change: bool = False
    is_moving: bool = False


def duty_of(facts: Facts, person: Person, now: datetime) -> str | None:
    """Return what this officer can do for a place now, or None where it needs nothing of them."""
    if facts.has_change and not person.is_own:
        return "move" if facts.is_moving else "change"
    able = next_steps(facts.listing, person)
    state = facts.listing.state
    if state == SUSPENDED:
        return "lift" if LIFT in able else ("suspended" if PROPOSE_LIFT in able else None)
    if state == LIVE:
        return _duty_of_live(facts, able, now)
    due = {
        APPLIED: (CHECK, "application"),
        CHECKED: ("approve", "second_approval"),
        APPROVED: ("go_live", "not_shown"),
    }.get(state)
    return due[1] if due and due[0] in able else None


def _duty_of_live(facts: Facts, able: tuple[str, ...], now: datetime) -> str | None:
    if RENEW in able:
        return "renewal"
    ends_at = from_minute(facts.listed_until or 0)
    if CHECK_AGAIN not in able or ends_at - now > CHECK_DUE_WITHIN:
        return None
    return "ran_out" if ends_at <= now else "check_due"
