"""The contract's link to a place: an address that a text carries, and that a page of ours reads.

The place stands behind the "#": browsers show it to the page and send it to nobody (RFC 9110,
section 7.1; RFC 3986, section 3.5).
"""

import re

from shared.geo import Point
from shared.problems import Problem

PATH = "/at"
DECIMALS, ROUGH_DECIMALS = 5, 3
"""Decimals of a degree: to a metre, and to a hundred, where the place is known only roughly."""

_FIGURES = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,6})?),(-?[0-9]{1,3}(?:\.[0-9]{1,6})?)")


def figures(at: Point, *, is_rough: bool = False, between: str = ",") -> str:
    """Return latitude and longitude in degrees, as exact as the place is known and no more."""
    decimals = ROUGH_DECIMALS if is_rough else DECIMALS
    return f"{at.lat:.{decimals}f}{between}{at.lon:.{decimals}f}"


def place_link(base_url: str, at: Point, code: str = "en", *, is_rough: bool = False) -> str:
    """Return the link to a place, to be read in a language."""
    asked = "" if code == "en" else f"?lang={code}"
    return f"{base_url}{PATH}{asked}#{figures(at, is_rough=is_rough)}"


def read_figures(fragment: str) -> Point | None:
    """Return the place of a fragment without its "#", None where it is none.

    What a messenger appends to a link, such as a full stop, is left out.
    """
    found = _FIGURES.match(fragment)
    rest = fragment[found.end() :] if found else ""
    if not found or re.search("[0-9A-Za-z]", rest):
        return None
    try:
        return Point(float(found[1]), float(found[2]))
    except Problem:
        return None
