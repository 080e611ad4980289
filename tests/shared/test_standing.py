"""What is said of a place is said by its order, its walk, its hours and what was last heard."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from shared.clock import to_minute
from shared.intervals import Interval
from shared.ranking import Ranked, RankingIndex, Tier
from shared.reasons import Reason
from shared.saying import ENGLISH
from shared.standing import (
    FAR_MIN,
    NEAREST_OPEN,
    NIGHT_HAVEN,
    OPENS_NEXT,
    WALKABLE_MIN,
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
from tests.shared.cast import ALWAYS, HERE, NOW, place

MINUTE = to_minute(NOW)


def ranked(name: str = "a", **changed: object) -> Ranked:
    (item,) = RankingIndex([place(name, 600, ALWAYS)]).rank(HERE, NOW, NOW).items
    return replace(item, **changed)  # type: ignore[arg-type]


def closed(
    name: str, opens_in: int, walk: int = 5, metres: float = 300, kind: str = "shop"
) -> Ranked:
    """Return a place in the rest that opens so many minutes from now."""
    openings = ((MINUTE + opens_in, MINUTE + opens_in + 300),)
    there = replace(ranked(name).place, openings=openings, kind=kind)
    return ranked(place=there, tier=Tier.REST, walk_min=walk, distance_m=metres)


@pytest.mark.parametrize(
    ("tier", "code", "tone"),
    [
        (Tier.OPEN, "open-until", "go"),
        (Tier.OPEN, "closes-after-arrival", "go"),
        (Tier.REST, "closes-after-arrival", "soon"),
        (Tier.SOON, "opens-after-arrival", "soon"),
        (Tier.REST, "opens-later", "plain"),
        (Tier.REST, "not-known", "plain"),
    ],
)
def test_a_tone_tells_to_go_to_hurry_or_neither(tier: Tier, code: str, tone: str) -> None:
    assert tone_of(ranked(tier=tier, reason=Reason(code))) == tone


def test_a_rough_position_tells_no_minutes_after_arriving() -> None:
    closes = ranked(reason=Reason("closes-after-arrival", MINUTE, MINUTE + 9, 5))
    opens = ranked(reason=Reason("opens-after-arrival", MINUTE, MINUTE + 9, 5))
    assert reason_of(closes, is_rough=True) == "Closes soon"
    assert reason_of(opens, is_rough=True) == "Opens soon"
    assert reason_of(closes) == "Closes 5 minutes after you arrive"
    assert reason_of(opens).endswith("5 minutes after you arrive")
    assert reason_of(ranked(), is_rough=True) == "Open day and night"


@pytest.mark.parametrize(
    ("walk", "metres", "is_rough", "said"),
    [
        (7, 400, False, ("7", "min walk")),
        (FAR_MIN, 5400, False, ("90", "min walk")),
        (FAR_MIN + 1, 5600, False, ("6", "km away")),
        (7, 400, True, ("1", "km")),
        (FAR_MIN + 1, 6501, False, ("7", "km away")),
        (7, 2501, True, ("3", "km")),
    ],
)
def test_a_walk_is_told_in_minutes_until_nobody_walks_it(
    walk: int, metres: float, is_rough: bool, said: tuple[str, str]
) -> None:
    assert walk_of(ranked(walk_min=walk, distance_m=metres), is_rough=is_rough) == said


def test_a_walk_is_a_sentence_with_its_direction() -> None:
    near = ranked(walk_min=FAR_MIN, distance_m=5400.0, bearing_deg=0.0)
    assert walk_words(near) == "About 90 minutes on foot, towards the north."
    assert walk_words(replace(near, walk_min=1)) == "About 1 minute on foot, towards the north."
    assert walk_words(replace(near, walk_min=FAR_MIN + 1, distance_m=5600.0)) == "6 km away."
    rough = "About {} km away. Your position is only roughly known."
    assert walk_words(near, is_rough=True) == rough.format(5)
    assert walk_words(replace(near, distance_m=300.0), is_rough=True) == rough.format(1)


def test_what_was_last_heard_is_overdue_confirmed_or_checked() -> None:
    item = ranked()
    assert last_heard(item, NOW) == "checked 6 days ago"
    confirmed = replace(item, place=replace(item.place, confirmed_on=date(2026, 11, 26)))
    assert last_heard(confirmed, NOW) == "confirmed yesterday"
    assert last_heard(replace(confirmed, is_due=True), NOW) == "confirmation overdue"
    late = datetime(2026, 11, 27, 0, 30, tzinfo=UTC) + timedelta(days=1)
    assert last_heard(confirmed, late) == "confirmed 2 days ago"


def test_hours_are_told_in_their_order() -> None:
    morning, afternoon = Interval(540, 750), Interval(810, 1020)
    assert hours_words(()) == "Closed"
    assert hours_words((Interval(0, 1440),)) == "Day and night"
    assert hours_words((Interval(0, 1439),)) == "00:00 – 23:59"
    assert hours_words((afternoon, morning)) == "09:00 – 12:30, 13:30 – 17:00"
    assert hours_words((morning, afternoon), comma="; ") == "09:00 – 12:30; 13:30 – 17:00"


def test_where_nothing_is_near_it_is_said_why() -> None:
    assert none_title([ranked()], ENGLISH, is_narrowed=True) == "None open near you"
    assert none_title([], ENGLISH, is_narrowed=True) == "None has what you asked for"
    assert none_title([], ENGLISH, is_narrowed=False) == "No safe place is listed here"


def test_the_nearest_open_the_next_to_open_and_a_haven_help() -> None:
    shut = ranked("shut", tier=Tier.SOON)
    there, farther = ranked("open"), ranked("farther")
    soon, later = closed("soon", 20), closed("later", 40)
    haven = closed("haven", 500, kind="haven")
    found = next_best([later, soon, there, farther, haven], MINUTE)
    assert [(kind, item.place.id) for kind, item in found] == [
        (NEAREST_OPEN, "open"),
        (OPENS_NEXT, "soon"),
        (NIGHT_HAVEN, "haven"),
    ]
    assert next_best([], MINUTE) == ()
    assert [kind for kind, _ in next_best([shut], MINUTE)] == []


def test_a_place_that_helps_in_two_ways_stands_once() -> None:
    item = closed("haven", 20, kind="haven")
    assert [kind for kind, _ in next_best([item], MINUTE)] == [OPENS_NEXT]


def test_what_opens_next_can_be_walked_to_and_is_not_open_now() -> None:
    at_the_limit = closed("walk", 60, walk=WALKABLE_MIN)
    too_far = closed("far", 20, walk=WALKABLE_MIN + 1)
    open_now = closed("now", 0)
    closes_first = ranked(
        place=replace(ranked("closes").place, openings=((MINUTE + 1, MINUTE + 5),)),
        tier=Tier.REST,
        walk_min=5,
    )
    found = next_best([too_far, open_now, closes_first, at_the_limit], MINUTE)
    assert [(kind, item.place.id) for kind, item in found] == [(OPENS_NEXT, "walk")]


def test_of_two_that_open_together_the_nearer_is_told() -> None:
    far, near = closed("far", 20, metres=900), closed("near", 20, metres=100)
    assert [item.place.id for _, item in next_best([far, near], MINUTE)] == ["near"]


def test_the_haven_that_is_open_or_nearest_is_told() -> None:
    one = closed("one", 900, walk=40, metres=2400, kind="haven")
    other = closed("other", 900, walk=41, metres=2500, kind="haven")
    assert [item.place.id for _, item in next_best([other, one], MINUTE)] == ["one"]
    sooner = replace(other, tier=Tier.SOON)
    assert [item.place.id for _, item in next_best([one, sooner], MINUTE)] == ["other"]


def test_each_that_helps_says_what_it_is_good_for() -> None:
    item = ranked(walk_min=10)
    words = "The nearest that is open: {} {}"
    assert next_best_words(NEAREST_OPEN, item, is_rough=False) == words.format(10, "min walk")
    assert next_best_words(NEAREST_OPEN, item, is_rough=True) == words.format(1, "km")
    assert next_best_words(OPENS_NEXT, item, is_rough=False) == "Open day and night"
    assert next_best_words(NIGHT_HAVEN, item, is_rough=False) == "Night haven. Open day and night."
