"""Rules: who must agree before somebody becomes an officer or an administrator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.staff import ADMINISTRATOR, OFFICER

OFFICE = (OFFICER, ADMINISTRATOR)
"""Officers let places in, and administrators make officers: whoever becomes one is appointed."""

INVITE, ROLE, OPEN = "invite", "role", "open"
DEEDS = (INVITE, ROLE, OPEN)
"""The ways into office: an invitation, another role, a closed account that is opened again."""

CONFIRMED, REFUSED, TAKEN_BACK = "confirmed", "refused", "taken-back"
ALONE, PASSED_BY = "alone", "passed-by"
DECISIONS = (CONFIRMED, REFUSED, TAKEN_BACK, ALONE, PASSED_BY)
"""What came of an appointment: the second administrator's word or refusal; taken back by whoever
asked, or asked anew; done alone, as there was nobody else; done from the command line although
there was somebody."""

APPOINTED = (CONFIRMED, ALONE, PASSED_BY)
"""The decisions with which it was done."""

WAITS_FOR = timedelta(days=14)
"""How long an appointment waits for a word, as long as an invitation."""

COUNTS_FOR = timedelta(days=7)
"""How long whoever was an administrator goes on counting, and one whom nobody was asked about gives
no word: seven daily mails say so before it helps anybody."""


@dataclass(frozen=True)
class Administrator:
    """Somebody who is or lately was an administrator.

    `is_one`: they may sign in as one, with a second step. `ceased_at`: when that ended.
    `is_passed_by`: they were invited from the command line within the last days, although there
    was an administrator to ask.
    """

    id: int
    name: str
    email: str
    is_one: bool
    ceased_at: datetime | None = None
    is_passed_by: bool = False

    def counts(self, now: datetime) -> bool:
        """Return whether they count among those of whom two must agree."""
        return self.is_one or (self.ceased_at is not None and now - self.ceased_at < COUNTS_FOR)

    def may_give_word(self, asked_by: int | None, about: int | None) -> bool:
        """Return whether theirs is the second word: they did not ask, and it is not about them."""
        return self.is_one and not self.is_passed_by and self.id not in (asked_by, about)


def is_another(administrators: Iterable[Administrator], asker: int | None, now: datetime) -> bool:
    """Return whether an administrator counts who is not the one who asks."""
    return any(each.id != asker and each.counts(now) for each in administrators)
