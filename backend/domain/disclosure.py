"""Rules: which counts may be printed, how they are rounded, and what a reader can then know."""

from dataclasses import dataclass

from backend.domain.noise import MOST


@dataclass(frozen=True)
class Rule:
    """A rule of small counts: hide what is under `least`, round the rest to `step`.

    `noise` is how much every count is moved at most before that, to either side.
    """

    name: str
    least: int
    step: int
    noise: int = 0

    def shown(self, count: int) -> int | None:
        """Return a count as printed, or None where it is not printed."""
        return None if count < self.least else (count + self.step // 2) // self.step * self.step

    def bounds(self, shown: int | None) -> tuple[int, int]:
        """Return the least and the greatest true count that is printed like this."""
        if shown is None:
            return 0, self.least - 1 + self.noise
        slack = self.step // 2
        return max(self.least, shown - slack) - self.noise, shown + slack + self.noise


TEN_FIVE = Rule("10-5", least=10, step=5)
"""Counts under 10 are not shown, the others are rounded to the nearest 5.

Source: Office for National Statistics, Census 2021 and Secure Research Service practice for
counts of people; totals are rounded on their own, so that no total tells a hidden part.
"""

KEYED = Rule("10-5-keyed", least=10, step=5, noise=MOST)
"""The same with keyed noise before: what releases have been printed by since decision 55."""

RULES = {rule.name: rule for rule in (TEN_FIVE, KEYED)}
"""The rules by the names that releases are stored with."""

LEAST_BASE = 30
"""The least printed base of a percentage: below it an interval spans most of what is possible."""

LEAST_VALUES = 4
"""How many values a count under ten must at least still be able to have (goal P6)."""
