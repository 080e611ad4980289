"""Deeds: working out where places stand, and keeping what phones and lists need of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from backend.domain.readiness import READY, SUSPENDED, Facts, Periods, Standing, standing
from backend.domain.reminders import wake_after
from backend.domain.training import Register, Trained
from backend.services.readiness.rules import Rules
from backend.storage.places import PlaceRow
from backend.storage.publication import mark_due
from backend.storage.readiness import (
    ReadinessRow,
    StandingChangeRow,
    TrainingRow,
    last_standing,
    training_of,
)
from shared.clock import from_minute, local, to_minute

OUT, BY_OFFICERS = "out", "officers"
"""Not in the network any more; and why a place is hidden where its people are not to blame."""

AT_A_TIME = 500


@dataclass(frozen=True)
class Looked:
    """A place that was looked at, its row and where it stands."""

    place: PlaceRow
    row: ReadinessRow
    standing: Standing


def look_at(
    session: Session, now: datetime, places: Sequence[PlaceRow], rules: Rules
) -> list[Looked]:
    """Work out where places stand, and store what changed; a place not known yet begins today.

    The sweep looks at them again at once: a deed may have made something due, and only the sweep
    tells anybody. It says itself when to look next (`look_again`).
    """
    ids = [place.id for place in places]
    held = select(ReadinessRow).where(ReadinessRow.place_id.in_(ids))
    rows = {row.place_id: row for row in session.scalars(held)}
    trained = training_of(session, ids)
    looked, is_news = [], False
    for place in places:
        row = rows.get(place.id) or _begun(session, now, place)
        facts = facts_of(place, row, trained.get(place.id, ()))
        found = standing(facts, rules.periods, rules.holidays, to_minute(now))
        looked.append(Looked(place, row, found))
        is_news |= _keep(session, now, looked[-1])
    if is_news:
        mark_due(session)
    return looked


def hold_live(session: Session) -> list[PlaceRow]:
    """Return every live place, held in the order in which all hold places."""
    live = select(PlaceRow).where(PlaceRow.state == "live").order_by(PlaceRow.id)
    return list(session.scalars(live.options(lazyload("*")).with_for_update()))


def look_at_all(session: Session, now: datetime, live: Sequence[PlaceRow], rules: Rules) -> None:
    """Work out anew where these places stand, by these rules."""
    for first in range(0, len(live), AT_A_TIME):
        look_at(session, now, live[first : first + AT_A_TIME], rules)


def row_of(session: Session, now: datetime, place: PlaceRow) -> ReadinessRow:
    """Return what is known of a place's readiness; one not known yet begins today."""
    return session.get(ReadinessRow, place.id) or _begun(session, now, place)


def begin(session: Session, now: datetime, place: PlaceRow, rules: Rules) -> None:
    """Let the periods of a place begin today: residents see it from now on, or again."""
    row = session.get(ReadinessRow, place.id)
    if row is None:
        _begun(session, now, place)
    else:
        row.began_on, row.standing, row.why = local(now).date(), READY, None
        session.add(StandingChangeRow(place_id=place.id, at=now, standing=READY))
    session.flush()
    look_at(session, now, [place], rules)


def note_hidden(session: Session, now: datetime, place: PlaceRow) -> None:
    """Write down, for readiness over time, that officers hid a place or that it is out."""
    before = last_standing(session, place.id)
    name = SUSPENDED if place.state == SUSPENDED else OUT
    if before not in (None, OUT):
        session.add(StandingChangeRow(place_id=place.id, at=now, standing=name, why=BY_OFFICERS))


def forget_visit(session: Session, place_id: str) -> None:
    """Forget when an officer was last at a place: it is somewhere else now."""
    row = session.get(ReadinessRow, place_id)
    if row is not None:
        row.visited_on = None


def facts_of(place: PlaceRow, row: ReadinessRow, trained: Iterable[TrainingRow]) -> Facts:
    """Return what the rules must know of a place."""
    lines = tuple(Trained(each.module, each.people, each.on_day) for each in trained)
    return Facts(
        began_on=row.began_on,
        confirmed_on=row.confirmed_on,
        register=Register(row.rota, lines),
        short_since=row.short_since,
        checked_on=place.checked_on,
    )


def _begun(session: Session, now: datetime, place: PlaceRow) -> ReadinessRow:
    row = ReadinessRow(
        place_id=place.id, began_on=local(now).date(), rota=0, standing=READY, next_at=now
    )
    session.add_all((row, StandingChangeRow(place_id=place.id, at=now, standing=READY)))
    return row


def _keep(session: Session, now: datetime, looked: Looked) -> bool:
    """Store where a place stands; return whether residents must hear of it."""
    place, row, found = looked.place, looked.row, looked.standing
    is_news = (place.ready_until, place.due_from) != (found.ready_until, found.due_from)
    if is_news:
        place.ready_until, place.due_from = found.ready_until, found.due_from
    why = found.why.kind if found.why else None
    if (row.standing, row.why) != (found.name, why):
        row.standing, row.why = found.name, why
        session.add(StandingChangeRow(place_id=place.id, at=now, standing=found.name, why=why))
        is_news = True
    row.next_at = now
    return is_news


def look_again(now: datetime, looked: Looked, periods: Periods) -> None:
    """Let a place rest until time alone changes something, or its people are to be reminded."""
    found, minute = looked.standing, to_minute(now)
    moments = (found.changes_after(minute), wake_after(found.duties, periods, minute))
    # A place always has a confirmation ahead, so that there is always a next look.
    looked.row.next_at = from_minute(min(each for each in moments if each is not None))
