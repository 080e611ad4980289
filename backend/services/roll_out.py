"""Deeds: the roll-out: by ward and by town, how many venues stand where on their way in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.domain.drafts import INVITED, WAITING
from backend.services.transaction import read
from backend.services.wards import WARD
from backend.storage.imported import DraftRow
from backend.storage.places import PlaceRow
from backend.storage.zones import current_areas

Counts = Mapping[tuple[str, str], int]
"""How many there are, by where (ward id or town, "" unknown) and column."""

_OF_DRAFTS = {WAITING: "candidates", INVITED: "invited"}


@dataclass(frozen=True)
class Progress:
    """How many venues of a ward or town stand where; each venue counts once."""

    label: str
    candidates: int = 0
    invited: int = 0
    applied: int = 0
    checked: int = 0
    approved: int = 0
    live: int = 0
    suspended: int = 0
    left: int = 0


@dataclass(frozen=True)
class RollOut:
    """The roll-out by ward and by town; wards without any venue are there, with noughts."""

    by_ward: tuple[Progress, ...]
    by_town: tuple[Progress, ...]


COLUMNS = tuple(each.name for each in fields(Progress) if each.name != "label")
"""The states that are counted, in the order of a venue's way in."""


def roll_out() -> RollOut:
    """Return how far the roll-out is; candidates that left their list do not count."""
    with read() as session:
        wards = {area.id: area.name for area in current_areas(session) if area.kind == WARD}
        in_wards = _counted(session, DraftRow.ward_id, PlaceRow.ward_id)
        in_towns = _counted(session, DraftRow.town, PlaceRow.town)
    # A ward of older borders is unknown to the table of today's wards.
    known: Counter[tuple[str, str]] = Counter()
    for (where, column), number in in_wards.items():
        known[(where if where in wards else "", column)] += number
    labels = dict(sorted(wards.items(), key=lambda ward: (ward[1], ward[0])))
    if any(where == "" for where, _ in known):
        labels[""] = "Ward not known"
    towns = {where: where or "Town not known" for where in sorted({key[0] for key in in_towns})}
    return RollOut(_progress(labels, known), _progress(towns, in_towns))


def in_all(found: RollOut) -> Progress:
    """Return how many venues stand where in all of the borough."""
    sums = {name: sum(getattr(each, name) for each in found.by_town) for name in COLUMNS}
    return Progress("", **sums)


def _progress(labels: Mapping[str, str], counts: Counts) -> tuple[Progress, ...]:
    return tuple(
        Progress(label, **{column: counts.get((where, column), 0) for column in COLUMNS})
        for where, label in labels.items()
    )


def _counted(
    session: Session,
    of_draft: InstrumentedAttribute[str | None] | InstrumentedAttribute[str],
    of_place: InstrumentedAttribute[str | None] | InstrumentedAttribute[str],
) -> Counter[tuple[str, str]]:
    """Return the counts of candidates that nobody has offered yet, and of places."""
    drafts = (
        select(of_draft, DraftRow.state, func.count())
        .where(DraftRow.gone_on.is_(None), DraftRow.state.in_(_OF_DRAFTS))
        .group_by(of_draft, DraftRow.state)
    )
    places = select(of_place, PlaceRow.state, func.count()).group_by(of_place, PlaceRow.state)
    found: Counter[tuple[str, str]] = Counter()
    for where, state, number in [*session.execute(drafts), *session.execute(places)]:
        column = _OF_DRAFTS.get(state, state)
        if column in COLUMNS:
            found[(where or "", column)] += number
    return found
