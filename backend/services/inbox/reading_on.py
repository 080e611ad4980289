"""Deeds: how many answers one officer may open in a day, and another's word for more (S14)."""

from backend.domain.inbox import MOST_A_DAY
from backend.services.going_on import Daily
from backend.storage import inbox
from backend.storage.given_words import ReadingOnRow

READING = Daily(
    most=MOST_A_DAY,
    words=ReadingOnRow,
    done=inbox.opened_since,
    doers=inbox.readers_since,
    # Whoever may open one more needs nobody's word.
    wanted=lambda _session, _staff_id, _since: 1,
    deed="inbox-reading-on",
    units="answers more",
)
"""Opening answers of the inbox."""
