"""Deeds, looking: whether this machine, the database and the front agree on what time it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException

from backend.gateways.front import Answer
from backend.services.examining.findings import OK, SOON, UNKNOWN, WRONG, Finding, SetUp
from backend.services.transaction import read
from backend.storage.examining import is_postgresql, moment_there

A_LITTLE, A_LOT = timedelta(seconds=5), timedelta(seconds=60)
RESOLUTION = timedelta(seconds=1)
"""What the header Date leaves out."""


def clocks(set_up: SetUp) -> Iterator[Finding]:
    """Compare this machine's clock with those of the database and of the front."""
    with read() as session:
        if is_postgresql(session):
            before = set_up.machine_now()
            there = moment_there(session)
            yield _compared("the database", _apart(before, set_up.machine_now(), there))
    if set_up.is_clock_bent:
        yield Finding(UNKNOWN, "the front's is not compared: UMAY_CLOCK bends it.")
        return
    before = set_up.machine_now()
    try:
        answer = set_up.front.ask("/healthz")
    except (OSError, HTTPException) as error:
        what = f"the front's is not known: it was not reached ({type(error).__name__})."
        yield Finding(UNKNOWN, what)
        return
    apart = _apart(before - RESOLUTION, set_up.machine_now(), _said(answer))
    yield _compared(set_up.front.base_url, apart)


def _apart(before: datetime, after: datetime, there: datetime) -> timedelta:
    """Return how far a moment lies outside of the time in which it was asked for."""
    return max(before - there, there - after, timedelta())


def _compared(whose: str, apart: timedelta) -> Finding:
    what = f"this machine and {whose} are {apart.total_seconds():.0f} seconds apart."
    if apart <= A_LITTLE:
        return Finding(OK, what)
    to_do = "Let NTP keep both: `timedatectl set-ntp true`."
    return Finding(WRONG if apart > A_LOT else SOON, what, to_do)


def _said(answer: Answer) -> datetime:
    return parsedate_to_datetime(answer.headers["Date"])
