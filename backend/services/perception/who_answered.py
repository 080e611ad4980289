"""Deeds: who answered in the borough by age, beside who lives there, and a share weighted so."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.domain.census import SERIES
from backend.domain.figures import Figures
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import AGE, BOROUGH, LEVEL, age_words
from backend.domain.statistics import Share
from backend.domain.weighting import Group, Weighted, weighted
from backend.services.benchmarks import Series, benchmarks
from backend.services.perception.reading import (
    NOTHING,
    Head,
    chosen,
    figures,
    heads,
    quarters,
)
from backend.services.transaction import read
from backend.storage.releases import Cells


@dataclass(frozen=True)
class Band:
    """One age band: who answered and who lives here, each in percent of the bands that are shown.

    None is a band that is not shown, or that no census was taken in for.
    """

    words: str
    base: PrintedCount
    answered: float | None
    lives_here: float | None


@dataclass(frozen=True)
class Census:
    """What stands beside who answered: of when, and where it was published."""

    period: str
    source: str
    percents: dict[str, float]


@dataclass(frozen=True)
class WhoPage:
    """The ages of those who answered in the borough, beside the census, and a weighted share."""

    head: Head
    heads: tuple[Head, ...]
    bands: tuple[Band, ...]
    is_whole: bool
    """Whether every band is shown, so that percentages are of all who said their age."""
    census: Census | None
    plain: Share | None
    weighted: Weighted | None


def who_page(asked: str = "") -> WhoPage:
    """Return who answered in a quarter; raises period-invalid and release-missing."""
    with read() as session:
        found = quarters(heads(session))
        head = chosen(found, asked)
        wanted = Cells(area_ids=(BOROUGH,), products=(LEVEL, AGE))
        told = figures(session, [head], wanted).get((head.id, BOROUGH), NOTHING)
        census = _census(session)
    bands = _bands(told, census)
    return WhoPage(
        head=head,
        heads=found,
        bands=bands,
        is_whole=all(band.base.is_shown for band in bands),
        census=census,
        plain=told.safe(),
        weighted=_weighted(told, census),
    )


def _census(session: Session) -> Census | None:
    """Return the census, None where none was taken in whole."""
    found: dict[str, Series] = {
        each.id.removeprefix(SERIES): each
        for each in benchmarks(session)
        if each.id.startswith(SERIES)
    }
    newest = {band: each.newest for band, each in found.items()}
    percents = {
        band: point.percent
        for band, point in newest.items()
        if point is not None and point.percent is not None
    }
    if set(percents) != set(age_words()):
        return None
    first = next(iter(found.values()))
    return Census(first.points[-1].period, first.source, percents)


def _bands(told: Figures, census: Census | None) -> tuple[Band, ...]:
    """Return every band; those that are not shown are left out of what the others are a part of."""
    bases = {band: told.base(AGE, band) for band in age_words()}
    answered = {band: base.number for band, base in bases.items() if base.is_shown}
    lives_here = {band: census.percents[band] for band in answered} if census else {}
    return tuple(
        Band(words, bases[band], _percent(answered, band), _percent(lives_here, band))
        for band, words in age_words().items()
    )


def _percent(parts: dict[str, int] | dict[str, float], band: str) -> float | None:
    whole = sum(parts.values())
    return 100 * parts[band] / whole if whole and band in parts else None


def _weighted(told: Figures, census: Census | None) -> Weighted | None:
    """Return the weighted share, None where a band is not shown: nobody would answer for it."""
    if census is None:
        return None
    shares = {band: told.safe(AGE, band) for band in census.percents}
    groups = [
        Group(census.percents[band], share) for band, share in shares.items() if share is not None
    ]
    return weighted(groups) if len(groups) == len(shares) else None
