"""The contract's isolates: what is put into a sentence that is read from the right keeps its order.

A number, a name or an address in an Arabic or Urdu sentence would take the sentence's direction:
"0808 2000 247" would be read as "247 2000 0808". Unicode's isolates (UAX #9, rules X5a to X6a) keep
each apart; browsers know them, and the phone's own shaping does (`mobile/ui/shaping.py`).
"""

import re
from typing import Any

LEFT, RIGHT, FIRST, END = "\u2066", "\u2067", "\u2068", "\u2069"
"""What opens an isolate, read from the left, from the right, or as its first letter is; its end."""

_GROUPED = re.compile("[+]?[0-9]+(?:[ \u00a0][0-9]+)+")
"""A number written in groups, such as that of a helpline."""

_MARKS = re.compile(f"[{LEFT}{RIGHT}{FIRST}{END}]")


class Isolating(str):
    """A message of a language that is read from the right: what is put into it stands apart."""

    __slots__ = ()

    def format(self, *values: Any, **named: Any) -> str:
        """Return the message with each text put into it as an isolate."""
        apart_named = {name: _apart(value) for name, value in named.items()}
        return Isolating(super().format(*(_apart(value) for value in values), **apart_named))


def apart(text: str, *, is_rtl: bool) -> str:
    """Return a name, an address or a number as it may stand in a sentence."""
    return _isolate(FIRST, text) if is_rtl else text


def in_reading_order(words: str, *, is_rtl: bool) -> str:
    """Return numbers that follow each other, such as "09:00 – 12:30", read as the sentence is."""
    return _isolate(RIGHT, words) if is_rtl else words


def with_numbers_apart(text: str) -> str:
    """Return a text of a language that is read from the right, its grouped numbers in one piece."""
    return _GROUPED.sub(_whole, text)


def plain(text: str) -> str:
    """Return a text without isolates: for a voice, or for a message that any phone shows."""
    return _MARKS.sub("", text)


def _whole(found: re.Match[str]) -> str:
    unbroken = found[0].replace(" ", "\u00a0")
    return f"{LEFT}{unbroken}{END}"


def _apart(value: object) -> object:
    return _isolate(FIRST, value) if isinstance(value, str) else value


def _isolate(mark: str, text: str) -> str:
    """Return a text as an isolate; one that is a whole isolate, or empty, as it is."""
    is_whole = text[:1] in (LEFT, RIGHT, FIRST) and text.find(END) == len(text) - 1
    return text if not text or is_whole else f"{mark}{text}{END}"
