"""Rules: who works with the network, how long a sign-in holds, how often one may try."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GUARDIAN, OFFICER, ANALYST, ADMINISTRATOR = "guardian", "officer", "analyst", "administrator"

ROLES: dict[str, str] = {
    GUARDIAN: "Guardian",
    OFFICER: "Officer",
    ANALYST: "Analyst",
    ADMINISTRATOR: "Administrator",
}
"""Guardians see their own places, officers vet, analysts see statistics only, administrators keep
people and settings; nobody has two roles, so that nobody can approve what they asked for."""

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=5)
"""OWASP ASVS 5.0, 7.3: a session ends after inactivity and after an absolute time; 7.5: what
matters most wants a proof of identity just before."""

INVITED_FOR = timedelta(days=14)
LEAST_PASSWORD = 12
"""Characters; NIST SP 800-63B-4 asks for 8 beside a second factor, and more is better."""


@dataclass(frozen=True)
class Limit:
    """How often something may be tried within a window of time."""

    most: int
    within: timedelta


SIGN_IN = Limit(5, timedelta(hours=1))
RESET = Limit(3, timedelta(hours=1))
"""How often one sender may be wrong at one account: half of what all may, so that no stranger
shuts the owner out alone."""

SIGN_IN_BY_ALL = Limit(10, timedelta(hours=1))
RESET_BY_ALL = Limit(9, timedelta(hours=1))
"""How often all senders together may (S6); a passkey goes on opening the account."""

OFFER = Limit(10, timedelta(hours=1))


@dataclass(frozen=True)
class Held:
    """A session and its account: what was noted when it began, and what is so now."""

    started_at: datetime
    seen_at: datetime
    mark: str
    role: str
    mark_now: str
    role_now: str
    is_active: bool


def why_over(held: Held, now: datetime) -> str | None:
    """Return why a session is over ("closed", "changed", "too long", "idle"), or None."""
    if not held.is_active:
        return "closed"
    if (held.mark, held.role) != (held.mark_now, held.role_now):
        return "changed"
    if now - held.started_at >= ABSOLUTE:
        return "too long"
    return "idle" if now - held.seen_at >= IDLE else None


def is_fresh(fresh_at: datetime, now: datetime) -> bool:
    """Return whether somebody proved who they are recently enough for what matters most."""
    return now - fresh_at < FRESH
