"""Deeds: what staff did, as administrators read it: newest first, filtered, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.services.actors import Actor
from backend.services.audit import Verdict, verify_newest
from backend.services.transaction import read
from backend.storage.audit import AuditRow
from backend.storage.places import PlaceRow
from backend.storage.staff import StaffRow
from shared.digits import is_digits

PER_PAGE = 50
_STAFF, _PLACE = "staff:", "place:"


@dataclass(frozen=True)
class AuditWanted:
    """Which rows are asked for: by whom ("staff:12"), about what ("place:p-1"); "" is all."""

    actor: str = ""
    about: str = ""
    page: int = 1


@dataclass(frozen=True)
class AuditLine:
    """One deed: its number in the chain, when, who (by name where it is known), what, about what.

    `place` is the name of the place it concerns, "" where it concerns something else.
    """

    seq: int
    at: datetime
    actor: str
    by: str
    deed: str
    about: str
    detail: str
    place: str


@dataclass(frozen=True)
class AuditPage:
    """One page of the chain, how many rows fit, and whether its newest rows stand as written."""

    lines: tuple[AuditLine, ...]
    total: int
    page: int
    pages: int
    verdict: Verdict
    verified: int


def audit_page(wanted: AuditWanted) -> AuditPage:
    """Return a page of the chain, newest first; who looks at it is not written down."""
    verdict, verified = verify_newest()
    chosen = _chosen(wanted)
    with read() as session:
        total = session.scalar(select(func.count()).select_from(AuditRow).where(*chosen)) or 0
        pages = max(1, -(-total // PER_PAGE))
        page = min(max(wanted.page, 1), pages)
        found = select(AuditRow).where(*chosen).order_by(AuditRow.seq.desc())
        rows = list(session.scalars(found.limit(PER_PAGE).offset((page - 1) * PER_PAGE)))
        names = _names(session, {row.actor for row in rows})
        names |= _places(session, {row.about for row in rows})
        lines = tuple(_line(row, names) for row in rows)
    return AuditPage(lines, total, page, pages, verdict, verified)


def _chosen(wanted: AuditWanted) -> list[ColumnElement[bool]]:
    columns = ((AuditRow.actor, wanted.actor), (AuditRow.about, wanted.about))
    return [column == value for column, value in columns if value]


def _names(session: Session, marks: Iterable[str]) -> dict[str, str]:
    """Return the names of the accounts that are still there, by their marks."""
    ids = [mark.removeprefix(_STAFF) for mark in marks if mark.startswith(_STAFF)]
    known = select(StaffRow.id, StaffRow.name).where(
        StaffRow.id.in_([int(each) for each in ids if is_digits(each)])
    )
    return {Actor(staff_id, "", name).mark: name for staff_id, name in session.execute(known)}


def _places(session: Session, abouts: Iterable[str]) -> dict[str, str]:
    ids = [about.removeprefix(_PLACE) for about in abouts if about.startswith(_PLACE)]
    known = select(PlaceRow.id, PlaceRow.name).where(PlaceRow.id.in_(ids))
    return {f"{_PLACE}{place_id}": name for place_id, name in session.execute(known)}


def _line(row: AuditRow, names: dict[str, str]) -> AuditLine:
    by = names.get(row.actor, row.actor)
    place = names.get(row.about, "") if row.about.startswith(_PLACE) else ""
    return AuditLine(row.seq, row.at, row.actor, by, row.deed, row.about, row.detail, place)
