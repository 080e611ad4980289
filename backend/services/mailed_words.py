"""Deeds: a stranger's words as they may stand in a mail: a name, nothing that can be pressed."""

from unicodedata import category

MOST = 40
_KEPT = "'’&-"
_LETTERS = ("L", "M", "N")


def as_mailed(text: str, instead: str = "your place") -> str:
    """Return a name for a mail: letters, digits and spaces, at most 40; `instead` if none is left.

    Whoever has not confirmed a mail address may not write to it in our name: no address, sum or
    sentence stays what it was.
    """
    kept = "".join(
        each if category(each).startswith(_LETTERS) or each in _KEPT else " " for each in text
    )
    words = " ".join(kept.split())
    return words[:MOST].rstrip(" -&'’") or instead
