"""Rules: how long what comes in and what staff work leaves behind is kept, as the rows say too."""

from datetime import datetime, timedelta

from shared.clock import month_of

ENDED_FOR = timedelta(days=35)
"""Sessions that ended, invitations used or run out, notices sent or given up."""

SESSION_LASTS = timedelta(hours=12)
"""The longest that a session works, so that one nobody ended is known to be over."""

OFFER_NOT_SENT_FOR = timedelta(days=7)
OFFER_NOT_CONFIRMED_FOR = timedelta(days=14)

YOUNG_RECORDS_FOR_MONTHS = 24
"""How many whole months a young person's record is kept after its own."""


def oldest_young_month(now: datetime) -> str:
    """Return the oldest month of which young people's records are still kept."""
    return month_of(now, -YOUNG_RECORDS_FOR_MONTHS)
