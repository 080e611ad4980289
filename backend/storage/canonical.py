"""Records: checks that keep a period or hash in its one spelling, the same text on both engines.

What the wire's fields let in is canonical already (shared/wire_keys.py); these refuse what would
come past them, since a second spelling is a group of its own.
"""

from sqlalchemy import CheckConstraint

_DIGITS = "0123456789"


def week_check(name: str = "week") -> CheckConstraint:
    """Return the check that a column holds ISO weeks such as "2026-W47", or NULL."""
    digits = f"substr({name}, 1, 4) || substr({name}, 7, 2)"
    return CheckConstraint(
        f"length({name}) = 8 AND substr({name}, 5, 2) = '-W' "
        f"AND trim({digits}, '{_DIGITS}') = '' AND substr({name}, 7, 2) BETWEEN '01' AND '53'",
        name=name,
    )


def month_check(name: str = "month") -> CheckConstraint:
    """Return the check that a column holds months such as "2026-11"."""
    digits = f"substr({name}, 1, 4) || substr({name}, 6, 2)"
    return CheckConstraint(
        f"length({name}) = 7 AND substr({name}, 5, 1) = '-' "
        f"AND trim({digits}, '{_DIGITS}') = '' AND substr({name}, 6, 2) BETWEEN '01' AND '12'",
        name=name,
    )


def hash_check(name: str) -> CheckConstraint:
    """Return the check that a column holds a SHA-256 in small hex letters, or NULL."""
    rule = f"length({name}) = 64 AND trim({name}, '{_DIGITS}abcdef') = ''"
    return CheckConstraint(rule, name=name)


def token_check(name: str = "token") -> CheckConstraint:
    """Return the check that a column holds a SHA-256 or a UUID, in small hex letters."""
    rule = f"length({name}) IN (36, 64) AND trim({name}, '{_DIGITS}abcdef-') = ''"
    return CheckConstraint(rule, name=name)
