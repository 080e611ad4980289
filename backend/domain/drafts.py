"""Rules: the life of a place that a file brought, and what newer files say of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from shared.digits import is_digits
from shared.geo import Point, distance_m
from shared.spelling import brief, words_of

STATES = ("waiting", "invited", "applied", "taken", "dismissed")
"""Waiting for somebody to look at it, invited by mail, offered by its people, taken up as a
listing, or dismissed."""

WAITING, INVITED, APPLIED, TAKEN, DISMISSED = STATES

COMPARED = ("name", "kind", "address", "postcode", "phone", "facilities", "weekly", "seasons")
"""What a list may say otherwise than before; the position is compared by its distance."""

POSITION, GONE = "position", "gone"
MOVED_M = 25.0
"""Nearer, the same door was measured anew."""

News = dict[str, list[Any]]
"""What a list says otherwise since somebody decided, by field: what was there, and what it says."""

_WORDS = frozenset({"name", "address", "postcode"})


def news_of(held: Mapping[str, Any], told: Mapping[str, Any], before: News) -> News:
    """Return what newer lists say otherwise than a record that somebody has decided on.

    A telephone number or an address that is only written otherwise is no news. `before` is what
    was news already: each field keeps what was there when the decision was made. That a list had
    it no more is no news any longer.
    """
    news = {name: pair for name, pair in before.items() if name != GONE}
    for name, old, new in _compared(held, told):
        first = news[name][0] if name in news else old
        if _is_same(name, first, new):
            news.pop(name, None)
        else:
            news[name] = [first, new]
    return news


def _compared(held: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    yield from ((name, held[name], told[name]) for name in COMPARED)
    yield POSITION, _position(held), _position(told)


def _position(values: Mapping[str, Any]) -> list[float] | None:
    return None if values["lat"] is None else [values["lat"], values["lon"]]


def _is_same(name: str, old: Any, new: Any) -> bool:  # noqa: ANN401 - whatever a field holds
    if name == "phone":
        return digits_of(old) == digits_of(new)
    if name in _WORDS:
        return brief(words_of(old)) == brief(words_of(new))
    if name == POSITION and old and new:
        return distance_m(Point(*old), Point(*new)) <= MOVED_M
    return bool(old == new)


def digits_of(phone: str) -> str:
    """Return a telephone number as its digits, as it is dialled within the country."""
    digits = "".join(letter for letter in phone if is_digits(letter))
    return f"0{digits[2:]}" if phone.strip().startswith("+44") else digits


def is_rounded(held: Point, told: Point) -> bool:
    """Return whether a position is one that is known already, with fewer decimals."""
    places = max(_decimals(told.lat), _decimals(told.lon))
    return (round(held.lat, places), round(held.lon, places)) == (told.lat, told.lon)


def _decimals(degrees: float) -> int:
    return len(repr(degrees).partition(".")[2])
