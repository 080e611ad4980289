"""Records: questions about the readiness of many places at once, each in one statement."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from backend.domain.readiness import DUE, READY, SUSPENDED
from backend.storage.listings import StepRow
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow, SpotCheckRow, StandingChangeRow
from backend.storage.staff import GuardianshipRow, StaffRow

IN_NETWORK = PlaceRow.state.in_(("live", "suspended"))
"""Places that are on the list, or would be if officers had not hidden them."""


_IN_TIME = (StandingChangeRow.at, StandingChangeRow.id)


def standing_at(minute: int) -> ColumnElement[str]:
    """Return where a place stands at a UTC minute, as phones work it out."""
    is_hidden = or_(PlaceRow.state == "suspended", PlaceRow.ready_until <= minute)
    return case((is_hidden, SUSPENDED), (PlaceRow.due_from <= minute, DUE), else_=READY)


def has_guardian() -> ColumnElement[bool]:
    """Return whether somebody with an account looks after a place."""
    looked_after = (
        select(GuardianshipRow.place_id)
        .join(StaffRow, StaffRow.id == GuardianshipRow.staff_id)
        .where(StaffRow.closed_at.is_(None))
    )
    return PlaceRow.id.in_(looked_after)


def count_standings(session: Session, minute: int) -> Iterator[tuple[str | None, str, int]]:
    """Yield ward, standing and how many places of the network stand so."""
    stands = standing_at(minute).label("stands")
    counted = select(PlaceRow.ward_id, stands, func.count()).where(IN_NETWORK)
    # By its name: PostgreSQL does not see that two expressions with parameters are the same.
    yield from session.execute(counted.group_by(PlaceRow.ward_id, "stands"))


def count_checks_wanted(session: Session) -> int:
    """Return at how many places in the network several residents said that nobody helped."""
    wanted = (
        select(func.count())
        .select_from(ReadinessRow)
        .join(PlaceRow, PlaceRow.id == ReadinessRow.place_id)
        .where(IN_NETWORK, ReadinessRow.check_wanted.is_not(None))
    )
    return session.scalar(wanted) or 0


def count_unlooked_after(session: Session) -> int:
    """Return how many places of the network nobody looks after."""
    alone = select(func.count()).select_from(PlaceRow).where(IN_NETWORK, ~has_guardian())
    return session.scalar(alone) or 0


def last_checks(
    session: Session, place_ids: Iterable[str] | None = None
) -> dict[str, tuple[datetime, str]]:
    """Return the moment and outcome of each place's last spot check, of all where none is named."""
    newest = select(func.max(SpotCheckRow.id)).group_by(SpotCheckRow.place_id)
    if place_ids is not None:
        newest = newest.where(SpotCheckRow.place_id.in_(place_ids))
    columns = (SpotCheckRow.place_id, SpotCheckRow.at, SpotCheckRow.outcome)
    rows = session.execute(select(*columns).where(SpotCheckRow.id.in_(newest)))
    return {place_id: (at, outcome) for place_id, at, outcome in rows}


def checks_of(session: Session, place_id: str) -> list[SpotCheckRow]:
    """Return the spot checks of a place, the newest first."""
    which = select(SpotCheckRow).where(SpotCheckRow.place_id == place_id)
    return list(session.scalars(which.order_by(SpotCheckRow.id.desc())))


def last_suspensions(session: Session, place_ids: Iterable[str]) -> dict[str, tuple[datetime, str]]:
    """Return when and why each place was last suspended by officers."""
    newest = (
        select(func.max(StepRow.id))
        .where(StepRow.place_id.in_(place_ids), StepRow.deed == "suspend")
        .group_by(StepRow.place_id)
    )
    columns = (StepRow.place_id, StepRow.at, StepRow.reason)
    rows = session.execute(select(*columns).where(StepRow.id.in_(newest)))
    return {place_id: (at, reason) for place_id, at, reason in rows}


def standing_changes(session: Session, since: datetime) -> Iterator[tuple[str, datetime, str]]:
    """Yield place, moment and standing of every change since, and of each place's last before."""
    before = (
        select(func.max(StandingChangeRow.id))
        .where(StandingChangeRow.at < since)
        .group_by(StandingChangeRow.place_id)
    )
    which = or_(StandingChangeRow.at >= since, StandingChangeRow.id.in_(before))
    columns = (StandingChangeRow.place_id, StandingChangeRow.at, StandingChangeRow.standing)
    found = session.execute(select(*columns).where(which).order_by(*_IN_TIME))
    yield from found


def visits_known(
    session: Session, ward: str
) -> Iterator[tuple[str, str, str, str | None, date | None, str | None, str | None]]:
    """Yield id, name, town, ward, day of the yearly check, week and reason of a wanted one."""
    columns = (PlaceRow.id, PlaceRow.name, PlaceRow.town, PlaceRow.ward_id, PlaceRow.checked_on)
    which = (
        select(*columns, ReadinessRow.check_wanted, ReadinessRow.check_reason)
        .outerjoin(ReadinessRow, ReadinessRow.place_id == PlaceRow.id)
        .where(PlaceRow.state == "live")
    )
    if ward:
        which = which.where(PlaceRow.ward_id == ward)
    yield from session.execute(which)
