"""Deeds: releases as they are read: the newest of each period, and the figures they print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.domain.figures import Figures
from backend.domain.periods import Period, parse_period
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import BOROUGH, Cell
from backend.storage.releases import (
    Cells,
    ReleaseRow,
    all_releases,
    cells_of,
    names_of_release,
)
from shared.problems import Problem


@dataclass(frozen=True)
class Head:
    """What is known of a release as a whole."""

    id: int
    period: Period
    number: int
    why: str
    made_at: datetime
    rule: str
    versions: tuple[str, ...]
    targets: int
    hidden: int
    is_example: bool


@dataclass(frozen=True)
class AreaNamed:
    """An area or place of a release: id, name, kind and border to draw."""

    id: str
    name: str
    kind: str
    outline: Sequence[Sequence[float]] = ()


NOTHING = Figures({})
"""What a release says of an area that it does not know."""


def heads(session: Session) -> tuple[Head, ...]:
    """Return the newest release of each period, the oldest period first."""
    newest = {row.period: _head(row) for row in all_releases(session)}
    return tuple(sorted(newest.values(), key=lambda head: head.period))


def quarters(found: tuple[Head, ...]) -> tuple[Head, ...]:
    """Return the releases of quarters alone."""
    return tuple(head for head in found if not head.period.is_year)


def chosen(found: tuple[Head, ...], text: str) -> Head:
    """Return the release of a period, the newest quarter where none is named.

    Raises Problem period-invalid and release-missing.
    """
    if not text:
        if not quarters(found):
            raise Problem("release-missing", "Nothing has been released yet.")
        return quarters(found)[-1]
    period = parse_period(text)
    head = next((head for head in found if head.period == period), None)
    if head is None:
        raise Problem("release-missing", f"{period.words} was not released.")
    return head


def before(found: tuple[Head, ...], head: Head) -> Head | None:
    """Return the release of the period before, or None."""
    wanted = head.period.before()
    return next((each for each in found if each.period == wanted), None)


def areas(session: Session, head: Head, *, with_outlines: bool = False) -> tuple[AreaNamed, ...]:
    """Return the areas and places of a release in the order of names, the borough first."""
    rows = names_of_release(session, head.id, with_outlines=with_outlines)
    rows.sort(key=lambda row: (row[2] != BOROUGH, row[1]))
    return tuple(AreaNamed(*row) for row in rows)


def figures(
    session: Session, releases: Collection[Head], wanted: Cells | None = None
) -> dict[tuple[int, str], Figures]:
    """Return what releases print, by release id and area id."""
    found: dict[tuple[int, str], dict[Cell, PrintedCount]] = {}
    cells = cells_of(session, [head.id for head in releases], wanted)
    for release_id, area_id, product, part, code, shown, _ in cells:
        found.setdefault((release_id, area_id), {})[(product, part, code)] = PrintedCount.of(shown)
    return {key: Figures(held) for key, held in found.items()}


def _head(row: ReleaseRow) -> Head:
    return Head(
        id=row.id,
        period=parse_period(row.period),
        number=row.number,
        why=row.why,
        made_at=row.made_at,
        rule=row.rule,
        versions=tuple(row.versions),
        targets=int(row.audit.get("targets", 0)),
        hidden=int(row.audit.get("hidden", 0)),
        is_example=row.is_example,
    )
