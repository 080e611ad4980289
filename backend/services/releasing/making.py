"""Deeds: making a release: one pass over what counts, rounding, the audit, and one transaction."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.domain.disclosure import TEN_FIVE
from backend.domain.periods import Period, parse_period
from backend.domain.printing import Key, Printed, print_tally
from backend.domain.products import BOROUGH, SCALE, Counted
from backend.domain.staff import ADMINISTRATOR
from backend.domain.tallying import (
    SAME_SAID,
    AreaThen,
    Said,
    Tally,
    add_visits,
    add_young,
    tally,
)
from backend.services.actors import JOBS, Actor
from backend.services.audit import Entry, record
from backend.services.releasing.geography import PLACE_PREFIX, areas_today, whole_geography
from backend.services.releasing.protecting import Protected, protected, related
from backend.services.restoring.holding import refuse_where_held
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counted import counted_answers, young_changes
from backend.storage.releases import releases_of, store_release
from backend.storage.settings import EXAMPLE_ANSWERS, setting
from backend.storage.visits import visits_by_ward
from shared.perception import QUESTION_SETS
from shared.problems import Problem

_SCALES = {questions.id: questions.scale for questions in QUESTION_SETS}


@dataclass(frozen=True)
class Made:
    """A release that was made: its number, how many answers it counts, what the audit looked at."""

    id: int
    period: Period
    number: int
    answers: int
    targets: int
    hidden: int


@dataclass(frozen=True)
class _Counted:
    period: Period
    number: int
    done: Tally
    areas: tuple[AreaThen, ...]
    versions: tuple[str, ...]
    is_example: bool


def make_release(world: World, actor: Actor, text: str, why: str = "") -> Made:
    """Release a quarter ("2026Q3") or year ("2026"), or correct it where `why` is given.

    Raises held, not-for-you, period-invalid, period-open, release-exists, release-missing (nothing
    to correct), nothing-to-release, release-gives-away; nothing is stored then.
    """
    if actor.role != ADMINISTRATOR and actor != JOBS:
        raise Problem("not-for-you")
    # One line: it stands in front of a table, each line of which begins with a mark.
    why = " ".join(why.split())
    period = parse_period(text)
    if not period.is_closed(world.now()):
        raise Problem("period-open", f"{period.words} is closed from {period.closes_on:%-d %B %Y}.")
    with read() as session:
        refuse_where_held(session)
        counted = _count(session, period, _next_number(session, period, why))
        before = related(session, period)
    # Outside of any transaction: it takes longer than a database waits for an idle one.
    printed = print_tally(period, counted.done, counted.areas)
    safe = protected(before, period, counted.areas, printed)
    return _store(world, actor, counted, safe, why)


def _next_number(session: Session, period: Period, why: str) -> int:
    before = releases_of(session, str(period))
    if before and not why:
        raise Problem("release-exists", f"{period.words} was released already.")
    if why and not before:
        raise Problem("release-missing", f"{period.words} was never released: nothing to correct.")
    return len(before) + 1


def _count(session: Session, period: Period, number: int) -> _Counted:
    versions: set[str] = set()
    areas = areas_today(session)
    done = tally(said_in(session, period.weeks, versions), areas)
    if not done.answers:
        raise Problem("nothing-to-release", f"{period.words}: none.")
    if period.is_year:
        areas = tuple(area for area in areas if area.id == BOROUGH)
    else:
        add_young(done, young_changes(session, period.months))
        add_visits(done, visits_by_ward(session, period.weeks))
        areas = whole_geography(session, done)
    is_example = bool(setting(session, EXAMPLE_ANSWERS))
    return _Counted(period, number, done, areas, tuple(sorted(versions)), is_example)


def said_in(session: Session, weeks: tuple[str, str], versions: set[str]) -> Iterator[Said]:
    """Yield the counted answers of some weeks; those on another scale are no part of these figures.

    Where the phone does not know better, "rather not say" stands for what was not asked: a base
    counts those who were asked and answered, whatever version their questions had.
    """
    for row in counted_answers(session, weeks):
        if _SCALES.get(row.questions) != SCALE:
            continue
        versions.add(f"{row.questions} {row.questions_version}")
        place = None if row.place_id is None else PLACE_PREFIX + row.place_id
        said = row.level, row.daypart, row.age_band, row.happened, row.reported, row.why_not
        yield Said(row.zone_id, place, row.week, _counted(*said, row.factors))


@lru_cache(SAME_SAID)
def _counted(*said: str) -> Counted:
    level, daypart, age_band, happened, reported, why_not, factors = said
    codes = tuple(json.loads(factors))
    return Counted(level, daypart, age_band, happened, reported, why_not, codes)


def _store(world: World, actor: Actor, counted: _Counted, safe: Protected, why: str) -> Made:
    made_at, period = world.now(), counted.period
    values = {
        "period": str(period),
        "number": counted.number,
        "why": why[:300],
        "made_at": made_at,
        "made_by": actor.name,
        "rule": TEN_FIVE.name,
        "versions": list(counted.versions),
        "audit": {"targets": safe.targets, "hidden": safe.hidden, "programs": safe.programs},
        "is_example": counted.is_example,
    }
    detail = f"{period}, number {counted.number}" + (f": {why}" if why else "")
    try:
        with write() as session:
            release_id = store_release(session, values, _areas(counted.areas), _cells(safe.printed))
            record(session, made_at, Entry(actor, "release-made", f"release:{release_id}", detail))
    except IntegrityError:
        raise Problem("release-exists", f"{period.words} was just released.") from None
    return Made(
        *(release_id, period, counted.number, counted.done.answers, safe.targets, safe.hidden)
    )


def _areas(areas: tuple[AreaThen, ...]) -> list[dict[str, object]]:
    return [
        {
            "id": area.id,
            "name": area.name,
            "kind": area.kind,
            "outline": [list(point) for point in area.outline],
            "zones": list(area.zones),
        }
        for area in areas
    ]


def _cells(printed: Mapping[Key, Printed]) -> list[dict[str, object]]:
    return [
        {
            "area_id": area_id,
            "product": product,
            "part": part,
            "code": code,
            "shown": each.shown,
            "is_hidden": each.is_hidden,
        }
        for (area_id, (product, part, code)), each in printed.items()
    ]
