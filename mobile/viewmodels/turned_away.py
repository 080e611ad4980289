"""Places that the person found closed, or that sent them away: known on this phone, for a while."""

import json
import sqlite3
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import date

from mobile.store import remembered
from mobile.ui.words import text as _
from shared.clock import from_minute, local
from shared.help_answer import CLOSED, WHY_NOT
from shared.hours import Opening

LONGEST_MIN = 12 * 60
"""For so long at most a place stands below the others: what kept it closed may be over by then."""


@dataclass(frozen=True)
class Said:
    """What was said of a place: why not, at which UTC minute, and until which minute it counts."""

    why_not: str
    minute: int
    until: int

    def words(self, today: date) -> str:
        """Return it as the person's own words, which they are, with the day."""
        is_closed = self.why_not == CLOSED
        if local(from_minute(self.minute)).date() == today:
            return (
                _("You said it was closed, today")
                if is_closed
                else _("You said they turned you away, today")
            )
        return (
            _("You said it was closed, yesterday")
            if is_closed
            else _("You said they turned you away, yesterday")
        )


class TurnedAway:
    """What was said, by place; each is forgotten when it counts no more."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._said = _read(connection)

    def of(self, place_id: str, minute: int) -> Said | None:
        """Return what counts of a place at a UTC minute."""
        said = self._said.get(place_id)
        # A clock that was put back must not make it count for longer.
        return said if said is not None and said.minute <= minute < said.until else None

    def say(self, place_id: str, why_not: str, openings: tuple[Opening, ...], minute: int) -> None:
        """Let a place stand below the others until it opens next, LONGEST_MIN at most."""
        opens = (begin for begin, _end in openings if begin > minute)
        until = min(next(opens, minute + LONGEST_MIN), minute + LONGEST_MIN)
        self._keep({**self._counting(minute), place_id: Said(why_not, minute, until)})

    def undo(self, place_id: str, minute: int) -> None:
        """Take back what was said of a place, and forget what counts no more."""
        said = self._counting(minute)
        said.pop(place_id, None)
        self._keep(said)

    def forget_old(self, minute: int) -> None:
        """Keep nothing of what counts no more."""
        counting = self._counting(minute)
        if counting != self._said:
            self._keep(counting)

    def is_empty(self) -> bool:
        """Return whether nothing was said of any place."""
        return not self._said

    def _counting(self, minute: int) -> dict[str, Said]:
        return {each: self._said[each] for each in self._said if self.of(each, minute)}

    def _keep(self, said: dict[str, Said]) -> None:
        self._said = said
        body = {place_id: astuple(each) for place_id, each in said.items()}
        # On a full phone it counts until the app closes.
        with suppress(sqlite3.Error):
            remembered.keep(self._connection, "turned_away", json.dumps(body) if body else "")


def without(openings: tuple[Opening, ...], said: Said) -> tuple[Opening, ...]:
    """Return openings as they are for somebody who was not let in: none while that counts."""
    return tuple((max(begin, said.until), end) for begin, end in openings if end > said.until)


def _read(connection: sqlite3.Connection) -> dict[str, Said]:
    """Return what was remembered; what cannot be read was never said."""
    try:
        body = json.loads(remembered.read(connection, "turned_away") or "{}")
        found = {str(place_id): _one(*each) for place_id, each in body.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
    return {place_id: each for place_id, each in found.items() if each is not None}


def _one(why_not: object, minute: object, until: object) -> Said | None:
    """Return what was said of one place, or None where that makes no sense."""
    if not isinstance(minute, int) or not isinstance(until, int) or why_not not in WHY_NOT:
        return None
    return Said(str(why_not), minute, until) if 0 < until - minute <= LONGEST_MIN else None
