"""Deeds: what interventions and replies have in common: written once, taken back, listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.interventions import Where
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.audit import held_end
from backend.storage.interventions import InterventionRow, ReplyRow, held, is_written
from backend.storage.staff import StaffRow
from shared.problems import Problem

PER_PAGE = 50

T = TypeVar("T")
Written = TypeVar("Written", InterventionRow, ReplyRow)


@dataclass(frozen=True)
class Pages(Generic[T]):
    """One page of a list, newest first, and how many there are in all."""

    items: tuple[T, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Cut:
    """Which part of a list a page is."""

    page: int
    pages: int
    first: int


def cut(total: int, wanted: int) -> Cut:
    """Return the part that is wanted, the last one where there are fewer."""
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(wanted, 1), pages)
    return Cut(page, pages, (page - 1) * PER_PAGE)


def add_once(
    session: Session, row: type[Written], values: dict[str, Any], made: tuple[Actor, datetime]
) -> Written:
    """Store what an officer wrote and return its row; raises not-for-you, written-already.

    The end of the audit chain is held first: of two forms sent at the same moment one is second.
    """
    actor, now = made
    refuse_others(actor)
    held_end(session)
    if is_written(session, row, values):
        raise Problem("written-already")
    stored = row(**values, made_by=actor.id, made_at=now)
    session.add(stored)
    session.flush()
    return stored


def remove_once(
    session: Session, row: type[Written], key: int, by: tuple[Actor, datetime]
) -> Written:
    """Take back what was a mistake and return its row; raises not-for-you, not-found.

    Raises nothing-changed where it was taken back already.
    """
    actor, now = by
    refuse_others(actor)
    held_end(session)
    found = held(session, row, key)
    if found is None:
        raise Problem("not-found")
    if found.removed_at is not None:
        raise Problem("nothing-changed", "It was taken back already.")
    found.removed_at = now
    return found


def refuse_others(actor: Actor) -> None:
    """Raise not-for-you unless an officer asks."""
    if actor.role != OFFICER:
        raise Problem("not-for-you")


def where_of_row(row: InterventionRow | ReplyRow) -> Where:
    """Return where a row says."""
    return Where(row.area_id, row.place_id)


def authors(session: Session, rows: Sequence[InterventionRow | ReplyRow]) -> dict[int | None, str]:
    """Return who wrote these, by the id of their account."""
    ids = {row.made_by for row in rows if row.made_by is not None}
    found = session.execute(select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_(ids)))
    return {row.id: row.name for row in found}
