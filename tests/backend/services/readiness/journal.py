"""What was done to a place, by day, and what somebody with a calendar concludes from it.

Nothing of the rules is used: days are counted, and the holidays are written down by hand.
"""

from dataclasses import dataclass
from datetime import date, timedelta

HOLIDAYS = (
    (date(2026, 12, 25), date(2027, 1, 1)),
    (date(2027, 3, 26), date(2027, 3, 29)),
    (date(2027, 5, 3), date(2027, 5, 3)),
    (date(2027, 5, 31), date(2027, 5, 31)),
    (date(2027, 8, 30), date(2027, 8, 30)),
    (date(2027, 12, 25), date(2028, 1, 3)),
)
"""Bank holidays of England, those with at most a week between them together (gov.uk)."""

CONFIRM, CONFIRM_GRACE, TRAINING_GRACE, NOTICE = (timedelta(days=n) for n in (31, 14, 28, 21))


@dataclass
class Journal:
    """A place as it was kept; `trained_on` is when those who are enough were trained."""

    began: date
    checked: date | None = None
    confirmed: date | None = None
    trained_on: date | None = None
    short_since: date | None = None
    is_written: bool = False
    is_hidden: bool = False
    proposed_by: str = ""

    @property
    def known(self) -> date:
        """Since when its people are taken at their word."""
        return max(self.confirmed or self.began, self.began)

    def write(self, is_enough: bool, day: date) -> None:
        """Note that the training register was written, of training on that day."""
        since = self.short_on(day)
        unwritten = self.began + TRAINING_GRACE
        if is_enough:
            self.short_since, self.trained_on = None, day
        else:
            late = not self.is_written and day > unwritten
            self.short_since = since or (unwritten if late else day)
            self.trained_on = None
        self.is_written = True

    def short_on(self, day: date) -> date | None:
        """Return since when too few are trained on a day, None where enough are."""
        if self.trained_on is not None:
            ran_out = self.trained_on.replace(year=self.trained_on.year + 1)
            return ran_out if day >= ran_out else None
        return self.short_since

    def falls_due(self, day: date) -> list[str]:
        """Return of which kinds something falls due on a day, as the journal stands in the evening.

        Training that was short when the place began again is due anew from then.
        """
        found = ["confirmation"] if self.known + CONFIRM == day else []
        short = self.short_on(day)
        if short is not None:
            found += ["training"] if max(short, self.began) == day else []
        elif not self.is_written and self.began + TRAINING_GRACE == day:
            found.append("training")
        asked_on = [first - NOTICE for first, _ in HOLIDAYS]
        return found + (["holiday"] if day in asked_on and self.known < day else [])

    def may_be_shown(self, day: date) -> bool:
        """Return whether residents may see the place from six in the morning of a day."""
        if self.is_hidden or day >= self.known + CONFIRM + CONFIRM_GRACE:
            return False
        short = self.short_on(day)
        if short is not None and day - max(short, self.began) >= TRAINING_GRACE:
            return False
        if not self.is_written and day >= self.began + 2 * TRAINING_GRACE:
            return False
        checked = self.checked or self.began
        return not self._is_silent_holiday(day) and day < checked.replace(year=checked.year + 1)

    def _is_silent_holiday(self, day: date) -> bool:
        return any(first <= day <= last and self.known < first - NOTICE for first, last in HOLIDAYS)
