"""Deeds: taking a list away as a file; who took what, how much of it, by which filter, is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.domain.staff import ADMINISTRATOR, OFFICER
from backend.services import candidates
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.exporting.formats import FORMS, Table, written
from backend.services.exporting.guardians import GUARDIAN_COLUMNS, guardian_cells, may_take
from backend.services.exporting.rows import (
    DRAFT_COLUMNS,
    PLACE_COLUMNS,
    POINT_COLUMNS,
    Cells,
    Writer,
    point_cells,
)
from backend.services.overview import place_list
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.imported import DraftRow, all_points
from backend.storage.places import PlaceRow
from shared.clock import local
from shared.problems import Fault, Problem

PLACES, CANDIDATES, POINTS = "places", "candidates", "points"


@dataclass(frozen=True)
class File:
    """A list as a file: its name, what it is on the wire, its bytes, how many rows it has."""

    name: str
    kind: str
    content: bytes
    number: int


@dataclass(frozen=True)
class _List:
    """What is taken: its name and columns, what makes its rows, and by which filter."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Session, Writer], list[Cells]]
    filters: str = ""
    has_people: bool = False


def export_places(
    world: World,
    actor: Actor,
    form: str,
    wanted: place_list.Wanted | None = None,
    *,
    with_guardians: bool = False,
) -> File:
    """Return the places that fit, with hours; guardians' names and addresses only if asked for.

    Raises not-for-you, form-invalid for a form that is none, and lists-day-full where rows with
    guardians need a second officer's word.
    """
    wanted = wanted or place_list.Wanted()

    def listed(session: Session, writer: Writer) -> list[Cells]:
        found = select(PlaceRow).where(*place_list.fitting(wanted))
        people = guardian_cells(session, world.now()) if with_guardians else {}
        return [
            {**writer.place(row), **people.get(row.id, {})}
            for row in session.scalars(found.order_by(PlaceRow.name, PlaceRow.id))
        ]

    columns = (*PLACE_COLUMNS, *GUARDIAN_COLUMNS) if with_guardians else PLACE_COLUMNS
    told = _List(PLACES, columns, listed, _in_words(wanted), has_people=with_guardians)
    return _export(world, actor, form, told)


def export_candidates(
    world: World, actor: Actor, form: str, wanted: candidates.Filter | None = None
) -> File:
    """Return the candidates that fit; raises not-for-you, form-invalid."""
    wanted = wanted or candidates.Filter()

    def listed(session: Session, writer: Writer) -> list[Cells]:
        found = select(DraftRow).where(*candidates.fitting(wanted))
        ordered = found.order_by(func.lower(DraftRow.name), DraftRow.id)
        return [writer.draft(row) for row in session.scalars(ordered)]

    return _export(world, actor, form, _List(CANDIDATES, DRAFT_COLUMNS, listed, _in_words(wanted)))


def export_points(world: World, actor: Actor, form: str) -> File:
    """Return the points of help; raises not-for-you, form-invalid."""

    def listed(session: Session, _writer: Writer) -> list[Cells]:
        return [point_cells(row) for row in all_points(session)]

    return _export(world, actor, form, _List(POINTS, POINT_COLUMNS, listed))


def _export(world: World, actor: Actor, form: str, told: _List) -> File:
    if actor.role not in (OFFICER, ADMINISTRATOR):
        raise Problem("not-for-you")
    if form not in FORMS:
        what = f"Choose one of {', '.join(FORMS)}."
        raise Problem("form-invalid", errors=[Fault("form", what)])
    now = world.now()
    with write() as session:
        rows = told.rows(session, Writer.of(local(now).date()))
        is_let = not told.has_people or may_take(session, world, actor, len(rows))
        if is_let:
            record(session, now, Entry(actor, "export", told.name, _detail(told, form, rows)))
    if not is_let:
        raise Problem("lists-day-full")
    content = written(Table(told.name.title(), told.columns, rows), form, now)
    name = f"umay-{told.name}-{local(now):%Y-%m-%d}.{form}"
    return File(name, FORMS[form], content, len(rows))


def _detail(told: _List, form: str, rows: Sequence[Cells]) -> str:
    people = " with guardians' names and addresses" if told.has_people else ""
    return f"{len(rows)} rows{people}, {form}{told.filters}"


def _in_words(wanted: place_list.Wanted | candidates.Filter) -> str:
    """Return what a filter wants, "" where it wants all."""
    told = ((each.name, getattr(wanted, each.name)) for each in fields(wanted))
    return "".join(f", {name} {value!r}" for name, value in told if value and name != "page")
