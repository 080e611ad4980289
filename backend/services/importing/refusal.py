"""Deeds: refusing a whole file, and showing text of a file where a person reads it."""

from shared.problems import Problem

UNSHOWN = "\ufffd"
"""Stands for what a terminal would obey or could not show."""


def refused(name: str, what: str) -> Problem:
    """Return the refusal of a whole file; what it quotes of the file is made fit to be shown."""
    return Problem("file-not-taken", shown(f"{name} {what}."))


def shown(text: str, most: int = 0) -> str:
    """Return text of a file as it may be shown: no control characters; cut where it is too long."""
    plain = "".join(sign if sign.isprintable() else UNSHOWN for sign in text)
    return f"{plain[:most]}…" if most and len(plain) > most else plain


def named(names: list[str], most: int = 20) -> str:
    """Return a list of names in short: the first ones, each cut, and how many more there are."""
    rest = len(names) - most
    told = ", ".join(shown(name, 40) for name in names[:most]) or "none"
    return f"{told} and {rest:,} more" if rest > 0 else told
