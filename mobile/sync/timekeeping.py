"""The phone's exchange: what the server's `Date` says of the phone's clock (D2)."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from mobile.store import mirror
from mobile.store.clock import SMALL_S, Clocks, Offset, keep_offset, read_offset
from mobile.sync.transport import Answer
from shared.digits import is_digits

LONGEST_TRIP_S = 10.0
"""An answer that took longer says too little about when it was written."""

EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""No server of ours says a moment outside these: by one at the end of the calendar the next step
of the clock would leave it, and with it every round."""

_KEPT_FROM_S = 30
"""A reading that differs by less than this is not written down again."""


@dataclass(frozen=True)
class Heard:
    """A moment of the server, and the phone's uptime in the middle of the asking."""

    server_at: datetime
    uptime_s: float


def hear(answer: Answer, began_s: float, ended_s: float) -> Heard | None:
    """Return what an answer says of the time, or None when it says too little.

    `began_s` and `ended_s` are the phone's uptime. A cache's `Age` is added (RFC 9111, 5.1).
    """
    said = server_time(answer)
    age = answer.headers.get("age", "0").strip()
    is_readable = is_digits(age) and len(age) < 10
    if said is None or not is_readable or not 0 <= ended_s - began_s <= LONGEST_TRIP_S:
        return None
    return Heard(said + timedelta(seconds=int(age)), (began_s + ended_s) / 2)


def is_possible(moment: datetime) -> bool:
    """Return whether a server of ours can have said this moment."""
    return EARLIEST <= moment < LATEST


def server_time(answer: Answer) -> datetime | None:
    """Return the `Date` of an answer, or None when it cannot be read or cannot be."""
    try:
        moment = parsedate_to_datetime(answer.headers.get("date", ""))
        # RFC 5322, 3.3: "-0000" is UTC, and comes without a zone.
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if is_possible(moment) else None


def learn(connection: sqlite3.Connection, heard: Heard, clocks: Clocks) -> bool:
    """Keep what was heard of the phone's clock; return whether the corrected time changed.

    An answer that is older than the held list comes from a cache. One that contradicts what was
    known, while the phone ran on and nobody set its clock, is believed when a second one agrees.
    """
    held = mirror.state(connection)
    if held and heard.server_at < held.published_at - timedelta(seconds=SMALL_S):
        return False
    booted_at = clocks.booted_at()
    thought_at = booted_at + timedelta(seconds=heard.uptime_s)
    seconds = round((heard.server_at - thought_at).total_seconds())
    known = read_offset(connection)
    taken = _weigh(known, Offset(seconds, round(booted_at.timestamp())))
    if known is None or _differs(known, taken):
        keep_offset(connection, taken)
    was = known.applied_s if known and known.holds_for(taken.booted_s) else 0
    return taken.applied_s != was


def _weigh(known: Offset | None, claimed: Offset) -> Offset:
    if known is None or not known.holds_for(claimed.booted_s):
        return claimed
    agreeing = (known.seconds, known.doubt_s)
    if any(it is not None and abs(claimed.seconds - it) <= SMALL_S for it in agreeing):
        return claimed
    return replace(known, doubt_s=claimed.seconds)


def _differs(known: Offset, taken: Offset) -> bool:
    steps = (taken.seconds - known.seconds, taken.booted_s - known.booted_s)
    return known.doubt_s != taken.doubt_s or max(map(abs, steps)) >= _KEPT_FROM_S
