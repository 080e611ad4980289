"""Deeds: how fine the position of a postcode is told, so that no rounder one takes its place."""

from collections.abc import Iterable, Mapping

from shared.digits import is_digits

BY_QUALITY_M = {1: 1.0, 2: 1.0, 3: 50.0, 4: 50.0, 5: 200.0, 6: 1000.0, 8: 1000.0, 9: 10_000.0}
"""By the positional quality indicator, in metres: 1 and 2 are inside a building, 3 within 50 m, 4
the mean of the addresses, 5 imputed from postcodes around, 6 the sector's mean, 8 the last known of
old, 9 none (ONS, National Statistics Postcode Lookup User Guide, OSGRDIND; Code-Point Open gives
ten times it). The metres of 4 to 9 are our own reckoning, to put them in order."""

FINEST_M = 1.0
"""What both sources give at best; a seventh decimal tells nothing more."""

_METRES_PER_DEGREE = 111_000.0


def finest_step_m(rows: Iterable[Mapping[str, str]]) -> float:
    """Return the step in which a file tells its positions: that of its longest latitude.

    A single row may end in zeros that were left out. A file in metres tells them by the metre.
    """
    decimals = [
        len(lat.partition(".")[2]) for row in rows if (lat := row.get("lat", "").strip()) != ""
    ]
    if not decimals:
        return FINEST_M
    return max(FINEST_M, _METRES_PER_DEGREE / 10.0 ** min(max(decimals), 9))


def grain_m(quality: str, step_m: float) -> float:
    """Return how fine a position is told, in metres: by its quality, or the file's step if rounder.

    A quality that is none of the known ones says nothing.
    """
    number = int(quality) if is_digits(quality) and len(quality) < 4 else 0
    return max(BY_QUALITY_M.get(number // 10 if number >= 10 else number, FINEST_M), step_m)
