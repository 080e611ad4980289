"""Deeds: what people needed who came into safe places, by ward, as releases print it."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.figures import Figures, Line
from backend.domain.printed_counts import PrintedCount
from backend.domain.printing import VISITS
from backend.domain.products import VISIT
from backend.domain.tallying import ALL_VISITS
from backend.domain.visits import NEEDS
from backend.services.perception.products_pages import Page, read_products
from backend.services.perception.reading import NOTHING

MOST_NEEDED = 2


@dataclass(frozen=True)
class Visits:
    """The visits of one ward, or of all: how many, by need, and those needs that are shown."""

    name: str
    visits: PrintedCount
    needs: Mapping[str, PrintedCount]
    most: tuple[Line, ...]


@dataclass(frozen=True)
class VisitsPage(Page):
    """The visits that venues noted in a quarter."""

    borough: Visits
    wards: tuple[Visits, ...]


def visits_page(asked: str = "") -> VisitsPage:
    """Return the visits venues noted in a quarter; raises period-invalid and release-missing."""
    head, found, named, held = read_products(asked, VISIT)
    wards = tuple(
        _visits(area.name, held.get((head.id, area.id), NOTHING))
        for area in named
        if area.kind == VISITS and area.id != ALL_VISITS
    )
    borough = _visits("The whole borough", held.get((head.id, ALL_VISITS), NOTHING))
    return VisitsPage(head, found, borough, wards)


def _visits(name: str, told: Figures) -> Visits:
    needs = {need: told.count(VISIT, "", need) for need in NEEDS}
    most = told.ranked(VISIT, {need: need for need in NEEDS}).first(MOST_NEEDED)
    return Visits(name, told.base(VISIT), needs, most)
