"""Deeds: two areas, or one area in two quarters, side by side, and whether it may be chance."""

from dataclasses import dataclass

from backend.domain.comparisons import Difference, difference, judged
from backend.domain.figures import Figures
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import AGE, BOROUGH, DAYPART, LEVEL, age_words
from backend.domain.statistics import Share
from backend.services.perception.area_page import DAYPART_WORDS
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
from shared.problems import Problem


@dataclass(frozen=True)
class Side:
    """What is compared: an area as it was in a quarter."""

    head: Head
    area: AreaNamed
    figures: Figures


@dataclass(frozen=True)
class Compared:
    """One line of a comparison."""

    words: str
    base_one: PrintedCount
    one: Share | None
    base_other: PrintedCount
    other: Share | None
    apart: Difference | None


@dataclass(frozen=True)
class Comparison:
    """Two sides and what is known of both; areas and quarters to choose from."""

    heads: tuple[Head, ...]
    areas: tuple[AreaNamed, ...]
    one: Side
    other: Side
    lines: tuple[Compared, ...]


@dataclass(frozen=True)
class Asked:
    """Which areas and quarters are to be compared; nothing asks for the borough and the newest."""

    one: str = ""
    in_one: str = ""
    other: str = ""
    in_other: str = ""


def compare(asked: Asked) -> Comparison:
    """Return a comparison; raises period-invalid and release-missing."""
    with read() as session:
        found = quarters(heads(session))
        head = chosen(found, asked.in_one)
        head_2 = chosen(found, asked.in_other) if asked.in_other else head
        named, named_2 = areas(session, head), areas(session, head_2)
        area = _area(named, asked.one or BOROUGH, head)
        area_2 = _area(named_2, asked.other or area.id, head_2)
        held = figures(session, {head, head_2}, Cells(area_ids={area.id, area_2.id}))
    one = Side(head, area, held.get((head.id, area.id), NOTHING))
    other = Side(head_2, area_2, held.get((head_2.id, area_2.id), NOTHING))
    return Comparison(found, named, one, other, _lines(one.figures, other.figures))


def _area(named: tuple[AreaNamed, ...], area_id: str, head: Head) -> AreaNamed:
    found = next((area for area in named if area.id == area_id), None)
    if found is None:
        raise Problem("release-missing", f"{head.period.words} has no figures of that area.")
    return found


def _lines(one: Figures, other: Figures) -> tuple[Compared, ...]:
    asked = [(LEVEL, "", "Everybody who answered")]
    asked += [(DAYPART, code, words) for code, words in DAYPART_WORDS.items()]
    asked += [(AGE, code, words) for code, words in age_words().items()]
    shares = [(one.safe(*table[:2]), other.safe(*table[:2])) for table in asked]
    apart = judged([difference(*each) for each in shares])
    return tuple(
        Compared(
            words,
            one.base(product, part),
            share,
            other.base(product, part),
            share_2,
            told,
        )
        for (product, part, words), (share, share_2), told in zip(asked, shares, apart, strict=True)
    )
