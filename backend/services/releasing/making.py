"""Deeds: making a release: one pass over what counts, rounding, the audit, and one transaction."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.domain.audit_system import Shown
from backend.domain.disclosure import KEYED
from backend.domain.noise import record_key
from backend.domain.noted import Noted, add_visits
from backend.domain.periods import Period, parse_period
from backend.domain.printing import Key, Printed, Printing, print_tally
from backend.domain.products import BOROUGH, SCALE, Counted
from backend.domain.retention import oldest_answer_week
from backend.domain.staff import ADMINISTRATOR
from backend.domain.tallying import SAME_SAID, AreaThen, Said, Tally, add_young, tally
from backend.services.actors import JOBS, Actor
from backend.services.audit import Entry, record
from backend.services.releasing.correcting import counted_anew, still_there
from backend.services.releasing.earlier import as_shown, related
from backend.services.releasing.geography import PLACE_PREFIX, areas_today, whole_geography
from backend.services.releasing.protecting import Protected, protected
from backend.services.releasing.secret import record_secret
from backend.services.restoring.holding import refuse_where_held
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counted import counted_answers, young_changes
from backend.storage.releases import ReleaseRow, releases_of, store_release
from backend.storage.settings import EXAMPLE_ANSWERS, setting
from backend.storage.visits import visits_with_wards
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
    """What is to be printed: of which areas, beside which older figures (None: for the first time).

    `stands` is what a correction corrects, `there` the areas that it may count anew.
    """

    period: Period
    number: int
    done: Tally
    areas: tuple[AreaThen, ...]
    versions: tuple[str, ...]
    is_example: bool
    before: list[Shown]
    stands: Shown | None = None
    there: frozenset[str] = frozenset()


def make_release(world: World, actor: Actor, text: str, why: str = "") -> Made:
    """Release a quarter ("2026Q3") or year ("2026"), or correct it where `why` is given.

    Raises held, not-for-you, period-invalid, period-open, release-exists, release-missing (nothing
    to correct), nothing-to-release, answers-gone, correction-too-small, release-contradicts,
    release-gives-away; nothing is stored then.
    """
    if actor.role != ADMINISTRATOR and actor != JOBS:
        raise Problem("not-for-you")
    # One line: it stands in front of a table, each line of which begins with a mark.
    why = " ".join(why.split())
    period = parse_period(text)
    if not period.is_closed(world.now()):
        raise Problem("period-open", f"{period.words} is closed from {period.closes_on:%-d %B %Y}.")
    secret = record_secret()
    with read() as session:
        refuse_where_held(session)
        earlier = _earlier(session, period, why)
        if earlier and period.weeks[0] < oldest_answer_week(world.now()):
            raise Problem("answers-gone")
        counted = _count(session, period, earlier, secret)
    # Outside of any transaction: it takes longer than a database waits for an idle one.
    return _store(world, actor, counted, _protected(counted, secret), why)


def _earlier(session: Session, period: Period, why: str) -> list[ReleaseRow]:
    """Return the release of a period and its corrections, where it is to be corrected."""
    before = releases_of(session, str(period))
    if before and not why:
        raise Problem("release-exists", f"{period.words} was released already.")
    if why and not before:
        raise Problem("release-missing", f"{period.words} was never released: nothing to correct.")
    return before


def _count(session: Session, period: Period, earlier: list[ReleaseRow], secret: bytes) -> _Counted:
    versions: set[str] = set()
    stands = as_shown(session, earlier[-1]) if earlier else None
    areas = areas_today(session) if stands is None else stands.areas
    done = tally(said_in(session, period.weeks, versions, secret), areas)
    if not done.answers:
        raise Problem("nothing-to-release", f"{period.words}: none.")
    if period.is_year:
        areas = tuple(area for area in areas if area.id == BOROUGH)
    else:
        _count_records(session, done, period, secret)
        areas = whole_geography(session, done) if stands is None else stands.areas
    return _Counted(
        period=period,
        number=len(earlier) + 1,
        done=done,
        areas=areas,
        versions=tuple(sorted(versions)),
        is_example=bool(setting(session, EXAMPLE_ANSWERS)),
        before=related(session, period),
        stands=stands,
        there=frozenset() if stands is None else still_there(session, stands),
    )


def _count_records(session: Session, done: Tally, period: Period, secret: bytes) -> None:
    """Count the young people's records and the visits of a quarter."""
    records = young_changes(session, period.months)
    add_young(done, ((record_key(secret, each), changes) for each, changes in records))
    visits = (
        Noted(ward_id, place_id, need, record_key(secret, visit_id))
        for ward_id, place_id, need, visit_id in visits_with_wards(session, period.weeks)
    )
    add_visits(done, visits)


def _protected(counted: _Counted, secret: bytes) -> Protected:
    """Return what can be printed; of a correction with what stands as it was."""
    printing = Printing(KEYED, secret)
    printed = print_tally(counted.period, counted.done, counted.areas, printing)
    if counted.stands is None:
        new = Shown(counted.period, counted.areas, printed, KEYED, counted.number)
        return protected(counted.before, new)
    anew = counted_anew(counted.stands, printed, counted.there)
    if not anew:
        raise Problem("correction-too-small")
    areas = tuple(area for area in counted.areas if area.id in anew)
    cells = {key: each for key, each in printed.items() if key[0] in anew}
    safe = protected(counted.before, Shown(counted.period, areas, cells, KEYED, counted.number))
    kept = {key: each for key, each in counted.stands.printed.items() if key[0] not in anew}
    return replace(safe, printed={**kept, **safe.printed})


def said_in(
    session: Session, weeks: tuple[str, str], versions: set[str], secret: bytes
) -> Iterator[Said]:
    """Yield the counted answers of some weeks; those on another scale are no part of these figures.

    Where the phone does not know better, "rather not say" stands for what was not asked: a base
    counts those who were asked and answered, whatever version their questions had.
    """
    asked = set()
    # Taken apart and not by name: there may be ten million of them.
    for record_id, zone_id, place_id, week, *said, questions, version in counted_answers(
        session, weeks
    ):
        if _SCALES.get(questions) != SCALE:
            continue
        asked.add((questions, version))
        place = None if place_id is None else PLACE_PREFIX + place_id
        yield Said(zone_id, place, week, _counted(*said), record_key(secret, record_id))
    versions.update(f"{questions} {version}" for questions, version in asked)


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
        "rule": KEYED.name,
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
