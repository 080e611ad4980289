"""The contract's ranking: open when I arrive, first; honest about the rest."""

from datetime import timedelta

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import to_minute
from shared.geo import Point
from shared.intervals import DayHours
from shared.places import Place
from shared.ranking import NEAR_MIN, SOON_MIN, STAY_MIN, RankingIndex, Tier
from shared.reasons import CODES, Reason
from shared.walking import walk_min
from tests.shared.cast import ALWAYS, HERE, NOW, day, place

CLOSED: DayHours = ()


def friday(*times: str) -> tuple[DayHours, ...]:
    """Return a week that opens on Friday only."""
    return (CLOSED,) * 4 + (day(*times), CLOSED, CLOSED)


def rank(*places: Place, **changed: object) -> list[tuple[str, str]]:
    """Return names and reasons in order."""
    now = changed.get("now", NOW)
    found = RankingIndex(places).rank(HERE, now, changed.get("published_at", NOW))  # type: ignore[arg-type]
    return [(item.place.name, item.reason.words()) for item in found.items]


def test_a_nearer_place_that_closes_before_i_arrive_comes_after_an_open_one() -> None:
    near = place("near", 600, friday("09:00-23:35"))
    far = place("far", 2000, ALWAYS)
    assert rank(near, far) == [
        ("far", "Open day and night"),
        ("near", "Closes at 23:35, before you get there"),
    ]


def test_a_place_that_closes_soon_after_arrival_says_so_and_does_not_lead() -> None:
    near = place("near", 600, friday("09:00-23:46"))
    far = place("far", 2000, friday("21:00-02:00"))
    assert rank(near, far) == [
        ("far", "Open until 02:00"),
        ("near", "Closes 6 minutes after you arrive"),
    ]


def test_fifteen_minutes_after_arrival_are_enough_and_fourteen_are_not() -> None:
    minutes = walk_min(600)
    for extra, tier in ((STAY_MIN, Tier.OPEN), (STAY_MIN - 1, Tier.REST)):
        closes = NOW + timedelta(minutes=minutes + extra)
        shop = place("shop", 600, friday(f"09:00-{closes:%H:%M}"))
        (item,) = RankingIndex([shop]).rank(HERE, NOW, NOW).items
        assert item.tier is tier


def test_a_place_that_opens_on_the_way_is_open_when_i_arrive() -> None:
    shop = place("shop", 600, friday("23:35-04:00"))
    assert rank(shop) == [("shop", "Open until 04:00")]


def test_a_place_that_opens_soon_stands_between_open_and_closed() -> None:
    opens_soon = place("soon", 100, friday("23:59-04:00"))
    closed = place("closed", 50, (CLOSED,) * 5 + (day("23:00-05:00"), CLOSED))
    far_open = place("far", 3000, ALWAYS)
    assert rank(closed, opens_soon, far_open) == [
        ("far", "Open day and night"),
        ("soon", "Opens at 23:59, 27 minutes after you arrive"),
        ("closed", "Closed, opens tomorrow at 23:00"),
    ]


def test_among_those_opening_soon_the_one_that_opens_first_leads() -> None:
    later = place("later", 50, friday("23:50-04:00"))
    sooner = place("sooner", 200, friday("23:40-04:00"))
    assert [name for name, _ in rank(later, sooner)] == ["sooner", "later"]


def test_a_place_past_its_listing_is_not_there() -> None:
    minute = to_minute(NOW) + walk_min(600)
    assert rank(place("gone", 600, ALWAYS, listed_until=minute)) == []
    assert rank(place("here", 600, ALWAYS, listed_until=minute + 1)) != []


def test_nothing_open_near_is_said() -> None:
    limit_m = NEAR_MIN * 80 / 1.3
    near, far = place("near", limit_m - 90, ALWAYS), place("far", limit_m + 90, ALWAYS)
    assert RankingIndex([near]).rank(HERE, NOW, NOW).is_open_near
    assert not RankingIndex([far]).rank(HERE, NOW, NOW).is_open_near
    assert not RankingIndex([]).rank(HERE, NOW, NOW).is_open_near


def test_a_list_over_a_day_old_says_so_and_one_over_a_week_claims_nothing() -> None:
    ages = {0: "fresh", 25: "old", 24 * 7 + 1: "silent"}
    for hours, age in ages.items():
        published = NOW - timedelta(hours=hours)
        shop = place("shop", 600, ALWAYS, published_at=published)
        ranking = RankingIndex([shop]).rank(HERE, NOW, published)
        assert ranking.age == age
        assert (ranking.items[0].tier is Tier.OPEN) == (age != "silent")
        assert (ranking.items[0].open_until is None) == (age == "silent")


