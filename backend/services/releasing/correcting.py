"""Deeds: what a correction counts anew: only where so many changed that nobody is told by it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backend.domain.audit_system import Shown
from backend.domain.disclosure import KEYED, Rule
from backend.domain.printing import PLACE, VISITS, Key, Printed
from backend.services.releasing.earlier import by_area
from backend.services.releasing.geography import PLACE_PREFIX
from backend.storage.counted import place_names

FEWEST_CHANGED = KEYED.least
"""So many answers of a cell must have come or gone for sure before its area is counted anew."""


def counted_anew(
    stands: Shown, printed: Mapping[Key, Printed], there: frozenset[str]
) -> frozenset[str]:
    """Return the ids of the areas that are counted anew; all others stand as they were printed.

    An area is counted anew as a whole, and only where one of its cells differs by more than noise
    and rounding explain together with nine answers. Whoever subtracts two releases then sees the
    change of ten people or more, or none. Visits always stand: the venues they were noted in may
    be gone. `there` are the areas and places of which answers still can be counted.
    """
    before = by_area(stands.printed)
    kinds = {area.id: area.kind for area in stands.areas}
    found = set()
    for area_id, cells in by_area(printed).items():
        can_change = kinds.get(area_id) != VISITS and area_id in there
        if can_change and any(
            _apart(before[area_id].get(key), each, stands.rule) for key, each in cells.items()
        ):
            found.add(area_id)
    return frozenset(found)


def still_there(session: Session, stands: Shown) -> frozenset[str]:
    """Return the ids of a release's areas, and of those of its places that were not deleted."""
    known = {PLACE_PREFIX + place_id for place_id in place_names(session)}
    return frozenset(area.id for area in stands.areas if area.kind != PLACE or area.id in known)


def _apart(was: Printed | None, now: Printed, rule: Rule) -> bool:
    """Whether two prints of a cell tell for sure that enough answers came or went."""
    if was is None or was.is_hidden or now.is_hidden:
        return False
    low, high = rule.bounds(was.shown)
    low_now, high_now = KEYED.bounds(now.shown)
    return max(low_now - high, low - high_now) >= FEWEST_CHANGED
