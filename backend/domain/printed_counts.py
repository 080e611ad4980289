"""Rules: a count as a release prints it: shown, not shown, or not part of that release at all."""

from dataclasses import dataclass
from typing import NoReturn


class NotShownError(ValueError):
    """Somebody asked for the number of a count that is not shown."""


@dataclass(frozen=True, eq=False)
class PrintedCount:
    """A count as readers may know it.

    It is no number and no truth value, so that a count that is not shown can nowhere pass for
    nought or for a small one: it has no order and no sum, and to ask whether it is true, or equal
    to a number, raises TypeError. Who wants its number asks whether it is shown first.
    """

    _number: int | None = None
    _is_printed: bool = True

    @classmethod
    def of(cls, shown: int | None) -> "PrintedCount":
        """Return the count of a stored cell, None for one that the rules forbid to show."""
        return NOT_SHOWN if shown is None else cls(shown)

    @property
    def is_shown(self) -> bool:
        """Whether there is a number to read."""
        return self._number is not None

    @property
    def is_printed(self) -> bool:
        """Whether the release has such a count at all, shown or not."""
        return self._is_printed

    @property
    def number(self) -> int:
        """The printed number; raises NotShownError where there is none."""
        if self._number is None:
            raise NotShownError(self.words)
        return self._number

    @property
    def words(self) -> str:
        """Return it as pages write it: 1,200, or why there is no number."""
        if self._number is not None:
            return f"{self._number:,}"
        return "not shown" if self._is_printed else "not in this release"

    def __bool__(self) -> NoReturn:
        """Refuse: nought, a hidden count and a missing one are three things."""
        raise TypeError("A printed count is neither true nor false: ask whether it is shown.")

    def __eq__(self, other: object) -> bool:
        """Return whether two counts are printed alike; raises TypeError beside a number."""
        if not isinstance(other, PrintedCount):
            raise TypeError("A printed count is no number: compare what is shown of it.")
        return (self._number, self._is_printed) == (other._number, other._is_printed)

    def __hash__(self) -> int:
        """Return the same for counts that are printed alike."""
        return hash((self._number, self._is_printed))


NOT_SHOWN = PrintedCount()
"""A count that may be under ten, or any larger one that is hidden for the sake of such a count."""

NOT_PRINTED = PrintedCount(None, False)
"""A count that a release does not have, as of an area that there was not yet."""
