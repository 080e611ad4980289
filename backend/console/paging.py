"""Face: which page of a list is asked for."""

from flask import request


def page_number() -> int:
    """Return the number of the page asked for, 1 where none or no number is."""
    asked = request.args.get("page", "1")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 6
    return max(1, int(asked)) if is_number else 1
