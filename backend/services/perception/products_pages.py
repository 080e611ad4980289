"""Deeds: one product over all areas of a quarter: dayparts, factors, young people."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.figures import Figures, Line, Ranking
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import AGE, BOROUGH, DAYPART, DAYPARTS, FACTOR, YOUNG, age_words
from backend.domain.statistics import Share
from backend.services.perception.area_page import DAYPART_WORDS, Part, parts
from backend.services.perception.benchmarks import Benchmark, benchmarks_by
from backend.services.perception.overview import AREA_KINDS
from backend.services.perception.reading import (
    NOTHING,
    AreaNamed,
    Head,
    areas,
    chosen,
    figures,
    heads,
    quarters,
)
from backend.services.transaction import read
from backend.storage.releases import Cells
from shared.perception import FACTORS, NOT_SAID
from shared.young_questions import CHANGED

UNDER_18 = "under_18"
MOST_NAMED = 3


@dataclass(frozen=True)
class AreaParts:
    """One area with its dayparts."""

    area: AreaNamed
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class AreaFactors:
    """One area with its base and what was named most there, of what is shown."""

    area: AreaNamed
    base: PrintedCount
    most: tuple[Line, ...]


@dataclass(frozen=True)
class AreaYoung:
    """One area with the answers of those under eighteen."""

    area: AreaNamed
    base: PrintedCount
    safe: Share | None


@dataclass(frozen=True)
class Page:
    """What the pages over all areas have in common."""

    head: Head
    heads: tuple[Head, ...]


@dataclass(frozen=True)
class DaypartsPage(Page):
    """Dayparts of the borough and of every area."""

    borough: tuple[Part, ...]
    lines: tuple[AreaParts, ...]
    by_daypart: Mapping[str, Benchmark]


@dataclass(frozen=True)
class FactorsPage(Page):
    """What was named in the borough, and most in every area."""

    base: PrintedCount
    borough: Ranking
    lines: tuple[AreaFactors, ...]


@dataclass(frozen=True)
class YoungPage(Page):
    """Answers of those under eighteen, and the young people's records of the borough."""

    safe: Share | None
    base: PrintedCount
    ages: tuple[Part, ...]
    lines: tuple[AreaYoung, ...]
    records: PrintedCount
    changed: tuple[Line, ...]


def dayparts_page(asked: str = "") -> DaypartsPage:
    """Return the dayparts of a quarter; raises period-invalid and release-missing."""
    head, found, named, held = read_products(asked, DAYPART)
    lines = tuple(
        AreaParts(area, parts(held.get((head.id, area.id), NOTHING), DAYPART, DAYPART_WORDS))
        for area in named
        if area.kind in AREA_KINDS
    )
    borough = parts(held.get((head.id, BOROUGH), NOTHING), DAYPART, DAYPART_WORDS)
    with read() as session:
        beside = benchmarks_by(session, head.period, DAYPARTS)
    return DaypartsPage(head, found, borough, lines, beside)


def factors_page(asked: str = "") -> FactorsPage:
    """Return what was named in a quarter; raises period-invalid and release-missing."""
    head, found, named, held = read_products(asked, FACTOR)
    words = {option.code: option.text["en"] for option in FACTORS.options}

    lines = []
    for area in named:
        if area.kind in AREA_KINDS:
            told = held.get((head.id, area.id), NOTHING)
            most = told.ranked(FACTOR, words).first(MOST_NAMED)
            lines.append(AreaFactors(area, told.base(FACTOR), most))
    borough = held.get((head.id, BOROUGH), NOTHING)
    return FactorsPage(
        head, found, borough.base(FACTOR), borough.ranked(FACTOR, words), tuple(lines)
    )


def young_page(asked: str = "") -> YoungPage:
    """Return young people's figures of a quarter; raises period-invalid and release-missing."""
    head, found, named, held = read_products(asked, AGE, YOUNG)
    borough = held.get((head.id, BOROUGH), NOTHING)
    records = held.get((head.id, YOUNG), NOTHING)
    words = {o.code: o.text["en"] for o in CHANGED.options if o.code != NOT_SAID}
    lines = []
    for area in named:
        if area.kind in AREA_KINDS:
            told = held.get((head.id, area.id), NOTHING)
            lines.append(AreaYoung(area, told.base(AGE, UNDER_18), told.safe(AGE, UNDER_18)))
    return YoungPage(
        head=head,
        heads=found,
        safe=borough.safe(AGE, UNDER_18),
        base=borough.base(AGE, UNDER_18),
        ages=parts(borough, AGE, age_words()),
        lines=tuple(lines),
        records=records.base(YOUNG),
        changed=records.lines(YOUNG, words),
    )


def read_products(
    asked: str, *products: str
) -> tuple[Head, tuple[Head, ...], tuple[AreaNamed, ...], dict[tuple[int, str], Figures]]:
    """Return a quarter's release, all of them, its areas, and its figures of some products.

    Raises period-invalid and release-missing.
    """
    with read() as session:
        found = quarters(heads(session))
        head = chosen(found, asked)
        return head, found, areas(session, head), figures(session, [head], Cells(products=products))
