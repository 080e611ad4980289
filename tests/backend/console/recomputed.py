"""The independent path from a release's CSV to what pages say: pandas, SciPy, statsmodels."""

import io
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor, sqrt

import pandas as pd
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from backend.domain.noise import DEVIATION

EFFECT, MIX, ROUNDING = 2.0, 0.05, 2.0
"""Written down once more, as docs/statistics.md says them."""

TABLE = ["area_id", "product", "part"]


@dataclass(frozen=True)
class Shown:
    """A share as it is worked out by hand."""

    share: Fraction
    low: float
    high: float

    @property
    def words(self) -> str:
        """Return it as tables of pages write it."""
        return f"{half_up(self.share)} % ({outwards(self.low, self.high)})"


def half_up(share: Fraction) -> int:
    """Return a share in whole percent, a half away from nought, by decimal arithmetic."""
    exact = Decimal(100 * share.numerator) / Decimal(share.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def outwards(low: float, high: float) -> str:
    return f"{floor(100 * low + 1e-9)}–{ceil(100 * high - 1e-9)}"


def counts_of(text: str) -> pd.Series:
    """Return the printed counts of a CSV by area, product, part and code."""
    rows = pd.read_csv(io.StringIO(text), comment="#", keep_default_na=False, dtype=str)
    rows = rows[rows.count_rounded != ""]
    return rows.set_index([*TABLE, "code"]).count_rounded.astype(int)


def share_in(counts: pd.Series, area: str, product: str = "level", part: str = "") -> Shown | None:
    """Return the share who feel safe as the documents say that it is worked out."""
    base = counts.get((area, product, part, "base"))
    if base is None or base < 30:
        return None
    safe = counts.get((area, product, part, "safe"))
    if safe is not None:
        share = Fraction(min(int(safe), int(base)), int(base))
        return Shown(share, *_ends(share, int(base), 1))
    unsafe = [counts.get((area, product, part, "unsafe"))]
    if unsafe[0] is None:
        unsafe = [counts.get((area, product, part, f"{how}_unsafe")) for how in ("fairly", "very")]
    if None in unsafe:
        return None
    others = Fraction(min(int(sum(unsafe)), int(base)), int(base))
    low, high = _ends(others, int(base), len(unsafe))
    return Shown(1 - others, 1 - high, 1 - low)


def _ends(share: Fraction, base: int, parts: int) -> tuple[float, float]:
    """Return where a share lies 1.96 standard deviations from a true one, by search."""
    told, blur = float(share), (DEVIATION**2 + ROUNDING) / base**2

    def beyond(true: float) -> float:
        variance = EFFECT * true * (1 - true) / base + blur * (parts + true**2)
        return (told - true) ** 2 - norm.ppf(0.975) ** 2 * variance

    low = 0.0 if beyond(0.0) <= 0 else brentq(beyond, 0.0, told)
    high = 1.0 if beyond(1.0) <= 0 else brentq(beyond, told, 1.0)
    return low, high


@dataclass(frozen=True)
class Apart:
    """A difference as it is worked out by hand, and how likely chance brings it."""

    words: str
    chance: float


def apart(one: Shown | None, other: Shown | None) -> Apart | None:
    """Return Newcombe's difference with the mix of both sides."""
    if one is None or other is None:
        return None
    by, mix = float(one.share - other.share), 2 * (norm.ppf(0.975) * MIX) ** 2
    share, share_2 = float(one.share), float(other.share)
    below = sqrt((share - one.low) ** 2 + (other.high - share_2) ** 2 + mix)
    above = sqrt((one.high - share) ** 2 + (share_2 - other.low) ** 2 + mix)
    reach = below if by > 0 else above
    chance = 2 * norm.sf(norm.ppf(0.975) * abs(by) / reach)
    points = [half_up(one.share - other.share), floor(100 * (by - below)), ceil(100 * (by + above))]
    said = [f"{each:+d}".replace("-", "−") if each else "0" for each in points]
    return Apart(f"{said[0]} ({said[1]} to {said[2]})", float(chance))


def verdicts(together: list[Apart | None]) -> list[str]:
    """Return what pages say of differences that they show together."""
    told = [each for each in together if each is not None]
    beyond = iter(multipletests([each.chance for each in told], 0.05, "fdr_bh")[0] if told else [])
    words = {True: "more than chance", False: "may be chance, or other people"}
    return [
        "not shown" if each is None else f"{each.words} {words[bool(next(beyond))]}"
        for each in together
    ]
