"""Deeds: whoever comes into office is written down; where two must agree, it waits for a word.

Each deed about who is in office first holds everybody who counts as an administrator.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.domain.appointing import (
    ALONE,
    COUNTS_FOR,
    INVITE,
    OPEN,
    PASSED_BY,
    ROLE,
    WAITS_FOR,
    Administrator,
    is_another,
)
from backend.domain.staff import ROLES
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.mailed_words import as_mailed
from backend.services.notices import Letter, post
from backend.services.world import World
from backend.storage.appointments import AppointmentRow, passed_by_since, take_back_waiting
from backend.storage.staff import StaffRow, administrators_since, is_set_up_administrator

WAYS = {INVITE: "be invited as", ROLE: "get the role of", OPEN: "have an account opened again as"}
"""What is asked for somebody, in words."""


@dataclass(frozen=True)
class Wish:
    """Who shall become an officer or administrator, and in which way (domain.appointing)."""

    deed: str
    role: str
    email: str
    name: str
    staff_id: int | None = None
    role_before: str = ""


def administrators(
    session: Session, now: datetime, *, is_held: bool = False
) -> list[Administrator]:
    """Return everybody who is or lately was an administrator."""
    lately = now - COUNTS_FOR
    passed_by = passed_by_since(session, lately)
    return [
        Administrator(
            *(row.id, row.name, row.email),
            is_one=is_set_up_administrator(row),
            ceased_at=row.administrator_until,
            is_passed_by=row.email in passed_by,
        )
        for row in administrators_since(session, lately, is_held=is_held)
    ]


def hold_administrators(session: Session, now: datetime) -> list[Administrator]:
    """Return them as they stay until the caller's deed is stored; comes before all it reads."""
    return administrators(session, now, is_held=True)


def must_wait(session: Session, world: World, actor: Actor, wish: Wish) -> bool:
    """Write down who shall come into office; return whether it waits for a second one's word.

    It does where an administrator counts besides the one who asks, and they are written to. What
    waits for the same address already is taken back. The command line asks nobody, for all may
    have lost their second step; the others read of it at once.
    """
    now = world.now()
    held = administrators(session, now)
    is_one_more = is_another(held, actor.id, now)
    waits = is_one_more and actor.id is not None
    done = PASSED_BY if is_one_more else ALONE
    take_back_waiting(session, wish.email, actor.id, now)
    row = AppointmentRow(
        id=world.new_id(),
        **asdict(wish),
        asked_by=actor.id,
        asked_at=now,
        ends_at=now + WAITS_FOR,
        decision=None if waits else done,
        decided_by=None if waits else actor.id,
        decided_at=None if waits else now,
    )
    session.add(row)
    deed = f"appointment-{row.decision or 'asked'}"
    record(session, now, Entry(actor, deed, f"appointment:{row.id}", f"{row.deed}:{row.role}"))
    for other in held:
        if other.is_one and other.id not in (actor.id, wish.staff_id):
            post(session, world, _asked(world, row, actor, other))
    return waits


def cease(session: Session, world: World, actor: Actor, staff: StaffRow) -> None:
    """Note that somebody is no administrator from now on; tell them, and all the others."""
    now = world.now()
    staff.administrator_until = now
    told = {each.email for each in administrators(session, now) if each.is_one}
    for email in sorted({staff.email, *told}):
        body = (
            f"{as_mailed(staff.name)} ({staff.email}) is no longer an administrator of UMay. "
            f"{as_mailed(actor.name)} ({actor.email or 'on the server'}) said so just now.\n\n"
            f"For {COUNTS_FOR.days} days nobody becomes an officer or administrator without a "
            "second administrator’s word, even where only one is left. If this is not right, "
            "tell an officer, or whoever runs the service, today.\n"
        )
        subject = "Somebody is no longer an administrator"
        post(session, world, Letter(email, subject, body, f"staff:{staff.id}"))


def _asked(world: World, row: AppointmentRow, actor: Actor, other: Administrator) -> Letter:
    who = f"{as_mailed(row.name, 'somebody')} ({row.email}), {ROLES[row.role].lower()}"
    if row.decision is None:
        subject = "Somebody waits for your word"
        first = f"{as_mailed(actor.name)} asks that {_wanted(row)}."
        then = (
            f"Nothing happens without the word of an administrator who did not ask. It waits for "
            f"{WAITS_FOR.days} days. Give it only if you know the person, and that the address "
            f"is theirs alone:\n{world.base_url}/console/people"
        )
    else:
        subject = f"From the command line: a new {ROLES[row.role].lower()}"
        first = f"Whoever runs the service has invited {who}, and asked no administrator."
        then = (
            "If you did not expect that, ask them today. The account gives no word for others "
            f"in its first {COUNTS_FOR.days} days. You can take the invitation back, or close "
            f"the account:\n{world.base_url}/console/people"
        )
    return Letter(other.email, subject, f"{first}\n\n{then}\n", f"appointment:{row.id}")


def _wanted(row: AppointmentRow) -> str:
    named = f"{as_mailed(row.name, 'somebody')} ({row.email})"
    return f"{named} shall {WAYS[row.deed]} {ROLES[row.role].lower()}"
