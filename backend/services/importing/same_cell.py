"""Deeds: whether a cell says what we wrote into it, after spreadsheets had it in their hands."""

import re
from collections.abc import Callable, Mapping

from backend.services.importing.place_words import kind_of, known_facilities, phone_of
from shared.digits import is_digits
from shared.postcodes import normal_postcode

_SHORTENED = re.compile(r"[0-9](?:\.([0-9]+))?E\+[0-9]+", re.ASCII)
"""A long number as a spreadsheet shows it: 4.41612E+11."""

_WESTERN = "cp1252"
"""What Excel saves as "CSV": letters that it does not have become question marks."""

_NEAR_DEGREES = 1e-6


def is_same(column: str, ours: str, given: str) -> bool:
    """Return whether a cell still says what we wrote, but for what spreadsheets do to it.

    They take zeros off the front, add ".0", shorten long numbers, and lose foreign letters.
    """
    if ours == given:
        return True
    meaning = _MEANINGS.get(column)
    if meaning is not None and meaning(ours) == meaning(given):
        return True
    if column in ("lat", "lon"):
        return _is_near(ours, given)
    return _is_same_number(ours, given) or ours.encode(_WESTERN, "replace") == given.encode(
        _WESTERN, "replace"
    )


def _is_near(ours: str, given: str) -> bool:
    try:
        return abs(float(ours) - float(given)) <= _NEAR_DEGREES
    except ValueError:
        return False


def _is_same_number(ours: str, given: str) -> bool:
    if not is_digits(ours):
        return False
    plain = given.removesuffix(".0")
    if is_digits(plain):
        return plain == ours.lstrip("0")
    short = _SHORTENED.fullmatch(given)
    return short is not None and f"{float(ours):.{len(short[1] or '')}E}" == given


_MEANINGS: Mapping[str, Callable[[str], object]] = {
    "kind": kind_of,
    "postcode": lambda text: normal_postcode(text) or text,
    "phone": lambda text: phone_of(text),
    "facilities": lambda text: known_facilities(text),
}
"""What a cell means where two ways of writing it are one."""
