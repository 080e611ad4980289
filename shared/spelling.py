"""The contract's spelling: what counts as the same word when somebody types in a hurry."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

LEAST_FOR_SLIP = 4
"""Shorter words have too many neighbours for one letter to be forgiven."""

_BRIEF = {
    "saint": "st",
    "street": "st",
    "road": "rd",
    "avenue": "ave",
    "lane": "ln",
    "market": "mkt",
    "station": "stn",
    "centre": "ctr",
    "and": "&",
}
_FORMS = {
    brief: [brief, *(word for word in _BRIEF if _BRIEF[word] == brief)] for brief in _BRIEF.values()
}
_APOSTROPHES = re.compile("['`\u2018\u2019\u00b4]")
_BETWEEN = re.compile(r"(?:[^\w&]|_)+")


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, accents, apostrophes and punctuation."""
    plain = _APOSTROPHES.sub("", text)
    if not plain.isascii():
        # Taken apart, an accented letter is a letter and its accent, which is then dropped.
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", plain.casefold()).split()


def brief(words: Iterable[str]) -> str:
    """Return words in their shortest forms as one text: "mkt st" for Market Street."""
    return " ".join([_BRIEF.get(word, word) for word in words])


def forms_of(word: str) -> list[str]:
    """Return a word and what else it is written as: "st" is a saint and a street."""
    if word in _BRIEF:
        return [word, _BRIEF[word]]
    return _FORMS.get(word, [word])


class Vocabulary:
    """All words that are known, to find those one slip of the finger away."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(set(words))
        self._known = frozenset(self._sorted)

    def near(self, word: str) -> set[str]:
        """Return the known words that begin with a word one letter away from this one.

        One letter is missing, too many, another, or two have changed places (Damerau, 1964).
        """
        if len(word) < LEAST_FOR_SLIP or not word.isalpha():
            return set()
        slips = set(_slips(word))
        longer = (known for slip in slips for known in self._beginning(slip))
        return (slips & self._known).union(longer)

    def _beginning(self, start: str) -> Iterator[str]:
        """Return the known words that go on from a start that is long enough to tell them."""
        if len(start) < LEAST_FOR_SLIP:
            return
        place = bisect_left(self._sorted, start)
        while place < len(self._sorted) and self._sorted[place].startswith(start):
            yield self._sorted[place]
            place += 1


def _slips(word: str) -> Iterator[str]:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for start, rest in cuts:
        if rest:
            yield start + rest[1:]
        if len(rest) > 1:
            yield start + rest[1] + rest[0] + rest[2:]
        for letter in ascii_lowercase:
            yield start + letter + rest
            if rest:
                yield start + letter + rest[1:]
