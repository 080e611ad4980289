"""Deeds: how safe people feel in the borough and its areas, in one quarter."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.figures import Figures
from backend.domain.periods import Period
from backend.domain.products import BOROUGH, LEVEL
from backend.domain.statistics import Difference, Share, difference
from backend.services.perception.benchmarks import Benchmark, benchmark_for
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
    total: int | None
    safe: Share | None
    since: Difference | None


@dataclass(frozen=True)
class Overview:
    """The borough and its areas in one quarter; without a release only how many answered."""

    running: tuple[Period, int | None] | None
    heads: tuple[Head, ...] = ()
    head: Head | None = None
    borough: Figures = NOTHING
    safe: Share | None = None
    last: Share | None = None
    since: Difference | None = None
    lines: tuple[AreaLine, ...] = ()
    places: tuple[AreaLine, ...] = ()
    benchmark: Benchmark | None = None

    @property
    def missing(self) -> int:
        """Of how many areas no share is shown."""
        return sum(line.safe is None for line in self.lines)


def overview(asked: str = "") -> Overview:
    """Return the overview of a quarter, the newest where none is asked for.

    Raises period-invalid and release-missing for a period that was asked for.
    """
    running = running_total()
    with read() as session:
        found = quarters(heads(session))
        if not found and not asked:
            return Overview(running)
        head = chosen(found, asked)
        earlier = before(found, head)
        held = figures(session, [head, *([earlier] if earlier else [])], Cells(products=(LEVEL,)))
        named = areas(session, head, with_outlines=True)
        beside = benchmark_for(session, head.period)
    lines = [_line(area, head, earlier, held) for area in named]
    borough = held.get((head.id, BOROUGH), NOTHING)
    last = held.get((earlier.id, BOROUGH), NOTHING).safe() if earlier else None
    return Overview(
        running=running,
        heads=found,
        head=head,
        borough=borough,
        safe=borough.safe(),
        last=last,
        since=difference(borough.safe(), last),
        lines=tuple(line for line in lines if line.area.kind in AREA_KINDS),
        places=tuple(line for line in lines if line.area.kind == "place"),
        benchmark=beside,
    )


def _line(
    area: AreaNamed,
    head: Head,
    earlier: Head | None,
    held: Mapping[tuple[int, str], Figures],
) -> AreaLine:
    now = held.get((head.id, area.id), NOTHING)
    then = held.get((earlier.id, area.id), NOTHING) if earlier else NOTHING
    return AreaLine(area, now.total, now.safe(), difference(now.safe(), then.safe()))
