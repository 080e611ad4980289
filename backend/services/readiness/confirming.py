"""Deeds: a guardian says that a place is ready, signed in or with the one-use link of a mail.

Whoever holds the link can confirm that place once and do nothing else. Its secret of 192 bits is
random and stored as a hash, which makes it as hard to forge as a signature, and unlike one it can
be taken back.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from backend.domain.listing import PUBLISHED_STATE
from backend.domain.staff import GUARDIAN
from backend.domain.timetable import Timetable
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.bank_holidays import coming_bank_holidays
from backend.services.calendars import calendar_of
from backend.services.listing.details import timetable_of
from backend.services.listing.held import hold, own
from backend.services.readiness.looking import look_at, row_of
from backend.services.readiness.rules import rules_now
from backend.services.secret_links import secret_hash
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.readiness import ConfirmLinkRow, ReadinessRow
from backend.storage.staff import StaffRow, looks_after
from shared.clock import local
from shared.problems import Problem

HOLIDAYS_SHOWN_DAYS = 45


@dataclass(frozen=True)
class ToConfirm:
    """What a guardian confirms: the place, its hours, and the bank holidays that come."""

    place_id: str
    name: str
    version: int
    guardian: str
    hours: Timetable
    holidays: tuple[tuple[date, str], ...]
    confirmed_on: date | None


def to_confirm(world: World, secret: str) -> ToConfirm:
    """Return what a link confirms; nothing changes by looking, as mail scanners do.

    Raises Problem link-spent (used, too old, not sent to a guardian of the place any more), and
    step-impossible where the place is not in the network now.
    """
    with read() as session:
        link, staff, place = _checked(session, world.now(), secret)
        row = session.get(ReadinessRow, place.id)
        today = local(world.now()).date()
        return ToConfirm(
            place_id=link.place_id,
            name=place.name,
            version=place.version,
            guardian=staff.name,
            hours=timetable_of(place).within(calendar_of(session, today, world.nation)),
            holidays=tuple(coming_bank_holidays(world.nation, today, HOLIDAYS_SHOWN_DAYS)),
            confirmed_on=row.confirmed_on if row else None,
        )


def confirm_by_link(world: World, secret: str, version: int | None = None) -> str:
    """Confirm the place of a link as it was seen, and use the link up; return the place's name.

    Raises what `to_confirm` raises, and changed-meanwhile, which leaves the link as it was.
    """
    with write(world.wake) as session:
        now = world.now()
        link, staff, place = _checked(session, now, secret, hold_it=True)
        if version is not None and place.version != version:
            raise Problem("changed-meanwhile")
        link.used_at = now
        who = Actor(staff.id, GUARDIAN, staff.name, staff.email)
        _confirm(session, world, who, place, "by the link in a mail")
        return place.name


def confirm(world: World, actor: Actor, place_id: str, version: int | None = None) -> None:
    """Confirm one's own place as it was seen; None takes it as it is.

    Raises not-found for anybody else's, step-impossible, changed-meanwhile.
    """
    with write(world.wake) as session:
        own(session, actor, place_id)
        place = hold(session, place_id, version)
        _refuse_unlisted(place)
        _confirm(session, world, actor, place, "")


def _confirm(session: Session, world: World, actor: Actor, place: PlaceRow, detail: str) -> None:
    now = world.now()
    row_of(session, now, place).confirmed_on = local(now).date()
    record(session, now, Entry(actor, "confirmed", f"place:{place.id}", detail))
    session.flush()
    look_at(session, now, [place], rules_now(session, now, world.nation))


def _checked(
    session: Session, now: datetime, secret: str, *, hold_it: bool = False
) -> tuple[ConfirmLinkRow, StaffRow, PlaceRow]:
    link = session.get(ConfirmLinkRow, secret_hash(secret), with_for_update=hold_it or None)
    if link is None:
        raise Problem("link-spent", "We do not know this link. Was the whole of it copied?")
    if link.used_at is not None:
        raise Problem("link-spent", "It was used already. Nothing has been changed now.")
    staff = session.get(StaffRow, link.staff_id)
    # Who looks after the place no longer cannot confirm it any more, whenever the mail was sent.
    is_guardian = staff is not None and staff.closed_at is None
    if (
        link.ends_at <= now
        or not is_guardian
        or not looks_after(session, link.staff_id, link.place_id)
    ):
        raise Problem(
            "link-spent", "It was sent to somebody who no longer uses it, or too long ago."
        )
    assert staff is not None
    place = hold(session, link.place_id, None) if hold_it else session.get(PlaceRow, link.place_id)
    assert place is not None
    _refuse_unlisted(place)
    return link, staff, place


def _refuse_unlisted(place: PlaceRow) -> None:
    if place.state != PUBLISHED_STATE:
        raise Problem("step-impossible", f"The place is {place.state} now. Ask your officer.")
