"""Face: places as residents' pages show them: in words, in the language that is asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backend.services.published_list import PlaceNow
from backend.web.residents import comma, words
from backend.web.world import world
from shared.clock import local, to_minute
from shared.intervals import DAYS, day_from_wire
from shared.isolates import apart
from shared.places import FACILITIES, KINDS, Place, days_ago, list_age
from shared.ranking import NEAR_MIN, Ranked, Ranking, Tier
from shared.readiness import is_due, readiness_words
from shared.reasons import Reason, open_reason
from shared.saying import Saying
from shared.season_words import season_rows
from shared.standing import (
    hours_words,
    last_heard,
    next_best,
    next_best_words,
    none_title,
    reason_of,
    tone_of,
    walk_of,
    walk_words,
)

DAYS_SHOWN = 7
SHOWN_IN_LIST = ("step_free",)
"""Facilities that a row of the list names: whoever needs them cannot do without."""


WAY = "https://www.google.com/maps/dir/?api=1&travelmode=walking&destination="
"""What opens the map app of a phone, or a map in a browser (Google, Maps URLs): it is told where
the place is, and nothing of the person."""


@dataclass(frozen=True)
class Card:
    """One place as a list shows it."""

    place: Place
    amount: str
    unit: str
    reason: str
    tone: str
    detail: str
    walk: str


@dataclass(frozen=True)
class Shown:
    """A ranking as a page shows it: the one to walk to, what else helps, all others."""

    headline: Card | None
    next_best: tuple[tuple[Card, str], ...]
    cards: tuple[Card, ...]
    is_silent: bool
    age: str
    none_title: str


def shown(
    ranking: Ranking,
    published_at: datetime,
    now: datetime,
    say: Saying,
    *,
    is_narrowed: bool = False,
) -> Shown:
    """Put a ranking into words; `is_narrowed` says that only some places were asked for."""
    items = ranking.items
    best = items[0] if items and items[0].tier is Tier.OPEN else None
    is_near = best is not None and best.walk_min <= NEAR_MIN
    others = () if is_near else next_best(items, to_minute(now))
    return Shown(
        card_of(best, now, say) if best and is_near else None,
        tuple(
            (card_of(item, now, say), next_best_words(kind, item, say, is_rough=False))
            for kind, item in others
        ),
        tuple(card_of(item, now, say) for item in (items[1:] if is_near else items)),
        ranking.age == "silent",
        age_words(published_at, now, say),
        none_title(items, say, is_narrowed=is_narrowed),
    )


def card_of(item: Ranked, now: datetime, say: Saying) -> Card:
    """Put a ranked place into words."""
    amount, unit = walk_of(item, say)
    said = [
        say(FACILITIES[code]).lower() for code in SHOWN_IN_LIST if code in item.place.facilities
    ]
    said += [apart(item.place.town, is_rtl=say.is_rtl), last_heard(item, now, say)]
    return Card(
        item.place,
        amount,
        unit,
        reason_of(item, say),
        tone_of(item),
        " · ".join(said),
        walk_words(item, say),
    )


def age_words(published_at: datetime, now: datetime, say: Saying) -> str:
    """Return how old the list is where that matters: over a day, over a week."""
    age = list_age(published_at, now)
    if age == "fresh":
        return ""
    days = max(1, (now - published_at).days)
    ago = say("yesterday") if days == 1 else say.count("{n} day ago", "{n} days ago", days)
    if age == "silent":
        return say("List from {ago}: too old to say what is open. Call first.").format(ago=ago)
    return say("List from {ago}. Hours may have changed.").format(ago=ago)


def hours_rows(place: Place, now: datetime, say: Saying) -> list[tuple[str, str]]:
    """Return the hours of the next days, each with its day, then those of seasons."""
    today = local(now).date()
    rows = []
    for ahead in range(DAYS_SHOWN):
        day = today + timedelta(days=ahead)
        near = (say("Today"), say("Tomorrow"))
        name = near[ahead] if ahead < len(near) else say(DAYS[day.weekday()])
        rows.append((name, hours_words(place.hours_on(day), say, comma())))
    return [*rows, *_season_rows(place, say, comma())]


def stand_words(found: PlaceNow, now: datetime, say: Saying) -> tuple[str, str]:
    """Return how a place stands at this moment, without a walk, and its tone."""
    minute = to_minute(now)
    if not found.claims:
        return Reason("list-too-old", minute).words(say), "soon"
    if found.turns_at is None:
        return Reason("not-known", minute).words(say), "soon"
    if found.is_open:
        return open_reason(found.turns_at, minute).words(say), "go"
    return Reason("opens-later", minute, found.turns_at).words(say), "soon"


def weekly_rows(place: Place, say: Saying, between: str = ", ") -> list[tuple[str, str]]:
    """Return the hours of any week, days of the same hours together, then those of seasons."""
    runs: list[list[int]] = []
    for day in range(len(DAYS)):
        if runs and place.weekly[runs[-1][0]] == place.weekly[day]:
            runs[-1].append(day)
        else:
            runs.append([day])
    week = [
        (
            " – ".join(say(DAYS[day]) for day in sorted({run[0], run[-1]})),
            hours_words(day_from_wire(place.weekly[run[0]]), say, between),
        )
        for run in runs
    ]
    return [*week, *_season_rows(place, say, between)]


def _season_rows(place: Place, say: Saying, between: str) -> list[tuple[str, str]]:
    return [row for season in place.seasons for row in season_rows(season, say, between)]


def way_to(place: Place) -> str:
    """Return the address that leads to a place; nothing of the person is in it."""
    return f"{WAY}{place.at.lat:.5f},{place.at.lon:.5f}"


def facts_of(found: PlaceNow) -> dict[str, Any]:
    """Return what the page of a place says, as its template takes it."""
    place, now, say = found.place, world().now(), words()
    ago = days_ago(place.checked_on, now, say)
    checked = say("Checked by the partnership {ago}.").format(ago=ago)
    return {
        "found": found,
        "place": place,
        "ready": readiness_words(place, now, say, comma()) or checked,
        "is_due": is_due(place, now),
        "hours": hours_rows(place, now, say),
        "kind": say(KINDS.get(place.kind, KINDS["other"])),
        "facilities": FACILITIES,
    }
