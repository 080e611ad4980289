"""What stands in place of the headline when nothing near is open: what is the next best help."""

from collections.abc import Iterable
from dataclasses import dataclass

from mobile.ui.words import current
from mobile.ui.words import text as _
from mobile.viewmodels.standing import walk_of
from shared.ranking import Ranked, Tier, next_opening

WALKABLE_MIN = 30
"""A place that opens next helps only if one can walk there."""

HAVEN = "haven"


@dataclass(frozen=True)
class NextBest:
    """One way on: what it is, which place, and when or how far."""

    icon: str
    title: str
    detail: str
    place_id: str


def next_best(items: Iterable[Ranked], now_minute: int, *, is_rough: bool) -> tuple[NextBest, ...]:
    """Return the nearest open place, the next to open near, and a night haven; each place once."""
    ranked = list(items)
    found = [
        _nearest_open(ranked, is_rough=is_rough),
        _opens_next(ranked, now_minute),
        _haven(ranked),
    ]
    once: dict[str, NextBest] = {}
    for line in found:
        if line is not None:
            once.setdefault(line.place_id, line)
    return tuple(once.values())


def _nearest_open(ranked: list[Ranked], *, is_rough: bool) -> NextBest | None:
    best = next((item for item in ranked if item.tier is Tier.OPEN), None)
    if best is None:
        return None
    amount, unit = walk_of(best, is_rough=is_rough)
    detail = _("The nearest that is open: {amount} {unit}").format(amount=amount, unit=unit)
    return NextBest("place", best.place.name, detail, best.place.id)


def _opens_next(ranked: list[Ranked], now_minute: int) -> NextBest | None:
    waiting = [
        (opening[0], item)
        for item in ranked
        if item.tier is not Tier.OPEN
        and item.walk_min <= WALKABLE_MIN
        and (opening := next_opening(item.place.openings, now_minute + item.walk_min))
        and opening[0] > now_minute
    ]
    if not waiting:
        return None
    _minute, item = min(waiting, key=lambda pair: (pair[0], pair[1].distance_m))
    return NextBest("clock", item.place.name, item.reason.words(current()), item.place.id)


def _haven(ranked: list[Ranked]) -> NextBest | None:
    havens = [item for item in ranked if item.place.kind == HAVEN]
    item = min(havens, key=lambda each: (each.tier, each.distance_m), default=None)
    if item is None:
        return None
    detail = _("Night haven. {reason}.").format(reason=item.reason.words(current()))
    return NextBest("store", item.place.name, detail, item.place.id)
