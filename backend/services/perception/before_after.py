"""Deeds: how people felt in the whole quarters before and after something was done."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.comparisons import Difference, difference
from backend.domain.periods import Period, quarter_of
from backend.domain.statistics import Share
from backend.services.interventions import Intervention

CAUTION = (
    "Other things changed too, and other people may have answered. A difference after it is not "
    "yet a difference because of it."
)


@dataclass(frozen=True)
class BeforeAfter:
    """An intervention between the quarter before and the quarter after its own.

    The quarter in which it was done is left out: it was partly before and partly after.
    """

    done: Intervention
    earlier: Period
    later: Period
    before: Share | None
    after: Share | None
    change: Difference | None


def before_after(done: Intervention, shares: Mapping[Period, Share | None]) -> BeforeAfter:
    """Return what is known before and after; nothing is said where either is not shown."""
    period = quarter_of(done.on_day)
    earlier, later = period.before(), period.after()
    before, after = shares.get(earlier), shares.get(later)
    return BeforeAfter(done, earlier, later, before, after, difference(after, before))
