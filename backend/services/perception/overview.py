"""Deeds: how safe people feel in the borough and its areas, in one quarter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from backend.domain.benchmarks import AFTER_DARK
from backend.domain.comparisons import Difference, difference, judged
from backend.domain.figures import Figures
from backend.domain.periods import Period
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import BOROUGH, DAYPART, LEVEL
from backend.domain.statistics import Share
from backend.services.perception.benchmarks import Benchmark, benchmarks_by
from backend.services.perception.reading import (
    NOTHING,
    AreaNamed,
    Head,
    areas,
    before,
    chosen,
    figures,
    heads,
    quarters,
)
from backend.services.releasing.due import running_total
from backend.services.transaction import read
from backend.storage.releases import Cells

AREA_KINDS = ("ward", "town", "neighbourhood")
KIND_WORDS = {"ward": "Wards", "town": "Towns", "neighbourhood": "Neighbourhoods"}


@dataclass(frozen=True)
class AreaLine:
    """One area of a quarter: how many answered, how many feel safe, and since the one before."""

    area: AreaNamed
    total: PrintedCount
    safe: Share | None
    since: Difference | None


@dataclass(frozen=True)
class Running:
    """How many answers about a quarter count so far, before it is released."""

    period: Period
    answers: PrintedCount


@dataclass(frozen=True)
class AfterDark:
    """How safe people feel in the borough after dark, beside a survey that asks about that."""

    safe: Share | None
    benchmark: Benchmark


@dataclass(frozen=True)
class Overview:
    """The borough and its areas in one quarter; without a release only how many answered."""

    running: Running | None
    heads: tuple[Head, ...] = ()
    head: Head | None = None
    borough: Figures = NOTHING
    safe: Share | None = None
    last: Share | None = None
    since: Difference | None = None
    lines: tuple[AreaLine, ...] = ()
    places: tuple[AreaLine, ...] = ()
    benchmark: Benchmark | None = None
    after_dark: AfterDark | None = None

    @property
    def missing(self) -> int:
        """Of how many areas no share is shown."""
        return sum(line.safe is None for line in self.lines)


def overview(asked: str = "") -> Overview:
    """Return the overview of a quarter, the newest where none is asked for.

    Raises period-invalid and release-missing for a period that was asked for.
    """
    running = _running()
    with read() as session:
        found = quarters(heads(session))
        if not found and not asked:
            return Overview(running)
        head = chosen(found, asked)
        earlier = before(found, head)
        held = figures(session, [head, *([earlier] if earlier else [])], Cells(products=(LEVEL,)))
        named = areas(session, head, with_outlines=True)
        beside = benchmarks_by(session, head.period, ("", AFTER_DARK))
        after_dark = _after_dark(session, head, beside.get(AFTER_DARK))
    borough = held.get((head.id, BOROUGH), NOTHING)
    last = held.get((earlier.id, BOROUGH), NOTHING).safe() if earlier else None
    lines = [_line(area, head, earlier, held) for area in named if area.kind in AREA_KINDS]
    since, *others = judged([difference(borough.safe(), last), *(line.since for line in lines)])
    return Overview(
        running=running,
        heads=found,
        head=head,
        borough=borough,
        safe=borough.safe(),
        last=last,
        since=since,
        lines=tuple(replace(line, since=told) for line, told in zip(lines, others, strict=True)),
        places=tuple(_line(area, head, None, held) for area in named if area.kind == "place"),
        benchmark=beside.get(""),
        after_dark=after_dark,
    )


def _running() -> Running | None:
    found = running_total()
    return None if found is None else Running(found[0], PrintedCount.of(found[1]))


def _after_dark(session: Session, head: Head, beside: Benchmark | None) -> AfterDark | None:
    if beside is None:
        return None
    held = figures(session, [head], Cells(area_ids=(BOROUGH,), products=(DAYPART,)))
    told = held.get((head.id, BOROUGH), NOTHING)
    return AfterDark(told.safe(DAYPART, AFTER_DARK), beside)


def _line(
    area: AreaNamed,
    head: Head,
    earlier: Head | None,
    held: Mapping[tuple[int, str], Figures],
) -> AreaLine:
    now = held.get((head.id, area.id), NOTHING)
    then = held.get((earlier.id, area.id), NOTHING) if earlier else NOTHING
    return AreaLine(area, now.total, now.safe(), difference(now.safe(), then.safe()))
