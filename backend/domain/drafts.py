"""Rules: the life of a place that a file brought, before anybody has vetted it."""

STATES = ("waiting", "invited", "applied", "taken", "dismissed")
"""Waiting for somebody to look at it, invited by mail, offered by its people, taken up as a
listing, or dismissed."""

WAITING = "waiting"


INVITED, APPLIED, TAKEN, DISMISSED = STATES[1:]

UNDER_WAY = frozenset({INVITED, APPLIED})
"""Somebody at the venue is at it: news from a list must not take that away from them."""


def state_after_import(before: str, *, is_changed: bool) -> str:
    """Return the state of a draft that a file names again: news asks to be looked at anew."""
    return WAITING if is_changed and before not in UNDER_WAY else before
