"""Deeds: texts that go into tables which somebody opens with a spreadsheet, and come back."""

import re

_FORMULA = re.compile(r"'*(?: *[=+\-@]|[\t\r\n])")
"""What a spreadsheet takes for a formula, or what `plain` made of that."""


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `as_it_was` gives the text back."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_it_was(text: str) -> str:
    """Return the text of which `plain` made this one."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
