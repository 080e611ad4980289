"""Rules: which counts may be printed, how they are rounded, and what a reader can then know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule of small counts: hide what is under `least`, round the rest to `step`."""

    name: str
    least: int
    step: int

    def shown(self, count: int) -> int | None:
        """Return a count as printed, or None where it is not printed."""
        return None if count < self.least else (count + self.step // 2) // self.step * self.step

    def bounds(self, shown: int | None) -> tuple[int, int]:
        """Return the least and the greatest count that is printed like this."""
        if shown is None:
            return 0, self.least - 1
        slack = self.step // 2
        return max(self.least, shown - slack), shown + slack


TEN_FIVE = Rule("10-5", least=10, step=5)
"""Counts under 10 are not shown, the others are rounded to the nearest 5.

Source: Office for National Statistics, Census 2021 and Secure Research Service practice for
counts of people; totals are rounded on their own, so that no total tells a hidden part.
"""

LEAST_BASE = 30
"""The least printed base of a percentage: below it an interval spans most of what is possible."""

LEAST_VALUES = 4
"""How many values a count under ten must at least still be able to have (goal P6)."""
