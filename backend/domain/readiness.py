"""Rules: whether a place is ready, what is due of it, and until when residents may see it.

The standing is worked out from dated facts at every look; nothing stored says "ready". The model
is The Circuit, the national defibrillator network: named guardians, regular confirmation, access
hours, and out of service without it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from backend.domain.listing import CHECK_HOLDS_MONTHS, months_after
from backend.domain.training import Cover, Register, covered_until
from shared.hours import resolve

READY, DUE, SUSPENDED = STANDINGS = ("ready", "due", "suspended")
"""Everything holds; something is overdue, and the place sinks; it is hidden until put right."""

CONFIRMATION, TRAINING, HOLIDAY, VERIFICATION = KINDS = (
    *("confirmation", "training", "holiday", "verification"),
)

DAY_BEGINS_MIN = 6 * 60
"""What is due on a day is due at 06:00 by the wall: no place vanishes in the middle of a night."""

HOLIDAYS_APART_DAYS = 7
"""Bank holidays with at most so many days between them are confirmed together, as Christmas and
New Year, or Good Friday and Easter Monday."""


@dataclass(frozen=True)
class Periods:
    """How long everything holds; an administrator sees and changes each.

    The defaults: confirmation monthly as The Circuit asks its guardians, training for twelve
    months, verification every twelve (S9).
    """

    confirm_every_days: int = 31
    confirm_grace_days: int = 14
    training_months: int = 12
    training_grace_days: int = 28
    trained_percent: int = 50
    modules: tuple[str, ...] = ("first_response",)
    holiday_notice_days: int = 21
    check_months: int = CHECK_HOLDS_MONTHS
    remind_before_days: int = 7
    visit_every_days: int = 180

    @property
    def cover(self) -> Cover:
        """What training must hold."""
        return Cover(self.training_months, self.modules, self.trained_percent)


BOUNDS = {
    "confirm_every_days": (7, 92),
    "confirm_grace_days": (1, 31),
    "training_months": (3, 24),
    "training_grace_days": (1, 62),
    "trained_percent": (1, 100),
    "holiday_notice_days": (3, 42),
    "check_months": (1, CHECK_HOLDS_MONTHS),
    "remind_before_days": (1, 28),
    "visit_every_days": (14, 366),
}
"""The least and the most that each period may be set to."""


@dataclass(frozen=True)
class Facts:
    """What is known of a place; days are those of the borough's wall.

    `began_on`: when residents could first see it (again); `short_since`: since when too few are
    trained by what its guardians wrote down, None where enough are or were until training ran out.
    """

    began_on: date
    confirmed_on: date | None
    register: Register
    short_since: date | None
    checked_on: date | None


@dataclass(frozen=True)
class Duty:
    """Something that has to be done: overdue from `due_on`, and hides the place from `ends_on`.

    It is over by itself on `over_on`: hours of a bank holiday that has passed need nobody.
    """

    kind: str
    due_on: date
    ends_on: date
    over_on: date | None = None

    @property
    def sinks(self) -> bool:
        """Whether it is the place that is late; a check is for officers to make."""
        return self.kind != VERIFICATION

    @property
    def due_from(self) -> int:
        """The UTC minute from which it is overdue."""
        return day_begins(self.due_on, self._wall_minute)

    @property
    def hides_from(self) -> int:
        """The UTC minute from which the place is hidden."""
        return day_begins(self.ends_on, self._wall_minute)

    @property
    def _wall_minute(self) -> int:
        # The listing itself ends at midnight (S9).
        return 0 if self.kind == VERIFICATION else DAY_BEGINS_MIN

    @property
    def over_from(self) -> int | None:
        """The UTC minute from which it is over by itself."""
        return None if self.over_on is None else day_begins(self.over_on)


@dataclass(frozen=True)
class Standing:
    """Where a place stands: its duties by when they hide it, and the minutes that phones enforce.

    `ready_until` and `due_from` are UTC minutes; None where nothing will ever be due.
    """

    name: str
    duties: tuple[Duty, ...]
    ready_until: int | None
    due_from: int | None

    @property
    def why(self) -> Duty | None:
        """What makes it due or suspended, the most urgent first."""
        return self.duties[0] if self.name != READY and self.duties else None

    def changes_after(self, minute: int) -> int | None:
        """Return the first UTC minute after this one at which time alone changes something."""
        found = {moment for duty in self.duties for moment in _moments(duty) if moment > minute}
        return min(found, default=None)


def standing(facts: Facts, periods: Periods, holidays: Sequence[date], minute: int) -> Standing:
    """Return where a place stands at a UTC minute; `holidays` in order, those just past too."""
    found = (
        *(_confirmation(facts, periods), _training(facts, periods)),
        *(_holiday(facts, periods, holidays, minute), _verification(facts, periods)),
    )
    duties = sorted(
        (duty for duty in found if duty is not None), key=lambda duty: (duty.hides_from, duty.kind)
    )
    ready_until = min((duty.hides_from for duty in duties), default=None)
    due_from = min((duty.due_from for duty in duties if duty.sinks), default=None)
    name = READY
    if due_from is not None and due_from <= minute:
        name = DUE
    if ready_until is not None and ready_until <= minute:
        name = SUSPENDED
    return Standing(name, tuple(_urgent_first(duties, minute)), ready_until, due_from)


def holiday_times(holidays: Sequence[date]) -> list[tuple[date, date]]:
    """Return the first and last day of each time of bank holidays, in order."""
    if not holidays:
        return []
    times = [(holidays[0], holidays[0])]
    for before, day in pairwise(holidays):
        first = times[-1][0] if (day - before).days <= HOLIDAYS_APART_DAYS else day
        if first == day:
            times.append((day, day))
        else:
            times[-1] = (first, day)
    return times


def short_since(facts: Facts, register: Register, periods: Periods, today: date) -> date | None:
    """Return since when too few are trained once this register is kept; None where enough are.

    Writing the register anew gives no new time: who was short stays short since then.
    """
    before = _training(facts, periods).due_on
    if covered_until(register, periods.cover, today) > today:
        return None
    return min(before, today)


def day_begins(day: date, wall_minute: int = DAY_BEGINS_MIN) -> int:
    """Return the UTC minute at which what is due on a day is due."""
    return resolve(day, wall_minute, later=False)


def _moments(duty: Duty) -> Iterable[int]:
    yield duty.due_from
    yield duty.hides_from
    if duty.over_from is not None:
        yield duty.over_from


def _urgent_first(duties: Iterable[Duty], minute: int) -> list[Duty]:
    """Return duties in the order in which they hide, what is overdue before what is not."""
    return sorted(duties, key=lambda duty: (duty.due_from > minute, duty.hides_from, duty.kind))


def _confirmation(facts: Facts, periods: Periods) -> Duty:
    since = max(facts.confirmed_on or facts.began_on, facts.began_on)
    due_on = since + timedelta(days=periods.confirm_every_days)
    return Duty(CONFIRMATION, due_on, due_on + timedelta(days=periods.confirm_grace_days))


def _training(facts: Facts, periods: Periods) -> Duty:
    grace = timedelta(days=periods.training_grace_days)
    if facts.short_since is not None:
        due_on = max(facts.short_since, facts.began_on)
    elif facts.register.rota:
        due_on = _ran_out(facts, periods)
    else:
        # Nobody has written anything down yet: a place that has just begun gets time to.
        due_on = facts.began_on + grace
    return Duty(TRAINING, due_on, due_on + grace)


def _ran_out(facts: Facts, periods: Periods) -> date:
    """Return when what is written down stops being enough, which may be long ago."""
    cover, register = periods.cover, facts.register
    given = [line.on for line in register.lines]
    start = max([facts.began_on, *given])
    return covered_until(register, cover, start)


def _holiday(facts: Facts, periods: Periods, holidays: Sequence[date], minute: int) -> Duty | None:
    """Return the next time of bank holidays for which nobody has confirmed the hours."""
    known_on = max(facts.confirmed_on or facts.began_on, facts.began_on)
    for first, last in holiday_times(holidays):
        due_on = first - timedelta(days=periods.holiday_notice_days)
        duty = Duty(HOLIDAY, due_on, first, last + timedelta(days=1))
        if known_on < due_on and day_begins(last + timedelta(days=1)) > minute:
            return duty
    return None


def _verification(facts: Facts, periods: Periods) -> Duty | None:
    if facts.checked_on is None:
        return None
    ends_on = months_after(facts.checked_on, periods.check_months)
    return Duty(VERIFICATION, ends_on, ends_on)
