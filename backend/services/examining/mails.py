"""Deeds, looking: whether mail would be taken, and what of it waits or was given up."""

from collections.abc import Iterator
from datetime import timedelta

from backend.gateways.mail import MailRefusedError, MailUnreachableError
from backend.services.examining.findings import OK, SOON, WRONG, Finding, SetUp
from backend.services.sending import mail_state
from backend.services.transaction import read
from backend.storage.examining import given_up_since

WITHIN_S = 4.0
LATE, VERY_LATE = timedelta(minutes=15), timedelta(hours=6)
A_DAY = timedelta(days=1)


def mails(set_up: SetUp) -> Iterator[Finding]:
    """Ask the carrier without a mail, then look at what waits and what was given up."""
    yield from _waiting(set_up)
    carrier = type(set_up.mail).__name__.removesuffix("Mail")
    try:
        set_up.mail.try_out(WITHIN_S)
    except (MailUnreachableError, MailRefusedError) as trouble:
        to_do = "Mails wait and are tried again; see UMAY_MAIL and what belongs to it."
        yield Finding(WRONG, f"{carrier} would take none: {trouble}.", to_do)
    else:
        yield Finding(OK, f"{carrier} would take one; none was sent.")


def _waiting(set_up: SetUp) -> Iterator[Finding]:
    now, state = set_up.world.now(), mail_state()
    waits = now - state.oldest_waiting_at if state.oldest_waiting_at else timedelta()
    if waits > LATE:
        what = f"{state.waiting} wait, the oldest for {waits.total_seconds() // 60:,.0f} minutes."
        yield Finding(WRONG if waits > VERY_LATE else SOON, what, "/console/state says why.")
    else:
        yield Finding(OK, "none waits for longer than a quarter of an hour.")
    with read() as session:
        given_up = given_up_since(session, now - A_DAY)
    if given_up:
        what = f"{given_up} were given up in the last day."
        yield Finding(SOON, what, "/console/state says to whom, and why.")
