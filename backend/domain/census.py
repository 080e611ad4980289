"""Rules: the ages of a census in the bands that are printed, and what it may not leave open."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

YOUNGEST = 10
"""From which age on residents stand beside those who answered: the age from which the Crime Survey
for England and Wales asks children. Younger ones hardly answer, and would make up a third of the
band under eighteen."""

OLDEST = 200
"""Beyond any age: where a band is open, as "90 years and over" is."""

BAND_AGES: dict[str, tuple[int, int]] = {
    "under_18": (YOUNGEST, 17),
    "from_18_to_24": (18, 24),
    "from_25_to_34": (25, 34),
    "from_35_to_54": (35, 54),
    "from_55_to_64": (55, 64),
    "from_65": (65, OLDEST),
}
"""The first and last age of each printed band."""

SERIES = "census-age-"
"""What the figures of a band are called among those of other surveys, before the band."""

ALL_AGES = ("", "all ages", "all", "total")
_NUMBER = "([0-9]{1,3})"
_FORMS = (
    (rf"under {_NUMBER}", lambda ages: (0, ages[0] - 1)),
    (rf"{_NUMBER} and (?:under|younger)", lambda ages: (0, ages[0])),
    (rf"{_NUMBER}(?:\+| and (?:over|older))", lambda ages: (ages[0], OLDEST)),
    (rf"{_NUMBER} ?(?:to|-|–) ?{_NUMBER}", lambda ages: (ages[0], ages[1])),
    (_NUMBER, lambda ages: (ages[0], ages[0])),
)


@dataclass(frozen=True)
class People:
    """So many residents from one age to another, both included."""

    first: int
    last: int
    number: int


class AgesError(ValueError):
    """Says what is wrong with the ages of a census, and what to do."""


def read_ages(text: str) -> tuple[int, int] | None:
    """Return the first and last age of a row, None for all ages together; raises AgesError.

    Read are "Aged 17 years", "Aged under 1 year", "18 to 24", "18-24", "90 years and over", "65+".
    """
    plain = re.sub(r"\b(?:aged?|years?)\b", " ", text.lower().replace(",", " "))
    plain = " ".join(plain.split())
    if plain in ALL_AGES:
        return None
    for form, ages in _FORMS:
        if found := re.fullmatch(form, plain):
            first, last = ages([int(each) for each in found.groups()])
            if first <= last:
                return first, last
    raise AgesError(f"{text[:30]!r} is no age. Write 17, 18 to 24 or 65 and over.")


def band_of(first: int, last: int) -> str:
    """Return the printed band that ages lie in, "" for the youngest; raises AgesError."""
    if last < YOUNGEST:
        return ""
    for band, (least, most) in BAND_AGES.items():
        if least <= first and last <= most:
            return band
    raise AgesError(
        f"Ages {first} to {last} lie in two of the bands that are printed. Take the table by "
        "single year of age (of Census 2021: TS007)."
    )


def shares_by_band(people: Iterable[People]) -> Mapping[str, float]:
    """Return what percentage of the residents from ten on is of each band; raises AgesError.

    Every age counts once: one that is there twice, or not at all, would shift all shares.
    """
    counted = dict.fromkeys(BAND_AGES, 0)
    after = YOUNGEST
    for each in sorted(people, key=lambda part: part.first):
        if band := band_of(each.first, each.last):
            if each.first != after:
                raise AgesError(_gap(each.first, after))
            counted[band] += each.number
            after = each.last + 1
    if after != OLDEST + 1:
        raise AgesError(f"It ends before {after}: the last row must be open, as 90 and over is.")
    whole = sum(counted.values())
    if not whole:
        raise AgesError("Nobody lives there.")
    return {band: round(100 * number / whole, 2) for band, number in counted.items()}


def _gap(first: int, wanted: int) -> str:
    if first < wanted:
        return f"Age {first} is there twice: give each age once, of one area and of all people."
    return f"Nobody from {wanted} to {first - 1} is in it: give every age."
