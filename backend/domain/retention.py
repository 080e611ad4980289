"""Rules: how long what staff work leaves behind is kept; the rows' comments say the same."""

from datetime import timedelta

ENDED_FOR = timedelta(days=35)
"""Sessions that ended, invitations used or run out, notices sent or given up."""

SESSION_LASTS = timedelta(hours=12)
"""The longest that a session works, so that one nobody ended is known to be over."""

OFFER_NOT_SENT_FOR = timedelta(days=7)
OFFER_NOT_CONFIRMED_FOR = timedelta(days=14)
