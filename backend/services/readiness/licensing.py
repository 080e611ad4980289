"""Deeds: the list for licensing partners, made by the published rule and for a purpose."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.licensing import FAILED_CHECK, RULE, TOO_FEW_TRAINED
from backend.domain.readiness import TRAINING, standing
from backend.domain.spot_checks import FAILED
from backend.domain.staff import OFFICER
from backend.domain.suspending import REASONS, VENUE_ASKED
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.cells import plain
from backend.services.listing.held import own
from backend.services.readiness.looking import facts_of
from backend.services.readiness.rules import rules_now
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow, training_of
from backend.storage.readiness_lists import last_checks, last_suspensions
from shared.clock import local, to_minute
from shared.problems import Fault, Problem

COLUMNS = ("name", "address", "town", "postcode", "hidden_since", "because")
MOST_PURPOSE = 200


@dataclass(frozen=True)
class Listed:
    """A place on the list: what partners are told of it, and nothing else."""

    place_id: str
    name: str
    address: str
    town: str
    postcode: str
    since: date
    because: str


def licensing_list(world: World) -> tuple[Listed, ...]:
    """Return the places on the list now, in the order of names."""
    with read() as session:
        return _listed(session, world)


def told_to_licensing(world: World, actor: Actor, place_id: str) -> str:
    """Return why one's own place stands on the list now, "" where it does not.

    Raises not-found for anybody else's.
    """
    with read() as session:
        own(session, actor, place_id)
        found = _listed(session, world, place_id)
        return found[0].because if found else ""


def take_licensing_list(world: World, actor: Actor, purpose: str) -> str:
    """Return the list as CSV, the rule as comment lines first; that it was taken is audited.

    Raises not-for-you, and form-invalid without a purpose.
    """
    if actor.role != OFFICER:
        raise Problem("not-for-you")
    purpose = purpose.strip()
    if not 0 < len(purpose) <= MOST_PURPOSE:
        what = f"Say what the list is for, in at most {MOST_PURPOSE} characters."
        raise Problem("form-invalid", errors=[Fault("purpose", what)])
    with write() as session:
        now = world.now()
        found = _listed(session, world)
        detail = f"{purpose}: {len(found)} places"
        record(session, now, Entry(actor, "licensing-list", "licensing", detail))
    return _as_csv(now, found)


def _listed(session: Session, world: World, place_id: str = "") -> tuple[Listed, ...]:
    now = world.now()
    only = [PlaceRow.id == place_id] if place_id else []
    stopped = select(PlaceRow).where(PlaceRow.state == "suspended", *only)
    hidden = select(PlaceRow).where(
        PlaceRow.state == "live", PlaceRow.ready_until <= to_minute(now), *only
    )
    found = [
        *_failed(session, list(session.scalars(stopped))),
        *_untrained(session, world, list(session.scalars(hidden))),
    ]
    return tuple(sorted(found, key=lambda each: (each.name, each.place_id)))


def _failed(session: Session, places: Sequence[PlaceRow]) -> Iterable[Listed]:
    """Yield those whose last spot check failed, and that were not put right since.

    A check from before the last suspension was answered for when that one was lifted.
    """
    ids = [place.id for place in places]
    checks, stops = last_checks(session, ids), last_suspensions(session, ids)
    for place in places:
        at, outcome = checks.get(place.id, (None, ""))
        stopped_at, reason = stops.get(place.id, (None, ""))
        is_own_wish = reason.startswith(REASONS[VENUE_ASKED])
        if at is None or outcome != FAILED or is_own_wish:
            continue
        if stopped_at is None or at >= stopped_at:
            yield _told(place, local(at).date(), FAILED_CHECK)


def _untrained(session: Session, world: World, places: Sequence[PlaceRow]) -> Iterable[Listed]:
    now = world.now()
    ids = [place.id for place in places]
    which = select(ReadinessRow).where(ReadinessRow.place_id.in_(ids))
    rows = {row.place_id: row for row in session.scalars(which)}
    trained, rules = training_of(session, ids), rules_now(session, now, world.nation)
    for place in places:
        if place.id not in rows:
            continue
        facts = facts_of(place, rows[place.id], trained.get(place.id, ()))
        stands = standing(facts, rules.periods, rules.holidays, to_minute(now))
        for duty in stands.duties:
            if duty.kind == TRAINING and duty.hides_from <= to_minute(now):
                yield _told(place, duty.ends_on, TOO_FEW_TRAINED)


def _told(place: PlaceRow, since: date, because: str) -> Listed:
    where = (place.address, place.town, place.postcode)
    return Listed(place.id, place.name, *where, since, because)


def _as_csv(now: datetime, found: Sequence[Listed]) -> str:
    out = io.StringIO()
    for line in (*RULE, f"As of {local(now):%Y-%m-%d %H:%M}. Places on the list: {len(found)}."):
        out.write(f"# {line}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in found:
        where = (plain(each.address), plain(each.town), plain(each.postcode))
        writer.writerow((plain(each.name), *where, each.since.isoformat(), each.because))
    return out.getvalue()
