"""Deeds: the names and addresses of guardians beside their places, taken on purpose alone (S14)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.exporting import MOST_PERSONAL_ROWS
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.going_on import Daily
from backend.services.world import World
from backend.storage.counting import held_turn
from backend.storage.given_words import (
    TakenListRow,
    TakingOnRow,
    asked_since,
    taken_since,
    takers_since,
)
from backend.storage.staff import GuardianshipRow, InvitationRow, StaffRow

GUARDIAN_COLUMNS = ("guardian_names", "guardian_emails")
"""Columns of people; no import reads them."""

TAKING = Daily(
    most=MOST_PERSONAL_ROWS,
    words=TakingOnRow,
    done=taken_since,
    doers=takers_since,
    wanted=asked_since,
    deed="list-taking-on",
    units="rows with guardians more",
)
"""Taking rows with guardians' names and addresses away."""


def guardian_cells(session: Session, now: datetime) -> Mapping[str, dict[str, str]]:
    """Return the cells of guardians, and of those invited to be one, by place."""
    accounts = select(GuardianshipRow.place_id, StaffRow.name, StaffRow.email).join(
        StaffRow, GuardianshipRow.staff_id == StaffRow.id
    )
    invited = select(InvitationRow.place_id, InvitationRow.name, InvitationRow.email).where(
        InvitationRow.place_id.is_not(None),
        InvitationRow.used_at.is_(None),
        InvitationRow.ends_at > now,
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for people in (accounts.order_by(StaffRow.name), invited.order_by(InvitationRow.name)):
        for place_id, name, email in session.execute(people):
            found.setdefault(str(place_id), []).append((name, email))
    return {
        place_id: {
            column: "; ".join(each[at] for each in people)
            for at, column in enumerate(GUARDIAN_COLUMNS)
        }
        for place_id, people in found.items()
    }


def may_take(session: Session, world: World, actor: Actor, number: int) -> bool:
    """Write down that somebody takes so many rows, or that they ask and wait for a second word.

    The command line has no day: who runs it reads the database anyway.
    """
    if actor.id is None:
        return True
    now = world.now()
    # Two windows of one officer count one after the other.
    held_turn(session)
    is_let = number <= TAKING.left_of_today(session, actor.id, now)
    taken = number if is_let else 0
    told = {"staff_id": actor.id, "at": now, "number": taken, "asked": number}
    session.add(TakenListRow(id=world.new_id(), **told))
    if not is_let:
        what = f"{number} rows with guardians, more than today's {TAKING.most}"
        record(session, now, Entry(actor, "export-asked", "places", what))
    return is_let
