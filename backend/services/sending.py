"""Deeds: sending the notices that are due, each once, however many jobs run at once (D11).

A notice is claimed in a transaction of its own (its next try is put off), sent while no lock is
held, and its outcome stored after that. A machine that stops between sending and storing sends it
once more, with the same id.
"""

from dataclasses import dataclass
from datetime import datetime

from backend.domain.notices import CLAIMED_FOR, FAILED, MOST_TRIES, SENT, wait_after
from backend.gateways.mail import Mail, MailRefusedError, MailUnreachableError, Message
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.notices import claimed_notice, next_due, notice_counts

MOST_TROUBLES_IN_A_ROW = 3
"""After so many mails that were not taken, the server is taken to be away until the next round."""
GIVEN_UP = "given up after too many tries"


@dataclass(frozen=True)
class Sent:
    """What a round did: mails sent, put off for another try, and given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


@dataclass(frozen=True)
class MailState:
    """How mail does: notices waiting and given up, the oldest that waits, the last trouble."""

    waiting: int
    failed: int
    oldest_waiting_at: datetime | None
    last_trouble: str


@dataclass(frozen=True)
class _Claim:
    """A notice that is ours for CLAIMED_FOR, and which try this is."""

    message: Message
    tries: int


def send_due(world: World, mail: Mail) -> Sent:
    """Send what is due, oldest first; stop early where the mail server seems to be away."""
    counts = {"sent": 0, "put_off": 0, "given_up": 0}
    in_a_row = 0
    while in_a_row < MOST_TROUBLES_IN_A_ROW:
        claim = _claim(world)
        if claim is None:
            break
        outcome = _send(world, mail, claim)
        counts[outcome] += 1
        in_a_row = 0 if outcome == "sent" else in_a_row + 1
    return Sent(**counts)


def mail_state() -> MailState:
    """Return how mail does, for the console."""
    with read() as session:
        return MailState(*notice_counts(session))


def _claim(world: World) -> _Claim | None:
    with write() as session:
        now = world.now()
        row = next_due(session, now)
        if row is None:
            return None
        row.due_at = now + CLAIMED_FOR
        row.tries += 1
        message = Message(row.id, row.email, row.subject, row.body)
        return _Claim(message, row.tries)


def _send(world: World, mail: Mail, claim: _Claim) -> str:
    """Send and return which count of Sent rises."""
    if claim.tries > MOST_TRIES:
        # Each try before this one ended without a word: the machine stopped in the middle.
        return _fail(world, claim, GIVEN_UP)
    try:
        mail.send(claim.message)
    except MailRefusedError as refusal:
        return _fail(world, claim, str(refusal))
    except MailUnreachableError as trouble:
        return _put_off(world, claim, str(trouble))
    with write() as session:
        row = claimed_notice(session, claim.message.id, claim.tries)
        if row is not None:
            row.state, row.sent_at, row.body, row.trouble = SENT, world.now(), "", ""
    return "sent"


def _put_off(world: World, claim: _Claim, trouble: str) -> str:
    wait = wait_after(claim.tries)
    if wait is None:
        return _fail(world, claim, trouble)
    with write() as session:
        row = claimed_notice(session, claim.message.id, claim.tries)
        if row is not None:
            row.due_at, row.trouble = world.now() + wait, trouble[:300]
    return "put_off"


def _fail(world: World, claim: _Claim, trouble: str) -> str:
    """Give up; the text goes too, since it may hold a link that works."""
    with write() as session:
        row = claimed_notice(session, claim.message.id, claim.tries)
        if row is not None:
            row.state, row.due_at, row.body = FAILED, world.now(), ""
            row.trouble = trouble[:300]
    return "given_up"