def test_what_lies_beyond_the_published_openings_is_not_known() -> None:
    shop = place("shop", 600, friday("09:00-10:00"), openings=())
    assert rank(shop) == [("shop", "Closed, next opening not known")]


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_reason_has_words(code: str) -> None:
    minute = to_minute(NOW)
    words = Reason(code, minute, minute + 90, 1).words()
    assert words[0].isupper()
    assert "{" not in words


def test_late_hours_name_their_day_and_midnight_its_name() -> None:
    now = to_minute(NOW)
    assert Reason("open-until", now, now + 30).words() == "Open until midnight"
    assert Reason("open-until", now, now + 150).words() == "Open until 02:00"
    assert Reason("open-until", now, now + 630).words() == "Open until 10:00 tomorrow"


OPENINGS = st.lists(st.integers(-300, 600), min_size=0, max_size=6, unique=True).map(
    lambda minutes: tuple(zip(sorted(minutes)[::2], sorted(minutes)[1::2], strict=False))
)


@st.composite
def some_places(draw: st.DrawFn) -> list[Place]:
    """Up to twelve places within 3 km, with any openings around now."""
    base = to_minute(NOW)
    found = []
    for number in range(draw(st.integers(0, 12))):
        shifted = tuple((base + a, base + b) for a, b in draw(OPENINGS))
        at = Point(HERE.lat + draw(st.floats(-0.03, 0.03)), HERE.lon + draw(st.floats(-0.04, 0.04)))
        listed = base + draw(st.sampled_from([5, 10_000]))
        found.append(place(str(number), 0, ALWAYS, at=at, openings=shifted, listed_until=listed))
    return found


@given(some_places())
def test_the_order_is_that_of_the_slow_and_plain_way(places: list[Place]) -> None:
    """Geodesic to all, then the rules read off the words of the design, then sort."""
    minute = to_minute(NOW)

    def standing(item: Place, walk: int) -> tuple[int, float]:
        arrive = minute + walk
        fit = [(a, b) for a, b in item.openings if b >= arrive + STAY_MIN]
        if any(a <= arrive for a, _ in fit):
            return 0, 0
        if fit and fit[0][0] <= arrive + SOON_MIN:
            return 1, fit[0][0]
        return 2, 0

    ranked = RankingIndex(places).rank(HERE, NOW, NOW).items
    keys = []
    for item in ranked:
        true_m = geodesic((HERE.lat, HERE.lon), (item.place.at.lat, item.place.at.lon)).meters
        assert item.distance_m == pytest.approx(true_m, rel=0.005, abs=0.5)
        tier, opens = standing(item.place, item.walk_min)
        assert item.tier == tier
        assert item.place.listed_until > minute + item.walk_min
        keys.append((tier, opens, round(item.distance_m, 3)))
    assert keys == sorted(keys)
    listed = {item.id for item in places if item.listed_until - minute > 100}
    assert listed <= {item.place.id for item in ranked}


def test_of_places_that_open_at_the_same_minute_the_nearer_stands_first() -> None:
    # 22 metres apart: a difference that a sum of minutes and metres in one number can swallow.
    far, near = (
        place(name, north, friday("23:45-24:00")) for name, north in (("far", 600), ("near", 578))
    )
    assert [name for name, _ in rank(far, near)] == ["near", "far"]


@given(some_places(), st.integers(1, 12))
def test_a_short_list_is_the_beginning_of_the_long_one(places: list[Place], limit: int) -> None:
    index = RankingIndex(places)
    long, short = index.rank(HERE, NOW, NOW).items, index.rank(HERE, NOW, NOW, limit).items
    assert short == long[:limit]


def test_there_and_back_is_equally_far() -> None:
    there = Point(HERE.lat + 0.04, HERE.lon + 0.06)
    ways = [
        RankingIndex([place("goal", 0, ALWAYS, at=goal)]).rank(start, NOW, NOW).items[0].distance_m
        for start, goal in ((HERE, there), (there, HERE))
    ]
    assert abs(ways[0] - ways[1]) < 0.5
    assert abs(ways[0] - geodesic((HERE.lat, HERE.lon), (there.lat, there.lon)).m) < 20
