"""Rules: how long what comes in and what staff work leaves behind is kept, as the rows say too."""

from datetime import datetime, timedelta

from shared.clock import local, month_of, week_of

ENDED_FOR = timedelta(days=35)
"""Sessions that ended, invitations used or run out, notices sent or given up, refusals."""

SESSION_LASTS = timedelta(hours=12)
"""The longest that a session works, so that one nobody ended is known to be over."""

OFFER_NOT_SENT_FOR = timedelta(days=7)
OFFER_NOT_CONFIRMED_FOR = timedelta(days=14)

YOUNG_RECORDS_FOR_MONTHS = 24
"""How many whole months a young person's record is kept after its own."""

ANSWERS_FOR_YEARS = 2
"""How long an answer is kept after the end of its week."""

WITHDRAWN_FOR = timedelta(days=400)
"""How long what was withdrawn is kept from coming back: over a year, which answers may be old."""


def oldest_answer_week(now: datetime) -> str:
    """Return the oldest week of which answers are still kept: 24 months ago was in it."""
    here = local(now)
    is_leap_day = (here.month, here.day) == (2, 29)
    return week_of(
        here.replace(year=here.year - ANSWERS_FOR_YEARS, day=28 if is_leap_day else here.day)
    )


def oldest_withdrawn_week(now: datetime) -> str:
    """Return the oldest week of which withdrawals are still remembered."""
    return week_of(now - WITHDRAWN_FOR)


def oldest_young_month(now: datetime) -> str:
    """Return the oldest month of which young people's records are still kept."""
    return month_of(now, -YOUNG_RECORDS_FOR_MONTHS)
