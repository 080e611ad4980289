"""Rules: when a notice is tried again, and when it is given up."""

from datetime import timedelta

WAITING, SENT, FAILED = STATES = ("waiting", "sent", "failed")
"""Waiting to be sent (again), taken by the mail server, or given up."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 20
"""Twenty tries, each wait twice as long as the one before up to six hours: about three days.

Tries are counted and not days, so that a job that stood still for a week gives up nothing.
"""

CLAIMED_FOR = timedelta(minutes=10)
"""How long a notice belongs to whoever took it: longer than any mail server is waited for."""


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries in vain; None where it is given up."""
    if tries >= MOST_TRIES:
        return None
    doublings: int = 2 ** max(tries - 1, 0)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)
