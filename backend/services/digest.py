"""Deeds: the daily mail that takes the end of the audit chain out of the house (D11).

Whoever can write to the database could cut the chain's tail and write its head anew; not in the
mailboxes of the administrators.
"""

from datetime import date

from sqlalchemy.orm import Session

from backend.services.audit import Head, Verdict, held_end, verify
from backend.services.notices import Letter, post
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.notices import is_noticed
from backend.storage.staff import administrators
from shared.clock import local

SENT_FROM_HOUR = 7
"""By the borough's wall: early enough to be read first."""


def send_digest(world: World) -> int:
    """Store today's mail to every administrator unless it is there; return how many were stored."""
    now = local(world.now())
    about = f"digest:{now.date()}"
    if now.hour < SENT_FROM_HOUR:
        return 0
    with read() as session:
        if is_noticed(session, about) or not administrators(session):
            return 0
    verdict = verify()
    with write(world.wake) as session:
        # Holding the end of the chain makes a second job wait, and then see our mail.
        end = held_end(session)
        return 0 if is_noticed(session, about) else _post(session, world, now.date(), verdict, end)


def _post(session: Session, world: World, day: date, verdict: Verdict, end: Head) -> int:
    holds = not verdict.trouble
    subject = f"UMay: {end.count} rows in the audit chain"
    letters = [
        Letter(
            email=email,
            subject=subject if holds else "UMay: the audit chain does NOT hold",
            body=_text(day, end, verdict.trouble),
            about=f"digest:{day}",
        )
        for email in administrators(session)
    ]
    for letter in letters:
        post(session, world, letter)
    return len(letters)


def _text(day: date, end: Head, trouble: str) -> str:
    found = trouble or "Every row is as it was written."
    return (
        f"On {day:%d.%m.%Y} the audit chain of UMay holds {end.count} rows.\n\n{found}\n\n"
        "Please keep this mail. It proves later that nothing was taken away at the end:\n\n"
        f"./umay audit verify --head {end}\n"
    )
