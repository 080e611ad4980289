"""Rules: changes that promise less act at once, those that promise more wait (D13)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from backend.domain.staff import OFFICER
from backend.domain.steps import APPLIED, APPROVED, CHECK, CHECK_AGAIN, CHECKED, Person, Step
from backend.domain.timetable import (
    Key,
    Timetable,
    narrowed,
    touched_days,
    waiting_days,
    with_days,
)
from shared.geo import Point, distance_m
from shared.intervals import DayHours
from shared.problems import Fault, Problem
from shared.seasons import Season
from shared.spelling import brief, words_of

CHANGE, PROPOSE_CHANGE = "change", "propose_change"
APPROVE_CHANGE, DECLINE_CHANGE, WITHDRAW_CHANGE = (
    *("approve_change", "decline_change", "withdraw_change"),
)
DECIDED = frozenset({APPROVE_CHANGE, DECLINE_CHANGE, WITHDRAW_CHANGE})
CHANGEABLE = frozenset({"applied", "checked", "approved", "live", "due", "suspended"})

TEXTS = ("name", "kind", "town", "address", "postcode", "phone", "organisation")
SETS = ("facilities", "languages")

SAME_DOOR_M = 50.0
"""A position put right by less is the same door, and no move."""


@dataclass(frozen=True)
class Details:
    """What residents are told of a place, in so far as it can be changed."""

    texts: Mapping[str, str]
    at: Point
    sets: Mapping[str, frozenset[str]]
    hours: Timetable


@dataclass(frozen=True)
class Waiting:
    """What waits for an officer: new texts and position, what is gained, days, and all seasons."""

    texts: Mapping[str, str] = field(default_factory=dict)
    at: Point | None = None
    gained: Mapping[str, frozenset[str]] = field(default_factory=dict)
    days: Mapping[Key, DayHours | None] = field(default_factory=dict)
    is_move: bool = False
    seasons: tuple[Season, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        hours = self.days or self.seasons is not None
        return not (self.texts or self.at or self.gained or hours or self.is_move)


@dataclass(frozen=True)
class Agreed:
    """What an officer says when agreeing to a change: in words, and whether the number was rung."""

    reason: str = ""
    has_rung: bool = False


@dataclass(frozen=True)
class Split:
    """A wanted change in its two parts: the place as it is from now on, and what waits."""

    shown: Details
    waits: Waiting


def split(now: Details, wanted: Details) -> Split:
    """Return what of a change acts at once because it promises less, and what has to wait."""
    lost = {name: now.sets[name] & wanted.sets[name] for name in SETS}
    gained = {name: wanted.sets[name] - now.sets[name] for name in SETS}
    hours = narrowed(now.hours, wanted.hours)
    waits = Waiting(
        texts={name: wanted.texts[name] for name in TEXTS if wanted.texts[name] != now.texts[name]},
        at=None if wanted.at == now.at else wanted.at,
        gained={name: codes for name, codes in gained.items() if codes},
        days=waiting_days(hours, wanted.hours),
        is_move=is_move(now, wanted),
        seasons=None if hours.seasons == wanted.hours.seasons else wanted.hours.seasons,
    )
    return Split(replace(now, sets=lost, hours=hours), waits)


def is_move(now: Details, wanted: Details) -> bool:
    """Return whether residents who go where the place was may stand before the wrong door.

    Another spelling of the same address is no move ("St" for Street); any other address is.
    """
    is_elsewhere = distance_m(now.at, wanted.at) > SAME_DOOR_M
    return is_elsewhere or any(
        _plain(now.texts[name]) != _plain(wanted.texts[name]) for name in ("address", "postcode")
    )


def merged(earlier: Waiting, later: Waiting, now: Details, wanted: Details) -> Waiting:
    """Return one waiting change of two: of each field and day the later wish counts.

    What the later form leaves as it is now asks for nothing, so that an older wish about it
    stays; a move stays one until an officer has decided.
    """
    touched = touched_days(now.hours, wanted.hours)
    seasons = earlier.seasons if now.hours.seasons == wanted.hours.seasons else later.seasons
    days = {key: hours for key, hours in earlier.days.items() if key not in touched}
    gained = {
        name: earlier.gained.get(name, frozenset()) | later.gained.get(name, frozenset())
        for name in SETS
    }
    return Waiting(
        texts={**earlier.texts, **later.texts},
        at=later.at or earlier.at,
        gained={name: codes for name, codes in gained.items() if codes},
        days={**days, **later.days},
        is_move=earlier.is_move or later.is_move,
        seasons=seasons,
    )


def applied(now: Details, waits: Waiting) -> Details:
    """Return a place as it is once a waiting change is approved."""
    return Details(
        texts={**now.texts, **waits.texts},
        at=waits.at or now.at,
        sets={name: now.sets[name] | waits.gained.get(name, frozenset()) for name in SETS},
        hours=_hours_after(now.hours, waits),
    )


def _hours_after(now: Timetable, waits: Waiting) -> Timetable:
    hours = with_days(now, waits.days)
    return hours if waits.seasons is None else replace(hours, seasons=waits.seasons)


def state_after(state: str, *, is_move: bool) -> str:
    """Return where a place stands once a change to it is approved.

    Whoever moved is visited anew before residents see them; so is whoever changed between the
    visit and the approval, since the visit was of something else.
    """
    return APPLIED if is_move or state in (CHECKED, APPROVED) else state


def check_agreed(waits: Waiting, agreed: Agreed, *, is_visited: bool) -> None:
    """Refuse to agree on what nobody has looked at; raises form-invalid at each field.

    A new name or kind wants a visit since it was asked for, or written words why none is needed;
    a new telephone number wants that an officer rang it.
    """
    faults = []
    if needs_words(waits) and not is_visited and not agreed.reason.strip():
        faults.append(Fault("reason", "Visit it first, or say how you know that this is right."))
    if needs_ring(waits) and not agreed.has_rung:
        faults.append(Fault("has_rung", "Ring the new number first."))
    if faults:
        raise Problem("form-invalid", errors=faults)


def needs_words(waits: Waiting) -> bool:
    """Return whether a change is of what people know the place by, and no move."""
    return not waits.is_move and bool({"name", "kind"} & waits.texts.keys())


def needs_ring(waits: Waiting) -> bool:
    """Return whether a change is of the number that people in need ring."""
    return bool(waits.texts.get("phone"))


def check_may_ask(person: Person, state: str) -> None:
    """Refuse who may not change a place: all but officers and its guardians (not-for-you).

    Raises Problem step-impossible where the place is out of the network.
    """
    if person.staff_id is None or not (person.role == OFFICER or person.is_own):
        raise Problem("not-for-you")
    if state not in CHANGEABLE:
        raise Problem("step-impossible", f"It is {state} now.")


def check_may_decide(person: Person, askers: Collection[int | None]) -> None:
    """Refuse who may not decide on a change: all but officers whose place and wish it is not.

    Raises Problem not-for-you, same-person; step-impossible where an asker's account is gone,
    because then nobody can tell that two people agree.
    """
    if person.staff_id is None or person.role != OFFICER:
        raise Problem("not-for-you")
    if person.is_own or person.staff_id in askers:
        raise Problem("same-person")
    if None in askers:
        raise Problem("step-impossible", "Who asked has no account any more. Ask for it anew.")


def askers_of(history: Collection[Step]) -> frozenset[int | None]:
    """Return who has asked for the change that waits: several, where wishes were merged."""
    found: set[int | None] = set()
    for step in history:
        if step.deed in DECIDED:
            found.clear()
        elif step.deed == PROPOSE_CHANGE:
            found.add(step.staff_id)
    return frozenset(found)


def is_visited_since(history: Collection[Step]) -> bool:
    """Return whether an officer was there after the change that waits was asked for."""
    for step in reversed([*history]):
        if step.deed in (CHECK, CHECK_AGAIN):
            return True
        if step.deed == PROPOSE_CHANGE:
            return False
    return False


def _plain(text: str) -> str:
    return brief(words_of(text)).replace(" ", "")
