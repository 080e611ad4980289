"""Deeds: how safe people feel in one area: now, by time and by age, why, and over the quarters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from backend.domain.comparisons import Difference, difference, judged
from backend.domain.figures import Figures, Line, Ranking
from backend.domain.periods import Period
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import (
    AGE,
    BOROUGH,
    DAYPART,
    DAYPARTS,
    FACTOR,
    HAPPENING,
    LEVEL,
    LEVELS,
    REPORTING,
    UNSURE,
    WHY,
    age_words,
    codes_of,
)
from backend.domain.statistics import Share
from backend.services.interventions import Intervention, interventions_of
from backend.services.perception.before_after import BeforeAfter, before_after
from backend.services.perception.benchmarks import Benchmark, benchmarks_by
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
from shared.perception import (
    FACTORS,
    HAPPENED,
    REPORTED,
    WHY_NOT,
    Question,
)
from shared.perception import (
    LEVEL as LEVEL_QUESTION,
)
from shared.problems import Problem

DAYPART_WORDS = {
    "daylight": "Daylight",
    "after_dark": "After dark",
    "night_economy": "Night-time economy",
}
QUARTERS_SHOWN = 8


@dataclass(frozen=True)
class Part:
    """One daypart or age band: its words, base and share."""

    code: str
    words: str
    base: PrintedCount
    safe: Share | None


@dataclass(frozen=True)
class At:
    """One quarter of a trend."""

    head: Head
    total: PrintedCount
    safe: Share | None


@dataclass(frozen=True)
class AreaPage:
    """All that a release prints of an area, and the quarters before it."""

    head: Head
    heads: tuple[Head, ...]
    area: AreaNamed
    figures: Figures
    safe: Share | None
    last: At | None
    since: Difference | None
    dayparts: tuple[Part, ...]
    ages: tuple[Part, ...]
    levels: tuple[Line, ...]
    factors: Ranking
    happened: tuple[Line, ...]
    reported: tuple[Line, ...]
    why_not: Ranking
    trend: tuple[At, ...]
    beside: Mapping[str, Benchmark]
    """Other surveys by the daypart that they ask about, "" for everybody."""
    done: tuple[Intervention, ...]
    changes: tuple[BeforeAfter, ...]


def area_page(area_id: str, asked: str = "") -> AreaPage:
    """Return the page of an area or place in a quarter, the newest where none is asked for.

    Raises period-invalid and release-missing.
    """
    with read() as session:
        return _page(session, area_id, asked)


def _page(session: Session, area_id: str, asked: str) -> AreaPage:
    found = quarters(heads(session))
    head = chosen(found, asked)
    area = next((each for each in areas(session, head) if each.id == area_id), None)
    if area is None or head.period.is_year:
        raise Problem("release-missing", f"{head.period.words} has no figures of that area.")
    held = figures(session, found, Cells(area_ids=(area_id,)))
    now = held.get((head.id, area_id), NOTHING)
    trend = _trend(found, head, held, area_id)
    last = next((at for at in trend if at.head.period == head.period.before()), None)
    done = _interventions(session, area)
    shares = {each.period: held.get((each.id, area_id), NOTHING).safe() for each in found}
    since, changes = _judged(head.period, done, shares)
    return AreaPage(
        head=head,
        heads=found,
        area=area,
        figures=now,
        safe=now.safe(),
        last=last,
        since=since,
        dayparts=parts(now, DAYPART, DAYPART_WORDS),
        ages=parts(now, AGE, age_words()),
        levels=now.lines(LEVEL, _words(LEVEL_QUESTION, (*LEVELS, UNSURE))),
        factors=now.ranked(FACTOR, _words(FACTORS)),
        happened=now.lines(HAPPENING, _words(HAPPENED)),
        reported=now.lines(REPORTING, _words(REPORTED)),
        why_not=now.ranked(WHY, _words(WHY_NOT)),
        trend=trend,
        beside=benchmarks_by(session, head.period, ("", *DAYPARTS)),
        done=done,
        changes=changes,
    )


def parts(held: Figures, product: str, words: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the dayparts or age bands of an area."""
    return tuple(
        Part(code, said, held.base(product, code), held.safe(product, code))
        for code, said in words.items()
    )


def _judged(
    period: Period, done: Sequence[Intervention], shares: Mapping[Period, Share | None]
) -> tuple[Difference | None, tuple[BeforeAfter, ...]]:
    """Return the differences that the page shows: since the quarter before, and by what was done.

    Each is judged by all of them.
    """
    changes = [before_after(each, shares) for each in done]
    since = difference(shares.get(period), shares.get(period.before()))
    first, *rest = judged([since, *(each.change for each in changes)])
    told = zip(changes, rest, strict=True)
    return first, tuple(replace(each, change=change) for each, change in told)


def _trend(
    found: tuple[Head, ...], head: Head, held: Mapping[tuple[int, str], Figures], area_id: str
) -> tuple[At, ...]:
    """Return the quarters up to one: each quarter in between is there, released or not."""
    upto = [each for each in found if each.period <= head.period][-QUARTERS_SHOWN:]
    return tuple(
        At(each, told.total, told.safe())
        for each in upto
        for told in (held.get((each.id, area_id), NOTHING),)
    )


def _interventions(session: Session, area: AreaNamed) -> tuple[Intervention, ...]:
    if area.id == BOROUGH:
        return ()
    if area.kind == "place":
        return interventions_of(session, place_id=area.id.removeprefix("place:"))
    return interventions_of(session, area_id=area.id)


def _words(question: Question, codes: tuple[str, ...] = ()) -> dict[str, str]:
    said = {option.code: option.text["en"] for option in question.options}
    return {code: said[code] for code in codes or codes_of(question)}
