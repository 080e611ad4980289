"""Deeds: holding a server whose records may lack what was done last (D13)."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.restoring import (
    ASKED,
    RESTORED,
    STILL_TRUE_FOR,
    TOLD_FOR,
    Held,
    held_from,
)
from backend.domain.staff import ADMINISTRATOR, OFFICER
from backend.domain.steps import LIVE
from backend.services import published_folder as folder
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.audit import Entry, record
from backend.services.notices import Letter, post
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.holding import (
    HELD,
    MARKS,
    RESTORATIONS,
    TO_LOOK,
    end_all_sessions,
    give_up_waiting,
    last_known,
    marks_of,
    spend_all_invitations,
)
from backend.storage.places import PlaceRow
from backend.storage.publication import Publication, last
from backend.storage.settings import set_setting, setting
from backend.storage.staff import addresses_of
from shared.clock import format_moment, local, parse_moment
from shared.problems import Problem

log = logging.getLogger("backend")

NOT_SENT_AGAIN = "not known whether it was sent: records were restored"


def held() -> Held | None:
    """Return why and since when the server is held, None where it is not."""
    with read() as session:
        return held_from(setting(session, HELD))


def is_held(session: Session) -> bool:
    """Return whether the server is held."""
    return setting(session, HELD) is not None


def refuse_where_held(session: Session) -> None:
    """Raise Problem held where the server is."""
    if is_held(session):
        raise Problem("held")


def restored_lately(session: Session, now: datetime) -> str | None:
    """Return the day of the last restoration, such as "2026-11-29", None where none was lately."""
    for _, until in reversed(setting(session, RESTORATIONS) or ()):
        if now - parse_moment(until) <= TOLD_FOR:
            return local(parse_moment(until)).date().isoformat()
    return None


def hold(world: World, actor: Actor, why: str, known_until: datetime | None = None) -> Held:
    """Hold the server: publish and release nothing until people have looked through the records.

    Every place waits for an officer's look, every session ends, nothing that waited is mailed, and
    a list that may be as old as the records is taken out of the published folder. `known_until` is
    the last moment of which the records tell; they say it themselves where it is left out. Raises
    nothing-changed where it is held already.
    """
    with folder.refusing_unwritable(world.published_dir), folder.alone(world.published_dir):
        return hold_inside(world, actor, why, known_until)


def hold_by_hand(world: World, known_until: datetime | None, *, is_restored: bool) -> Held:
    """Hold it as an operator asks, as above."""
    return hold(world, COMMAND_LINE, RESTORED if is_restored else ASKED, known_until)


def hold_inside(world: World, actor: Actor, why: str, known_until: datetime | None = None) -> Held:
    """Hold the server as above, for whoever has the published folder for themselves already."""
    before = folder.read_manifest(world.published_dir)
    listed = _listed(world, before)
    with read() as session:
        _refuse_twice(session)
        is_true = _is_still_true(before, last(session), world.now())
    if not is_true:
        # First: who stops after this has no list, and that is noticed; else it stayed for ever.
        folder.take_back(world.published_dir)
    with write(world.wake) as session:
        begun = _held_from_now(session, world, why, known_until, before)
        _begin(session, world, begun, listed)
        entry = Entry(actor, "held", f"server:{why}", format_moment(begun.known_until))
        record(session, world.now(), entry)
    log.error("The service is held (%s): nothing is published. docs/operations.md, Restore", why)
    return begun


def _refuse_twice(session: Session) -> None:
    if is_held(session):
        raise Problem("nothing-changed", "It is held already.")


def _held_from_now(
    session: Session,
    world: World,
    why: str,
    known_until: datetime | None,
    before: Mapping[str, Any] | None,
) -> Held:
    _refuse_twice(session)
    now = world.now()
    known = min(known_until or last_known(session) or now, now)
    return Held(why, now, known, published=_published(before))


def _begin(session: Session, world: World, begun: Held, listed: frozenset[str] | None) -> None:
    set_setting(session, HELD, begun.to_wire())
    set_setting(session, MARKS, marks_of(session) or None)
    shown = session.scalars(select(PlaceRow.id).where(PlaceRow.state == LIVE))
    waiting = {each: None if listed is None else each in listed for each in shown}
    set_setting(session, TO_LOOK, waiting or None)
    window = [format_moment(begun.known_until), format_moment(begun.at)]
    set_setting(session, RESTORATIONS, [*(setting(session, RESTORATIONS) or ()), window])
    end_all_sessions(session, begun.at, "restored")
    spend_all_invitations(session, begun.at)
    give_up_waiting(session, begun.at, NOT_SENT_AGAIN)
    for email in addresses_of(session, (ADMINISTRATOR, OFFICER)):
        post(session, world, _letter(world, email, begun))


def _letter(world: World, email: str, begun: Held) -> Letter:
    at = local(begun.known_until)
    body = (
        "The service runs on restored records. Nothing is published and no place is shown as open "
        f"until people have looked: they tell of nothing after {at:%H:%M on %d.%m.%Y}.\n\n"
        "Officers look through the places, and an administrator releases it (two, where there are "
        f"two):\n{world.base_url}/console/restored\n\n"
        "Everybody was signed out. What was mailed just before may not have gone out.\n"
    )
    subject = "Held: look through the places, then release the service"
    return Letter(email, subject, body, f"held:{format_moment(begun.at)}")


def _published(before: Mapping[str, Any] | None) -> tuple[str, int] | None:
    return None if before is None else (before["epoch"], before["version"])


def _listed(world: World, before: Mapping[str, Any] | None) -> frozenset[str] | None:
    """Return the ids of the places on the list that lies in the folder, None without one."""
    for entry in (before or {"documents": ()})["documents"]:
        if entry["document"] == "places":
            try:
                _, bodies = folder.read_documents(world.published_dir, "places")
            except (OSError, ValueError, Problem):
                return None
            return frozenset(place["id"] for place in bodies["places"]["places"])
    return None


def _is_still_true(
    before: Mapping[str, Any] | None, published: Publication | None, now: datetime
) -> bool:
    """Return whether the list is ahead of the records, and young: then it lacks nothing of them.

    One that is as old as the records may have come from the same backup.
    """
    if before is None or published is None or before["epoch"] != published.epoch:
        return False
    age = now - parse_moment(before["published_at"])
    return before["version"] > published.version and age <= STILL_TRUE_FOR
