"""Deeds: the list of places, filtered and searched, a page at a time."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from backend.domain.listing import STATES
from backend.services.overview.wards import ward_names
from backend.services.transaction import read
from backend.storage.places import PlaceRow

PER_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which places are asked for: words in name, address or postcode; a state, a ward; a page."""

    words: str = ""
    state: str = ""
    ward: str = ""
    page: int = 1


@dataclass(frozen=True)
class PlaceLine:
    """One place in the list."""

    id: str
    name: str
    kind: str
    town: str
    ward: str
    state: str
    listed_until: int | None
    lat: float
    lon: float


@dataclass(frozen=True)
class PlaceList:
    """One page of places, how many there are in all, and how many of each state."""

    lines: tuple[PlaceLine, ...]
    total: int
    page: int
    pages: int
    by_state: dict[str, int]


def place_list(wanted: Wanted) -> PlaceList:
    """Return a page of the places in the order of names."""
    with read() as session:
        chosen = fitting(wanted)
        total = session.scalar(select(func.count()).select_from(PlaceRow).where(*chosen)) or 0
        pages = max(1, -(-total // PER_PAGE))
        page = min(max(wanted.page, 1), pages)
        rows = session.execute(
            select(*_COLUMNS)
            .where(*chosen)
            .order_by(PlaceRow.name, PlaceRow.id)
            .limit(PER_PAGE)
            .offset((page - 1) * PER_PAGE)
        )
        names = ward_names(session)
        lines = tuple(
            PlaceLine(*row[:4], names.get(row.ward_id or "", ""), *row[5:]) for row in rows
        )
        counted = select(PlaceRow.state, func.count()).group_by(PlaceRow.state)
        found = dict(session.execute(counted).all())
        by_state = {state: found[state] for state in STATES if state in found}
        return PlaceList(lines, total, page, pages, by_state)


_COLUMNS = (
    *(PlaceRow.id, PlaceRow.name, PlaceRow.kind, PlaceRow.town, PlaceRow.ward_id),
    *(PlaceRow.state, PlaceRow.listed_until, PlaceRow.lat, PlaceRow.lon),
)


@dataclass(frozen=True)
class Pin:
    """One place on the map."""

    id: str
    name: str
    state: str
    lat: float
    lon: float


def pins() -> tuple[Pin, ...]:
    """Return every place that is or may come on the list, for the map."""
    shown = ("applied", "checked", "approved", "live", "suspended")
    columns = (PlaceRow.id, PlaceRow.name, PlaceRow.state, PlaceRow.lat, PlaceRow.lon)
    with read() as session:
        rows = session.execute(select(*columns).where(PlaceRow.state.in_(shown)))
        return tuple(Pin(*row) for row in rows)


def fitting(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions on the places that are asked for, whatever their page."""
    chosen: list[ColumnElement[bool]] = []
    if wanted.state in STATES:
        chosen.append(PlaceRow.state == wanted.state)
    if wanted.ward:
        chosen.append(PlaceRow.ward_id == wanted.ward)
    for word in wanted.words.split()[:6]:
        columns = (PlaceRow.name, PlaceRow.address, PlaceRow.postcode, PlaceRow.town)
        chosen.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return chosen
