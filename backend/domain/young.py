"""Rules: what 13 to 17 year-olds are asked, who signed that off, which records may be taken."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.clock import local, month_of
from shared.perception import QuestionSet
from shared.problems import Problem
from shared.young_questions import young_set
from shared.young_record import YoungRecord

OFF, ON, ON_WITH_WEAPON = STATES = ("off", "on", "on-with-weapon")
MONTHS_BACK, MONTHS_AHEAD = 12, 1
"""A year as with answers; one ahead for phones whose clock has turned the month before ours."""

MOST_NAME = 120


@dataclass(frozen=True)
class SignOff:
    """The data-protection officer's word for asking: whose, and of which day."""

    name: str
    on: date


def state_of(held: object) -> str:
    """Return the state that a setting holds; whatever is not known is off."""
    return held if isinstance(held, str) and held in STATES else OFF


def questions_of(state: str) -> QuestionSet | None:
    """Return what is asked in a state, or None."""
    return None if state == OFF else young_set(asks_weapon=state == ON_WITH_WEAPON)


def read_sign_off(text: str, now: datetime) -> SignOff:
    """Return a sign-off written "NAME, 2026-11-20"; raises sign-off-needed for any other text."""
    name, _, day = (part.strip() for part in text.rpartition(","))
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Problem("sign-off-needed", "Write it like: Ann Example, 2026-11-20.") from None
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise Problem("sign-off-needed", f"The name is missing, or over {MOST_NAME} letters.")
    if on > local(now).date():
        raise Problem("sign-off-needed", f"{on.isoformat()} is yet to come.")
    return SignOff(name, on)


def check_month(month: str, now: datetime) -> None:
    """Raise month-impossible unless it is one of the last twelve, the present or the next."""
    if not month_of(now, -MONTHS_BACK) <= month <= month_of(now, MONTHS_AHEAD):
        raise Problem("month-impossible", f"{month} is over a year ago or yet to come")


def as_asked(record: YoungRecord, state: str) -> YoungRecord:
    """Return a record with no more in it than was asked."""
    return record if state == ON_WITH_WEAPON else record.without_weapon()
