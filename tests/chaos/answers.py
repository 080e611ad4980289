"""The answers of these trials: each tells whose it is and its number, to be known anywhere."""

import hashlib
from dataclasses import dataclass, replace

from shared.perception import Feedback

LEVELS = ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe", "dont_know")
ZONES = ("z1", "z2")


@dataclass(frozen=True)
class Numbered:
    """The number of an answer on one phone."""

    phone: str
    number: int

    @property
    def mark(self) -> str:
        """What its message carries: the form of a receipt's hash, and no other answer has it."""
        return hashlib.sha256(f"{self.phone}/{self.number}".encode()).hexdigest()

    def answer(self, week: str) -> Feedback:
        """Return the answer itself; the same each time it is asked for."""
        return Feedback(
            level=LEVELS[self.number % len(LEVELS)],
            week=week,
            daypart="night_economy",
            zone=ZONES[self.number % len(ZONES)],
            factors=("bad_lighting", "groups"),
            receipt_hash=self.mark,
        )


def poisoned(answer: Feedback) -> Feedback:
    """Return an answer on which the poisoned server falls over."""
    return replace(answer, receipt_hash=POISON)


POISON = hashlib.sha256(b"poison").hexdigest()
