"""The contract's postcodes: how people type them, and a compact form of a borough's.

A published sector ("WN1 1") names its units ("AAABAE") and walks from its first to the next in
steps of a ten-thousandth of a degree (11 m north, 7 m east). Measured on the 7,966 postcodes of
Code-Point Open in Wigan: 68 kB plain and 23 kB gzip; as names, 651 kB and 70 kB.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from shared.digits import is_digits
from shared.geo import Point
from shared.problems import Problem

STEPS_PER_DEGREE = 10_000
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters of a unit: C, I, K, M, O and V are not used there (BS 7666)."""

_AS_LETTER = str.maketrans("01", "OI")
_AS_DIGIT = str.maketrans("OI", "01")
_CLUTTER = re.compile(r"[\s.\-]+")
_LONGEST = 7


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed: district, then sector digit and unit as far as they go."""

    district: str
    digit: str = ""
    unit: str = ""

    @property
    def sector(self) -> str:
        """The sector, such as "WN1 1"."""
        return f"{self.district} {self.digit}"

    @property
    def text(self) -> str:
        """The postcode as it is written, as far as it goes."""
        return f"{self.district} {self.digit}{self.unit}".strip()

    @property
    def is_whole(self) -> bool:
        """Whether it names one unit."""
        return len(self.unit) == 2


def readings(text: str) -> list[Reading]:
    """Return every way to read a text as a postcode or the beginning of one, whole ones first.

    Spaces and case do not matter, and O and 0, I and 1 are told apart by where they stand. A
    beginning has at least its district: "WN1", "WN1 1", "WN1 1N".
    """
    typed = _CLUTTER.sub("", text).upper()
    if not 2 <= len(typed) <= _LONGEST or not typed.isascii() or not typed.isalnum():
        return []
    found = [
        reading
        for letters in (1, 2)
        for more in (0, 1)
        if (reading := _read(typed, letters, letters + 1 + more))
    ]
    return sorted(found, key=lambda reading: (-len(reading.unit), -len(reading.digit)))


def _read(typed: str, letters: int, end: int) -> Reading | None:
    """Read a text whose area has so many letters and whose district ends there."""
    area, number = typed[:letters].translate(_AS_LETTER), typed[letters:end]
    digit, unit = typed[end : end + 1].translate(_AS_DIGIT), typed[end + 1 :]
    # The second place of a district may be a letter (W1A), which is then never O or I.
    number = number.translate(_AS_DIGIT)
    is_district = area.isalpha() and len(number) == end - letters and is_digits(number[:1])
    is_unit = len(unit) <= 2 and all(letter in UNIT_LETTERS for letter in unit)
    if not (is_district and is_unit and (is_digits(digit) or not digit)):
        return None
    return Reading(area + number, digit, unit)


def normal_postcode(text: str) -> str | None:
    """Return a full postcode in its usual form, such as "WN1 1AA", or None where it is none."""
    found = next((reading for reading in readings(text) if reading.is_whole), None)
    return found.text if found else None


def whole(text: str) -> Reading:
    """Return a postcode unit; raise Problem stored-invalid for what is none."""
    found = next((reading for reading in readings(text) if reading.is_whole), None)
    if found is None:
        raise Problem("stored-invalid", f"{text!r} is not a postcode such as WN1 1AA")
    return found


def pack_postcodes(rows: Iterable[tuple[str, float, float]]) -> list[dict[str, Any]]:
    """Return the published sectors of (postcode, latitude, longitude); equal rows, equal bytes.

    Raises Problem stored-invalid for what is no postcode, position-invalid for no position.
    """
    sectors: dict[str, dict[str, Point]] = {}
    for text, lat, lon in rows:
        reading = whole(text)
        sectors.setdefault(reading.sector, {})[reading.unit] = Point(lat, lon)
    return [_pack(sector, units) for sector, units in sorted(sectors.items())]


def gazetteer_to_wire(
    names: Iterable[Mapping[str, Any]], rows: Iterable[tuple[str, float, float]]
) -> dict[str, Any]:
    """Return the gazetteer document's lists: names, and every postcode in the compact form.

    A postcode among the names joins the others; one that is none stays a name. Raises as
    `pack_postcodes`.
    """
    kept: list[Mapping[str, Any]] = []
    units: list[tuple[str, float, float]] = []
    for name in names:
        if name["kind"] == "postcode" and normal_postcode(name["name"]):
            units.append((name["name"], name["lat"], name["lon"]))
        else:
            kept.append(name)
    # Of a postcode that stands twice, the last is taken: the partnership's file.
    return {"names": kept, "postcodes": pack_postcodes((*units, *rows))}


def _pack(sector: str, units: Mapping[str, Point]) -> dict[str, Any]:
    ordered = [units[unit] for unit in sorted(units)]
    lats = [round(point.lat * STEPS_PER_DEGREE) for point in ordered]
    lons = [round(point.lon * STEPS_PER_DEGREE) for point in ordered]
    return {
        "sector": sector,
        "units": "".join(sorted(units)),
        "lat": lats[0] / STEPS_PER_DEGREE,
        "lon": lons[0] / STEPS_PER_DEGREE,
        "north": _steps(lats),
        "east": _steps(lons),
    }


def _steps(values: Sequence[int]) -> list[int]:
    return [0, *(after - before for before, after in pairwise(values))]


def unpack_sector(body: Mapping[str, Any]) -> dict[str, Point]:
    """Return the units of a published sector and their centres, to within 6 m."""
    names = re.findall("..", body["units"])
    lats, lons = (
        [value / STEPS_PER_DEGREE for value in accumulate(body[steps], initial=_first(body[at]))]
        for at, steps in (("lat", "north"), ("lon", "east"))
    )
    return {name: Point(lat, lon) for name, lat, lon in zip(names, lats[1:], lons[1:], strict=True)}


def _first(degrees: float) -> int:
    return round(degrees * STEPS_PER_DEGREE)


def middle_of(points: Iterable[Point]) -> Point:
    """Return the middle of some points: the mean of their latitudes and longitudes."""
    found = list(points)
    return Point(
        sum(point.lat for point in found) / len(found),
        sum(point.lon for point in found) / len(found),
    )
