"""Deeds: releasing by itself what is closed, and saying how many answers there are so far."""

from typing import TYPE_CHECKING

from backend.domain.periods import (
    Period,
    parse_period,
    quarter_of,
    quarter_of_week,
    quarters_between,
)
from backend.domain.weekly import coarse, in_words, is_turn, turned_week, week_before
from backend.services.actors import JOBS
from backend.services.restoring.holding import is_held
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counted import count_of_weeks, first_counted_week
from backend.storage.releases import all_releases
from backend.storage.settings import RUNNING_TOTAL, set_setting, setting
from shared.clock import local
from shared.problems import Problem

if TYPE_CHECKING:
    from backend.services.releasing.making import Made

TOTAL_BY = 25
"""To the nearest of so many the number of a quarter's answers so far is shown."""


def periods_due(world: World) -> tuple[Period, ...]:
    """Return the quarters and years with answers that are closed and were never released."""
    with read() as session:
        first = first_counted_week(session)
        done = {parse_period(row.period) for row in all_releases(session)}
    if first is None:
        return ()
    begun, today = quarter_of_week(first), quarter_of(local(world.now()).date())
    quarters = list(quarters_between(begun, today))
    years = [Period(year) for year in sorted({each.year for each in quarters})]
    return tuple(
        each for each in (*quarters, *years) if each not in done and each.is_closed(world.now())
    )


def release_due(world: World) -> None:
    """Release all that is due; a period without a counted answer is passed over.

    Nothing while the server is held: figures never change once they are out.
    """
    from backend.services.releasing.making import make_release

    with read() as session:
        if is_held(session):
            return

    for period in periods_due(world):
        try:
            make_release(world, JOBS, str(period))
        except Problem as problem:
            if problem.code not in ("nothing-to-release", "release-exists"):
                raise


def released_words(made: "Made") -> str:
    """Return what a release that was made tells whoever ordered it, in rounded numbers.

    Who orders another after a withdrawal must not read from two of them that there was one.
    """
    counted, small, hidden = (
        in_words(coarse(number, step), step)
        for number, step in ((made.answers, TOTAL_BY), (made.targets, 10), (made.hidden, 10))
    )
    return (
        f"Released {made.period.words}, number {made.number}: {counted} answers counted, "
        f"{small} small counts audited, {hidden} more hidden to protect them."
    )


def count_so_far(world: World) -> None:
    """Note once a week how many answers of this quarter count so far: officers see life.

    Of weeks that are over, and rounded so far that no single answer is seen to move it.
    """
    now = world.now()
    week, period = turned_week(now), quarter_of(local(now).date())
    with read() as session:
        held = setting(session, RUNNING_TOTAL) or {}
        if not is_turn(held.get("week"), now):
            return
        first, last = period.weeks
        over = min(last, week_before(week))
        number = count_of_weeks(session, (first, over)) if first <= over else 0
    told = {"period": str(period), "shown": coarse(number, TOTAL_BY) or None, "week": week}
    with write() as session:
        set_setting(session, RUNNING_TOTAL, told)


def running_total() -> tuple[Period, int | None] | None:
    """Return the quarter and about how many answers count so far, None for fewer than 25."""
    with read() as session:
        held = setting(session, RUNNING_TOTAL)
    return None if held is None else (parse_period(held["period"]), held["shown"])
