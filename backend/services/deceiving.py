"""Deeds: names that read as others: letters of two alphabets in a word, and words of lookalikes.

Scripts and lookalikes are Unicode's (UTS 39), as confusable-homoglyphs holds them.
"""

from confusable_homoglyphs import categories, confusables

_NEUTRAL = frozenset({"COMMON", "INHERITED"})
_WRITTEN_TOGETHER = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"HAN", "HANGUL"}),
    frozenset({"HAN", "BOPOMOFO"}),
)
"""Scripts that one word may have: Japanese, Korean and Chinese are written so."""


def mixed_word(text: str) -> str:
    """Return the first word with letters of several alphabets, or nothing.

    >>> mixed_word("Night Haven"), mixed_word("N\\u0456ght Haven") == "N\\u0456ght"
    ('', True)
    """
    return next((word for word in text.split() if not _is_of_one(word)), "")


def looks_like(text: str) -> str:
    """Return what a text reads as where it has a word of lookalikes alone, or nothing.

    >>> looks_like("\\u0421\\u043e\\u043e\\u0440 Leigh"), looks_like("Coop Leigh")
    ('Coop Leigh', '')
    """
    words = text.split()
    read = [_in_latin(word) or word for word in words]
    return " ".join(read) if read != words else ""


def _is_of_one(word: str) -> bool:
    scripts = frozenset(categories.unique_aliases(word)) - _NEUTRAL
    return len(scripts) < 2 or any(scripts <= known for known in _WRITTEN_TOGETHER)


def _in_latin(word: str) -> str:
    """Return a word of another script in the ASCII letters that it looks like, or nothing."""
    if word.isascii() or "LATIN" in categories.unique_aliases(word):
        return ""
    found = [_latin_of(letter) for letter in word]
    return "".join(found) if all(found) and any(each.isalpha() for each in found) else ""


def _latin_of(letter: str) -> str:
    if letter.isascii():
        return letter
    held = confusables.confusables_data.get(letter, ())
    return next((str(each["c"]) for each in held if each["c"].isascii()), "")
