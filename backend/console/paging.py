"""Face: which page of a list is asked for."""

from flask import request

from shared.digits import whole_of

_MOST_DIGITS = 5


def page_number() -> int:
    """Return the number of the page asked for, 1 where none or no number is."""
    return max(1, whole_of(request.args.get("page", ""), _MOST_DIGITS) or 1)
