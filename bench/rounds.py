"""Measurements: taking turns, so that what else the machine does falls on all alike."""

from collections.abc import Callable, Mapping
from statistics import median
from typing import TypeVar

Figure = TypeVar("Figure")


def take_turns(
    measures: Mapping[str, Callable[[], Figure]], rounds: int
) -> dict[str, list[Figure]]:
    """Run each measure once a round, in turning order; return all figures by name."""
    found: dict[str, list[Figure]] = {name: [] for name in measures}
    order = list(measures)
    for _ in range(rounds):
        for name in order:
            found[name].append(measures[name]())
        order.reverse()
    return found


def medians(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median of each measure over some rounds of turns."""
    return {name: median(figures) for name, figures in take_turns(measures, rounds).items()}
