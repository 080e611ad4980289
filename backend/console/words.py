"""Face: the words of the console for states, steps and what is due."""

from collections.abc import Callable

from backend.services.overview.today import Duty
from backend.web.listing_words import FIELDS
from backend.web.pages import day_words
from shared.clock import from_minute, local

DUTIES = {
    "move": ("Moving", "stop", "Review"),
    "lift": ("Lift proposed", "act", "Review"),
    "ran_out": ("Check ran out", "stop", "Check again"),
    "second_approval": ("Second approval", "act", "Review"),
    "renewal": ("Renewal", "act", "Review"),
    "change": ("Change", "act", "Review"),
    "application": ("Application", "go", "Check"),
    "check_due": ("Check is due", "soon", "Check again"),
    "not_shown": ("Not shown yet", "soon", "Put live"),
    "suspended": ("Suspended", "stop", "Review"),
}
"""What is due: its tag, the tag's colour, and what its button says."""


def why(duty: Duty) -> str:
    """Return one or two sentences that say why something is due."""
    return _WHY[duty.kind](duty)


def _day(duty: Duty) -> str:
    return day_words(local(duty.since_at).date()) if duty.since_at else "some time ago"


def _by(duty: Duty) -> str:
    return duty.before.by if duty.before else "a colleague"


def _reason(duty: Duty) -> str:
    return duty.before.reason if duty.before else ""


def _ends(duty: Duty) -> str:
    return day_words(local(from_minute(duty.listed_until or 0)).date())


def _wants(duty: Duty) -> str:
    return ", ".join(FIELDS.get(name, name).lower() for name in duty.wants)


_WHY: dict[str, Callable[[Duty], str]] = {
    "move": lambda duty: f"Says it moves ({_day(duty)}). Hidden from residents until you decide.",
    "lift": lambda duty: f"{_by(duty)} proposes to show it again: {_reason(duty)}",
    "ran_out": lambda duty: f"Off the list since {_ends(duty)}: its check is over a year old.",
    "second_approval": lambda duty: (
        f"Checked by {_by(duty)} {_day(duty)}. You may approve; they may not."
    ),
    "renewal": lambda duty: (
        f"Checked again by {_by(duty)} {_day(duty)}. You may renew; they may not."
    ),
    "change": lambda duty: (
        f"Wants to change: {_wants(duty)}. Residents still see what was there before."
    ),
    "application": lambda duty: f"Offered {_day(duty)}. Nobody has visited it yet.",
    "check_due": lambda duty: f"Leaves the list {_ends(duty)} unless it is checked again.",
    "not_shown": lambda duty: f"Approved {_day(duty)}. Residents do not see it yet.",
    "suspended": lambda duty: f"Since {_day(duty)}: {_reason(duty)}",
}
