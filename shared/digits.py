"""The contract's numbers as typed: ASCII digits only, since other scripts' would be kept as typed.

Python takes the digits of some sixty scripts for digits: "2026-W4" may end in any of their eights.
"""


def is_digits(text: str) -> bool:
    """Return whether a text is one or more of the digits 0 to 9 and nothing else."""
    return text.isascii() and text.isdigit()


def whole_of(text: str, most_digits: int = 9) -> int | None:
    """Return the whole number of a text of at most so many ASCII digits, else None."""
    return int(text) if is_digits(text) and len(text) <= most_digits else None
