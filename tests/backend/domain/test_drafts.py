"""What a newer list says of a record that somebody decided on: news, or only written otherwise."""

from typing import Any

import pytest

from backend.domain.drafts import News, digits_of, is_rounded, news_of
from shared.geo import Point

HELD: dict[str, Any] = {
    "name": "St Mary's Café",
    "kind": "cafe",
    "address": "1 King Street",
    "postcode": "WN1 1BS",
    "phone": "01942 000 001",
    "facilities": ["water"],
    "weekly": [[["09:00", "17:00"]]] * 7,
    "seasons": [],
    "lat": 53.5448,
    "lon": -2.6318,
}


def news(before: News | None = None, **told: Any) -> News:
    return news_of(HELD, {**HELD, **told}, before or {})


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"phone": "01942000001"},
        {"phone": "+44 1942 000001"},
        {"phone": "(01942) 000-001"},
        {"name": "ST MARYS CAFE"},
        {"name": "Saint Mary’s Café"},
        {"address": "1, King St."},
        {"postcode": "wn1 1bs"},
        {"lat": 53.54495},
    ],
)
def test_what_is_only_written_otherwise_is_no_news(told: dict[str, Any]) -> None:
    assert news(**told) == {}


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("name", "The Café at St Mary's"),
        ("kind", "shop"),
        ("address", "2 King Street"),
        ("postcode", "WN1 1BT"),
        ("phone", "01942 000 002"),
        ("facilities", []),
        ("weekly", []),
        ("seasons", [{"when": [{"kind": "term"}], "days": [[]] * 7}]),
    ],
)
def test_what_a_list_says_otherwise_is_news(name: str, new: Any) -> None:
    assert news(**{name: new}) == {name: [HELD[name], new]}


def test_a_door_that_moved_is_news_and_one_that_was_measured_anew_is_not() -> None:
    assert news(lat=53.5458) == {"position": [[53.5448, -2.6318], [53.5458, -2.6318]]}
    assert news(lat=53.54502) == {}
    assert news(lat=53.54503) != {}
    nowhere = {**HELD, "lat": None, "lon": None}
    assert news_of(nowhere, HELD, {}) == {"position": [None, [53.5448, -2.6318]]}
    assert news_of(nowhere, nowhere, {}) == {}


def test_news_keeps_what_was_there_when_somebody_decided() -> None:
    first = news(phone="01942 000 002")
    later = {**HELD, "phone": "01942 000 002"}
    assert news_of(later, {**later, "phone": "01942 000 003"}, first) == {
        "phone": ["01942 000 001", "01942 000 003"]
    }
    assert news_of(later, later, first) == first
    # The list takes it back: there is nothing left to look at.
    assert news_of(later, {**later, "phone": "01942000001"}, first) == {}


@pytest.mark.parametrize(
    ("phone", "digits"),
    [("01942 000001", "01942000001"), ("+44 1942 000001", "01942000001"), ("", ""), ("999", "999")],
)
def test_a_number_is_its_digits(phone: str, digits: str) -> None:
    assert digits_of(phone) == digits


@pytest.mark.parametrize(
    ("told", "rounded"),
    [
        (Point(53.5448, -2.6318), True),
        (Point(53.545, -2.632), True),
        (Point(53.5, -2.6), True),
        (Point(53.5447, -2.6318), False),
        (Point(53.5448, -2.63181), False),
        (Point(53.54481, -2.63182), False),
    ],
)
def test_a_position_with_fewer_decimals_is_the_same(told: Point, rounded: bool) -> None:
    assert is_rounded(Point(53.54478, -2.63179), told) is rounded


def test_a_position_whose_last_decimals_were_noughts_is_the_same() -> None:
    assert is_rounded(Point(53.50012, -2.63179), Point(53.5, -2.632))
