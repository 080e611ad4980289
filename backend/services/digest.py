"""Deeds: the daily mail: the audit chain's end, kept elsewhere; who decides; readiness (D11).

Whoever can write to the database could cut the chain's tail and write its head anew; not in the
mailboxes of the administrators and officers.
"""

from datetime import date

from sqlalchemy.orm import Session

from backend.domain.security import ALARMS, LITTLE_ROOM, MANY_FROM_RESIDENTS
from backend.domain.staff import ADMINISTRATOR, OFFICER
from backend.services.audit import Head, Verdict, held_end, verify
from backend.services.notices import Letter, post
from backend.services.overview.appointments import appointments_in_words
from backend.services.readiness.overview import Totals, totals_in
from backend.services.security_log import midnight_of
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.notices import is_noticed
from backend.storage.security import alarms_since
from backend.storage.staff import addresses_of
from shared.clock import local

SENT_FROM_HOUR = 7
"""By the borough's wall: early enough to be read first."""

READERS = (ADMINISTRATOR, OFFICER)
"""Who gets it."""

YESTERDAY = 25
"""Hours; the longest day has as many."""

ALARM_WORDS = {
    MANY_FROM_RESIDENTS: (
        "Since yesterday residents sent far more than is usual. Nothing was refused. Before "
        "anybody believes a figure of these days: {}/console/review"
    ),
    LITTLE_ROOM: (
        "Since yesterday less than a tenth of a disk was free. Please tell whoever runs the "
        "service: {}/console/security"
    ),
}


def send_digest(world: World) -> int:
    """Store today's mail to all who get it unless it is there; return how many were stored."""
    now = local(world.now())
    about = f"digest:{now.date()}"
    if now.hour < SENT_FROM_HOUR:
        return 0
    with read() as session:
        if is_noticed(session, about) or not addresses_of(session, READERS):
            return 0
    verdict = verify()
    with write(world.wake) as session:
        # Holding the end of the chain makes a second job wait, and then see our mail.
        end = held_end(session)
        return 0 if is_noticed(session, about) else _post(session, world, now.date(), verdict, end)


def _post(session: Session, world: World, day: date, verdict: Verdict, end: Head) -> int:
    subject = f"UMay: {end.count} rows in the audit chain"
    told = totals_in(session, world.now())
    parts = (
        _text(day, end, verdict.trouble),
        f"Who may decide\n\n{appointments_in_words(session, world.now(), world.base_url)}",
        f"Readiness today\n\n{readiness_in_words(told, world.base_url)}",
        *alarms_in_words(
            alarms_since(session, midnight_of(world.now()) - YESTERDAY), world.base_url
        ),
    )
    body = "\n\n".join(parts) + "\n"
    readers = addresses_of(session, READERS)
    for email in readers:
        letter = Letter(
            email=email,
            subject="UMay: the audit chain does NOT hold" if verdict.trouble else subject,
            body=body,
            about=f"digest:{day}",
        )
        post(session, world, letter)
    return len(readers)


def readiness_in_words(told: Totals, base_url: str) -> str:
    """Return the few lines on readiness."""
    lines = (
        f"Of {told.places} places in the network, {told.hidden} hidden and {told.due} due.",
        f"Checks wanted, as several residents said that nobody helped: {told.checks_wanted}.",
        f"Places that nobody looks after: {told.alone}.",
        f"Places whose last reminder came back: {told.returned}.",
        f"Who and why: {base_url}/console/readiness",
    )
    return "\n".join(lines)


def alarms_in_words(noted: set[str], base_url: str) -> list[str]:
    """Return what is past a ceiling since yesterday, in a paragraph each."""
    return [ALARM_WORDS[what].format(base_url) for what in ALARMS if what in noted]


def _text(day: date, end: Head, trouble: str) -> str:
    found = trouble or "Every row is as it was written."
    return (
        f"On {day:%d.%m.%Y} the audit chain of UMay holds {end.count} rows.\n\n{found}\n\n"
        "Please keep this mail. It proves later that nothing was taken away at the end:\n\n"
        f"./umay audit verify --head {end}"
    )
