"""The phone's memory: how far its clock is off, and when what was known of that is over (D2)."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from mobile.store.database import write
from shared.clock import to_minute, uptime_s

SMALL_S = 120
"""Two minutes: an offset up to this is not applied, and readings up to this far apart agree."""

SAID_FROM_S = 600
"""A clock that is further off than this is said on the screen."""

_SETTING = "clock"


@dataclass(frozen=True)
class Clocks:
    """The two clocks of a phone: one on the wall that people set, and the time since it started."""

    now: Callable[[], datetime]
    uptime_s: Callable[[], float] = uptime_s

    def booted_at(self) -> datetime:
        """Return when the phone started, by the clock on the wall: it moves when that is set."""
        return self.now() - timedelta(seconds=self.uptime_s())


@dataclass(frozen=True)
class Offset:
    """Seconds from the phone's clock to the server's, true while the phone started at `booted_s`.

    `booted_s` (seconds since 1970, by the phone's clock) is the same all the time the phone runs
    and until somebody sets its clock; it does not say when the app was used. `doubt_s` is another
    offset that the last answer claimed without either of these having happened.
    """

    seconds: int
    booted_s: int
    doubt_s: int | None = None

    @property
    def applied_s(self) -> int:
        """The seconds to add to the phone's clock: none where they are few."""
        return self.seconds if abs(self.seconds) > SMALL_S else 0

    def holds_for(self, booted_s: float) -> bool:
        """Return whether neither a start of the phone nor a hand on its clock lies between."""
        return abs(booted_s - self.booted_s) <= SMALL_S


@dataclass(frozen=True)
class Saved:
    """What re-stamping an unsent answer needs; it stays on the phone and goes with the answer.

    `saved_minute` and `booted_minute` are the phone's clock untouched, `stamped_minute` is the
    corrected minute that week and daypart were worked out for. `when` is a code such as "today".
    """

    when: str
    saved_minute: int
    booted_minute: int
    stamped_minute: int

    def true_minute(self, offset: Offset) -> int:
        """Return when the answer was really saved, as far as this offset can tell.

        A start of the phone that lies before the saving, yet at another moment than was thought
        then, means that the clock was set in between; one that lies after it, that the phone was
        started anew and its clock is the same.
        """
        booted = round(offset.booted_s / 60)
        set_by = booted - self.booted_minute if booted <= self.saved_minute else 0
        return self.saved_minute + set_by + round(offset.applied_s / 60)


class CorrectedClock:
    """What time it is: the phone's clock, put right by what is known of it."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self.offset: Offset | None = None
        self.not_before: datetime | None = None
        """The held list's moment: a clock that says less is provably wrong."""

    def now(self) -> datetime:
        """Return the corrected moment, never one before the held list."""
        moment = self._corrected()
        return max(moment, self.not_before) if self.not_before else moment

    @property
    def off_by_s(self) -> int:
        """How many seconds the phone's clock is known to be slow (above 0) or fast (below)."""
        return self.offset.seconds if self.offset and self._is_believed(self.offset) else 0

    @property
    def is_lost(self) -> bool:
        """Whether the clock is provably wrong and it is not known by how much."""
        if self.not_before is None or (self.offset and self._is_believed(self.offset)):
            return False
        return self._clocks.now() < self.not_before - timedelta(seconds=SAID_FROM_S)

    def saving(self, when: str, stamped_at: datetime) -> Saved:
        """Return what an answer saved now needs to be stamped anew later."""
        booted = to_minute(self._clocks.booted_at())
        return Saved(when, to_minute(self._clocks.now()), booted, to_minute(stamped_at))

    def _corrected(self) -> datetime:
        own = self._clocks.now()
        if self.offset is None or not self._is_believed(self.offset):
            return own
        return own + timedelta(seconds=self.offset.applied_s)

    def _is_believed(self, offset: Offset) -> bool:
        return offset.holds_for(self._clocks.booted_at().timestamp())


def read_offset(connection: sqlite3.Connection) -> Offset | None:
    """Return what the phone knows of its clock, or None before the first answer."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (_SETTING,)).fetchone()
    return Offset(**json.loads(row[0])) if row else None


def keep_offset(connection: sqlite3.Connection, offset: Offset) -> None:
    """Keep what an answer said of the phone's clock."""
    with write(connection):
        connection.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
            (_SETTING, json.dumps(asdict(offset))),
        )
