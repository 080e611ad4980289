"""What stands in place of the headline when nothing near is open: what is the next best help."""

from collections.abc import Iterable
from dataclasses import dataclass

from mobile.ui.words import current
from shared import standing
from shared.ranking import Ranked

_ICONS = {
    standing.NEAREST_OPEN: "place",
    standing.OPENS_NEXT: "clock",
    standing.NIGHT_HAVEN: "store",
}


@dataclass(frozen=True)
class NextBest:
    """One way on: what it is, which place, and when or how far."""

    icon: str
    title: str
    detail: str
    place_id: str
    tone: str


def next_best(items: Iterable[Ranked], now_minute: int, *, is_rough: bool) -> tuple[NextBest, ...]:
    """Return the nearest open place, the next to open near, and a night haven; each place once."""
    return tuple(
        NextBest(
            _ICONS[kind],
            item.place.name,
            standing.next_best_words(kind, item, current(), is_rough=is_rough),
            item.place.id,
            standing.tone_of(item),
        )
        for kind, item in standing.next_best(items, now_minute)
    )
