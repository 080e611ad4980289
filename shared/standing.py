"""The contract's standing: how far a place is, how it stands and what was last heard of it, said.

One place for phone and web, so that both say the same of the same place.
"""

from collections.abc import Iterable
from datetime import datetime

from shared.geo import wind
from shared.intervals import DayHours, format_wall
from shared.isolates import in_reading_order
from shared.places import days_ago
from shared.ranking import Ranked, Tier, next_opening
from shared.saying import ENGLISH, Saying

FAR_MIN = 90
"""Beyond this a walk is given in kilometres: nobody walks it, but it says how far help is."""

WALKABLE_MIN = 30
"""A place that opens next helps only if one can walk there."""

HAVEN = "haven"
NEAREST_OPEN, OPENS_NEXT, NIGHT_HAVEN = "nearest-open", "opens-next", "haven"


def tone_of(item: Ranked) -> str:
    """Return the tone of a place: go (open on arrival), soon (hurry or wait), plain."""
    if item.tier is Tier.OPEN:
        return "go"
    is_hurry = item.reason.code in ("closes-after-arrival", "opens-after-arrival")
    return "soon" if is_hurry else "plain"


def reason_of(item: Ranked, say: Saying = ENGLISH, *, is_rough: bool = False) -> str:
    """Return why a place stands where it does; minutes after arriving need a sharp position."""
    if is_rough and item.reason.code == "closes-after-arrival":
        return say("Closes soon")
    if is_rough and item.reason.code == "opens-after-arrival":
        return say("Opens soon")
    return item.reason.words(say)


def walk_of(item: Ranked, say: Saying = ENGLISH, *, is_rough: bool = False) -> tuple[str, str]:
    """Return how far a place is, as a number and its unit."""
    if is_rough:
        return str(max(1, round(item.distance_m / 1000))), say("km")
    if item.walk_min <= FAR_MIN:
        return str(item.walk_min), say("min walk")
    return f"{item.distance_m / 1000:.0f}", say("km away")


def walk_words(item: Ranked, say: Saying = ENGLISH, *, is_rough: bool = False) -> str:
    """Return how far a place is, as a sentence."""
    if is_rough:
        kilometres = max(1, round(item.distance_m / 1000))
        return say("About {n} km away. Your position is only roughly known.").format(n=kilometres)
    if item.walk_min > FAR_MIN:
        return say("{n} km away.").format(n=round(item.distance_m / 1000))
    minutes = say.count("{n} minute on foot", "{n} minutes on foot", item.walk_min)
    return say("About {minutes}, towards the {way}.").format(
        minutes=minutes, way=say(wind(item.bearing_deg))
    )


def last_heard(item: Ranked, now: datetime, say: Saying = ENGLISH) -> str:
    """Return how old what is known of a place's readiness is, or that it is overdue."""
    if item.is_due:
        return say("confirmation overdue")
    if item.place.confirmed_on is not None:
        return say("confirmed {ago}").format(ago=days_ago(item.place.confirmed_on, now, say))
    return say("checked {ago}").format(ago=days_ago(item.place.checked_on, now, say))


def hours_words(intervals: DayHours, say: Saying = ENGLISH, comma: str = ", ") -> str:
    """Return a day's hours in words, such as "09:00 – 12:30, 13:30 – 17:00" or "Closed"."""
    if not intervals:
        return say("Closed")
    if [(item.opens, item.closes) for item in intervals] == [(0, 24 * 60)]:
        return say("Day and night")
    walls = ((format_wall(item.opens), format_wall(item.closes)) for item in sorted(intervals))
    spans = (f"{opens} – {closes}" for opens, closes in walls)
    return in_reading_order(comma.join(spans), is_rtl=say.is_rtl)


def none_title(items: Iterable[Ranked], say: Saying, *, is_narrowed: bool) -> str:
    """Return the heading where nothing near is open; `items` are the places that were ranked.

    "None open near you" tells of places that are closed or far: where none is listed, or none has
    what was asked for, it would not be true.
    """
    if any(True for _ in items):
        return say("None open near you")
    return (
        say("None has what you asked for") if is_narrowed else say("No safe place is listed here")
    )


def next_best(items: Iterable[Ranked], minute: int) -> tuple[tuple[str, Ranked], ...]:
    """Return what helps where nothing near is open, each place once, by what it is.

    The nearest open place, the next to open within WALKABLE_MIN, and a night haven.
    """
    ranked = list(items)
    found = (
        (NEAREST_OPEN, next((item for item in ranked if item.tier is Tier.OPEN), None)),
        (OPENS_NEXT, _opens_next(ranked, minute)),
        (NIGHT_HAVEN, _haven(ranked)),
    )
    once: dict[str, tuple[str, Ranked]] = {}
    for kind, item in found:
        if item is not None:
            once.setdefault(item.place.id, (kind, item))
    return tuple(once.values())


def next_best_words(kind: str, item: Ranked, say: Saying = ENGLISH, *, is_rough: bool) -> str:
    """Return what one of `next_best` is good for."""
    if kind == NEAREST_OPEN:
        amount, unit = walk_of(item, say, is_rough=is_rough)
        words = say("The nearest that is open: {amount} {unit}")
        return words.format(amount=amount, unit=unit)
    if kind == OPENS_NEXT:
        return item.reason.words(say)
    return say("Night haven. {reason}.").format(reason=item.reason.words(say))


def _opens_next(ranked: list[Ranked], minute: int) -> Ranked | None:
    waiting = [
        (opening[0], item.distance_m, at)
        for at, item in enumerate(ranked)
        if item.tier is not Tier.OPEN
        and item.walk_min <= WALKABLE_MIN
        and (opening := next_opening(item.place.openings, minute + item.walk_min))
        and opening[0] > minute
    ]
    return ranked[min(waiting)[2]] if waiting else None


def _haven(ranked: list[Ranked]) -> Ranked | None:
    havens = [item for item in ranked if item.place.kind == HAVEN]
    return min(havens, key=lambda each: (each.tier, each.distance_m), default=None)
