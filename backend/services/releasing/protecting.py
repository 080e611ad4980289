"""Deeds: hiding a little more, until the audit over all releases finds nothing given away."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.domain.audit_system import Shown, System, system_of
from backend.domain.disclosure import TEN_FIVE
from backend.domain.periods import Period, parse_period
from backend.domain.printing import Key, Printed, protect
from backend.domain.products import BOROUGH, LEVEL
from backend.domain.tallying import AreaThen
from backend.services.releasing.audit import Contradiction, Pinned, Verdict, audit
from backend.storage.releases import Cells, ReleaseRow, all_releases, areas_of_release, cells_of
from shared.problems import Problem

MOST_ROUNDS = 40


@dataclass(frozen=True)
class Protected:
    """What can be printed, how many small counts the audit looked at, how many cells it cost."""

    printed: Mapping[Key, Printed]
    targets: int
    hidden: int
    programs: int


def protected(
    before: list[Shown],
    period: Period,
    areas: tuple[AreaThen, ...],
    printed: Mapping[Key, Printed],
) -> Protected:
    """Return what can be printed beside all that is printed already; raises release-gives-away.

    Hiding only takes knowledge away, so that each round looks again at what was given away alone;
    at the end everything is audited once more as it will be printed.
    """
    kept, programs = dict(printed), 0
    wanted: set[Key] | None = None
    for _ in range(MOST_ROUNDS):
        verdict = _audited([*before, Shown(period, areas, kept)], wanted)
        programs += verdict.solved
        if verdict.holds and wanted is None:
            hidden = sum(each.is_hidden for each in kept.values()) - sum(
                each.is_hidden for each in printed.values()
            )
            return Protected(kept, verdict.targets, hidden, programs)
        wanted = {each.key for each in verdict.pinned} or None
        for key in _to_hide(kept, verdict.pinned):
            kept[key] = kept[key].hidden()
    raise Problem("release-gives-away", f"{len(wanted or ())} counts could be worked out.")


def _to_hide(printed: Mapping[Key, Printed], pinned: tuple[Pinned, ...]) -> set[Key]:
    """Return one cell to hide for each table in which something is given away."""
    found: dict[tuple[str, ...], Key] = {}
    for each in pinned:
        cell = protect(printed, each.key, each.told_by)
        if cell is None:
            raise Problem("release-gives-away", f"{each.key} could be worked out.")
        is_own = cell[0] == each.key[0]
        table = (each.key[0] if is_own else "", *each.key[1][:2])
        found.setdefault(table, cell)
    return set(found.values())


def _audited(shown: list[Shown], wanted: set[Key] | None) -> Verdict:
    """Audit the last of some releases beside the others.

    A correction may be about other answers than what it corrects (some were withdrawn); then the
    two cannot be true of the same answers, and what is printed anew is audited by itself.
    """
    try:
        return audit(_system(shown, wanted))
    except Contradiction:
        return audit(_system(shown[-1:], wanted))


def _system(shown: list[Shown], wanted: set[Key] | None) -> System:
    system = system_of(shown)
    if wanted is not None:
        system.targets = [target for target in system.targets if target.key in wanted]
    return system


def related(session: Session, period: Period) -> list[Shown]:
    """Return the releases that are about the same answers: of the period, or of a year's quarters.

    Of a year's quarters, and of the year of a quarter, the borough's levels alone are taken: they
    are all that a year is the sum of.
    """
    found = []
    for row in all_releases(session):
        other = parse_period(row.period)
        if other == period:
            found.append(_shown(session, row))
        elif other.year == period.year and other.is_year != period.is_year:
            found.append(_shown(session, row, of_borough=True))
    return found


def _shown(session: Session, row: ReleaseRow, *, of_borough: bool = False) -> Shown:
    only = {BOROUGH} if of_borough else None
    areas = tuple(
        AreaThen(area.id, area.name, area.kind, tuple(area.zones))
        for area in areas_of_release(session, row.id)
        if only is None or area.id in only
    )
    # Nobody knows the true counts any more: what was printed then is a bound, and no target.
    wanted = Cells(only, (LEVEL,) if of_borough else None)
    printed = {
        (area_id, (product, part, code)): Printed(TEN_FIVE.least, shown, is_hidden)
        for _, area_id, product, part, code, shown, is_hidden in cells_of(session, [row.id], wanted)
    }
    return Shown(parse_period(row.period), areas, printed)
