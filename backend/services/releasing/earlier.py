"""Deeds: what was released before about the same answers, as those who audit have to take it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backend.domain.audit_system import Shown
from backend.domain.disclosure import RULES
from backend.domain.periods import Period, parse_period
from backend.domain.printing import Key, Printed
from backend.domain.products import BOROUGH, LEVEL
from backend.domain.tallying import AreaThen
from backend.storage.releases import Cells, ReleaseRow, all_releases, areas_of_release, cells_of

OfAreas = dict[str, dict[Key, Printed]]


def related(session: Session, period: Period) -> list[Shown]:
    """Return the releases that are about the same answers: of the period, or of a year's quarters.

    Of a year's quarters, and of the year of a quarter, the borough's levels alone are taken: they
    are all that a year is the sum of. Of a correction, what it printed anew.
    """
    found = []
    newest: dict[Period, OfAreas] = {}
    for row in sorted(all_releases(session), key=lambda row: row.id):
        other = parse_period(row.period)
        is_part = other.year == period.year and other.is_year != period.is_year
        if other == period or is_part:
            shown = as_shown(session, row, of_borough=is_part)
            before = newest.setdefault(other, {})
            found.append(_anew(shown, before))
            before.update(by_area(shown.printed))
    return found


def as_shown(session: Session, row: ReleaseRow, *, of_borough: bool = False) -> Shown:
    """Return a release as a reader has it: nobody knows its true counts any more."""
    only = {BOROUGH} if of_borough else None
    areas = tuple(
        AreaThen(area.id, area.name, area.kind, tuple(area.zones), area.outline)
        for area in areas_of_release(session, row.id)
        if only is None or area.id in only
    )
    wanted = Cells(only, (LEVEL,) if of_borough else None)
    printed = {
        (area_id, (product, part, code)): Printed(None, shown, is_hidden)
        for _, area_id, product, part, code, shown, is_hidden in cells_of(session, [row.id], wanted)
    }
    return Shown(parse_period(row.period), areas, printed, RULES[row.rule], row.number)


def by_area(printed: Mapping[Key, Printed]) -> OfAreas:
    """Return what is printed of each area."""
    found: OfAreas = {}
    for key, each in printed.items():
        found.setdefault(key[0], {})[key] = each
    return found


def _anew(shown: Shown, before: Mapping[str, Mapping[Key, Printed]]) -> Shown:
    """Return of a correction the areas that it counted anew: of the others it tells nothing."""
    anew = {area for area, cells in by_area(shown.printed).items() if cells != before.get(area)}
    return Shown(
        shown.period,
        tuple(area for area in shown.areas if area.id in anew),
        {key: each for key, each in shown.printed.items() if key[0] in anew},
        shown.rule,
        shown.number,
    )
