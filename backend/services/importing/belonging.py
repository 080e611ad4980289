"""Deeds: which postcodes are the partnership's: by its outline, or by its districts' codes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.services.importing.borders import Side
from backend.services.importing.report import Findings
from backend.services.importing.taking import Borough
from shared.geo import Point

FEW = 0.1
"""The share of the postcodes inside the outline from which on the codes given are not theirs."""


@dataclass(frozen=True)
class Located:
    """A postcode of a file: the row's number, where it lies, its district's code if it has one.

    `grain_m` says how fine its position is told, in metres.
    """

    number: int
    postcode: str
    at: Point
    district: str
    grain_m: float


def ours(rows: Sequence[Located], borough: Borough, findings: Findings) -> list[Located]:
    """Return the rows that belong to the partnership; notes how many do not, and what disagrees.

    By the codes of its districts where they were given with the outline, and fit it. Otherwise by
    the outline: what lies inside belongs, whatever its code; what lies within the tolerance of its
    border belongs unless its code is of a district that lies outside for the most part (decision
    50).
    """
    sides = borough.outline.sides([row.at for row in rows])
    inside = [row for row, side in zip(rows, sides, strict=True) if side is Side.INSIDE]
    given = frozenset(borough.districts)
    if given and _fit(given, inside, findings):
        kept = _by_code(rows, sides, given, findings)
    else:
        kept = _by_outline(rows, sides, borough, findings)
    if len(kept) < len(rows):
        elsewhere = len(rows) - len(kept)
        findings.note_file(f"{elsewhere:,} postcodes of other boroughs were passed over.")
    return kept


def _fit(given: frozenset[str], inside: Sequence[Located], findings: Findings) -> bool:
    coded = [row for row in inside if row.district]
    fitting = sum(row.district in given for row in coded)
    if fitting >= FEW * len(coded):
        return True
    findings.note_file(
        f"Of {len(coded):,} postcodes inside the outline {fitting:,} have a code of the districts "
        f"that were given with it ({', '.join(sorted(given))}); the others have {_codes(coded)}. "
        "Went by the outline."
    )
    return False


def _by_code(
    rows: Sequence[Located], sides: Sequence[Side], given: frozenset[str], findings: Findings
) -> list[Located]:
    kept, strays, strangers = [], 0, []
    for row, side in zip(rows, sides, strict=True):
        is_ours = row.district in given if row.district else side is not Side.OUTSIDE
        if is_ours:
            kept.append(row)
            strays += side is Side.OUTSIDE
        elif side is Side.INSIDE:
            strangers.append(row)
    if strays:
        what = "have the code of one of our districts and lie outside the outline"
        findings.note_file(f"{strays:,} postcodes {what}: taken in.")
    if strangers:
        what = f"lie inside the outline and have other districts' codes ({_codes(strangers)})"
        findings.note_file(f"{len(strangers):,} postcodes {what}: passed over.")
    return kept


def _by_outline(
    rows: Sequence[Located], sides: Sequence[Side], borough: Borough, findings: Findings
) -> list[Located]:
    codes = _codes_inside(rows, sides)
    kept, strangers, strays = [], [], []
    for row, side in zip(rows, sides, strict=True):
        is_known = row.district in ("", borough.id, *codes)
        if side is Side.INSIDE or (side is Side.BORDER and is_known):
            kept.append(row)
            if not is_known:
                strangers.append(row)
        elif row.district and row.district in (*codes, borough.id):
            strays.append(row)
    if codes and borough.id not in codes:
        what = f"No district here has the outline's own code {borough.id}"
        findings.note_file(f"{what}; inside it lie {_codes(kept)}. Went by the outline.")
    if strangers:
        what = f"lie inside the outline with other districts' codes ({_codes(strangers)})"
        findings.note_file(f"{len(strangers):,} postcodes {what}: taken in.")
    if strays:
        what = f"have the code of a district inside and lie outside the outline ({_codes(strays)})"
        findings.note_file(f"{len(strays):,} postcodes {what}: passed over.")
    return kept


def _codes_inside(rows: Sequence[Located], sides: Sequence[Side]) -> frozenset[str]:
    """Return the codes of the districts that lie inside for the most part."""
    balance: Counter[str] = Counter()
    for row, side in zip(rows, sides, strict=True):
        if row.district:
            balance[row.district] += 1 if side is Side.INSIDE else -1
    return frozenset(code for code, more in balance.items() if more > 0)


def _codes(rows: Iterable[Located]) -> str:
    """Return how often each code occurs, the most frequent ones first."""
    counted = Counter(row.district for row in rows if row.district)
    listed = [f"{code} {count:,}" for code, count in counted.most_common(6)]
    more = len(counted) - len(listed)
    return ", ".join(listed) + (f" and {more} more" if more else "")
