"""How often a difference is called more than chance: where there is none, and where there is one.

Exact for one difference; whole releases are drawn by chance from a fixed seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.domain.comparisons import MIX, difference, judged
from backend.domain.printed_counts import PrintedCount
from backend.domain.statistics import DESIGN_EFFECT, Share, share_of
from tests.backend.domain.coverage import people
from tests.backend.domain.noisy import STEP, printed, printed_bases, ways_to_print

LIKELY = 1e-5
"""What is less likely than this is left out of a sum."""

ANSWERS = (60, 150, 300, 900)
FALLS = (10, 20)
BEFORE = 0.70
WARDS = tuple(rank**-0.8 for rank in range(1, 26))
"""How many answer in each of 25 wards: a few have most."""

TOWNS = (0.18, 0.14, 0.12, 0.10, 0.10, 0.08, 0.06, 0.05, 0.04)


def told(base: int, share: float, effect: float) -> list[tuple[Share, float]]:
    """Return the shares that are printed of a true base and share, and how likely each is."""
    (parts,) = people(base, np.array([share]), effect) @ ways_to_print(np.arange(base + 1))
    found = []
    for whole, chance in printed_bases(base).items():
        for at, chance_2 in enumerate(parts):
            if at and chance * chance_2 > LIKELY:
                shown = share_of(PrintedCount.of(STEP * at), PrintedCount.of(whole))
                found += [(shown, float(chance * chance_2))] if shown else []
    return found


def chance_of_a_call(
    bases: tuple[int, int], shares: tuple[float, float], effect: float = 1.0
) -> float:
    """Return how likely two printed shares are called further apart than chance."""
    one, other = (told(*each, effect) for each in zip(bases, shares, strict=True))
    found, called = 0.0, 0.0
    for share, chance in one:
        for share_2, chance_2 in other:
            apart = difference(share, share_2)
            found += chance * chance_2
            called += chance * chance_2 * (apart is not None and apart.is_beyond_chance)
    return called / found


def power_table() -> str:
    """Return how likely a true fall from seven of ten is seen in one comparison."""
    heads = " | ".join(f"{answers} answers" for answers in ANSWERS)
    lines = [f"| true change | {heads} |", f"| --- |{' ---: |' * len(ANSWERS)}"]
    for fall in FALLS:
        shares = (BEFORE, BEFORE - fall / 100)
        seen = (chance_of_a_call((base, base), shares, DESIGN_EFFECT) for base in ANSWERS)
        lines.append(f"| −{fall} points | {' | '.join(f'{each:.0%}' for each in seen)} |")
    return "\n".join(lines)


@dataclass(frozen=True)
class Drawn:
    """Quarters without any true change: how many answer, how the mix moves them, how alike."""

    answers: int
    mix: float = MIX
    effect: float = 1.0
    is_by_area: bool = False
    """Whether the mix moves every area by itself, or all alike."""


def quarter(drawn: Drawn, chance: np.random.Generator) -> list[Share | None]:
    """Return the printed shares of a borough, its wards and towns in one quarter."""
    weights = np.array(WARDS) / sum(WARDS)
    wards = chance.multinomial(drawn.answers, weights)
    bases = np.array([drawn.answers, *wards, *chance.binomial(drawn.answers, TOWNS)])
    moved = chance.normal(0, drawn.mix, len(bases) if drawn.is_by_area else 1)
    shares = np.clip(BEFORE + moved, 0.02, 0.98) * np.ones(len(bases))
    parts = _drawn(bases, shares, drawn.effect, chance)
    counts = zip(printed(parts, chance), printed(bases, chance), strict=True)
    return [share_of(*map(PrintedCount.of, each)) for each in counts]


def _drawn(
    bases: NDArray[np.int64],
    shares: NDArray[np.float64],
    effect: float,
    chance: np.random.Generator,
) -> NDArray[np.int64]:
    if effect > 1:
        spread = np.maximum((bases - 1) / (effect - 1) - 1, 0.5)
        shares = chance.beta(shares * spread, (1 - shares) * spread)
    return chance.binomial(bases, shares)


@dataclass(frozen=True)
class Alarms:
    """In which part of releases anything is called more than chance, and of how many things."""

    share: float
    compared: float


def alarms(drawn: Drawn, releases: int, seed: int = 1) -> Alarms:
    """Return how often releases without any true change call something more than chance."""
    chance = np.random.default_rng(seed)
    false = compared = 0
    for _ in range(releases):
        pairs = zip(quarter(drawn, chance), quarter(drawn, chance), strict=True)
        found = judged([difference(*pair) for pair in pairs])
        compared += sum(each is not None for each in found)
        false += any(each is not None and each.is_beyond_chance for each in found)
    return Alarms(false / releases, compared / releases)


def alarm_table(releases: int, answers: Sequence[int] = (150, 300, 900, 3000)) -> str:
    """Return how often releases call something more than chance although nothing changed."""
    lines = [
        "| answers a quarter | compared | mix moves all alike | each area by itself |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for each in answers:
        alike, apart = (
            alarms(Drawn(each, effect=DESIGN_EFFECT, is_by_area=by_area), releases)
            for by_area in (False, True)
        )
        lines.append(f"| {each} | {alike.compared:.1f} | {alike.share:.1%} | {apart.share:.1%} |")
    return "\n".join(lines)
