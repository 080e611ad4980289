"""Deeds: the numbers that the page on how figures are made tells, worked out from the rules."""

from dataclasses import dataclass

from backend.domain.disclosure import KEYED
from backend.domain.noise import TABLE

USUAL = 2 / 3


@dataclass(frozen=True)
class Noise:
    """How far counts are moved at most, and in two of three cases; what a printed 10 can be."""

    most: int
    usual: int
    least: int
    greatest: int


def noise() -> Noise:
    """Return what is told of the noise in every count."""
    sizes = sorted(abs(each) for each in TABLE)
    return Noise(KEYED.noise, sizes[int(USUAL * len(sizes))], *KEYED.bounds(KEYED.least))
