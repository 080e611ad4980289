"""Deeds: which optional parts of the questions residents are asked, version by version."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.questions import FIRST, PARTS, checked_parts, set_of
from backend.domain.staff import ADMINISTRATOR
from backend.services.actors import Actor
from backend.services.audit import Entry, held_end, record
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.publication import mark_due
from backend.storage.question_versions import QuestionVersionRow, made_versions, question_versions
from backend.storage.staff import StaffRow
from shared.perception import QuestionSet
from shared.problems import Problem


@dataclass(frozen=True)
class Version:
    """One published version: its parts and questions, who made it and when; None for the first."""

    version: int
    parts: tuple[str, ...]
    questions: QuestionSet
    at: datetime | None = None
    by: str = ""


def versions() -> tuple[Version, ...]:
    """Return every published version, the newest first."""
    with read() as session:
        rows = made_versions(session)
        makers = {row.made_by for row in rows if row.made_by is not None}
        chosen = select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_(makers))
        names: dict[int | None, str] = {row.id: row.name for row in session.execute(chosen)}
        later = [_version(row, names.get(row.made_by, "")) for row in rows]
        return (*later, Version(FIRST, tuple(PARTS), set_of(FIRST, PARTS)))


def _version(row: QuestionVersionRow, by: str) -> Version:
    parts = tuple(row.parts)
    return Version(row.version, parts, set_of(row.version, parts), row.made_at, by)


def change_parts(world: World, actor: Actor, seen: int, parts: Collection[str]) -> int:
    """Publish a new version that asks just these optional parts; return its number.

    Answers of older versions stay as they are and are taken all the same. `seen` is the newest
    version when the form was made. Raises not-for-you, form-invalid, changed-meanwhile,
    nothing-changed.
    """
    if actor.role != ADMINISTRATOR:
        raise Problem("not-for-you")
    wanted = checked_parts(parts)
    with write(world.wake) as session:
        # Held first: of two administrators at the same moment one is second, and told so.
        held_end(session)
        held = question_versions(session)
        newest = max(held)
        if seen != newest:
            raise Problem("changed-meanwhile")
        if set(held[newest]) == set(wanted):
            raise Problem("nothing-changed")
        version = newest + 1
        made = {"made_by": actor.id, "made_at": world.now()}
        session.add(QuestionVersionRow(version=version, parts=list(wanted), **made))
        detail = f"version {version}; asks {', '.join(wanted) or 'no optional part'}"
        record(session, world.now(), Entry(actor, "question_parts", "questions", detail))
        mark_due(session)
    return version


def later_sets(session: Session) -> list[QuestionSet]:
    """Return the sets of the versions after the first, the newest last."""
    held = question_versions(session)
    return [set_of(version, parts) for version, parts in held.items() if version != FIRST]
