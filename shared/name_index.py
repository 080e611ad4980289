"""The contract's names as a search finds them: towns, landmarks, zones and places."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from shared.geo import Point
from shared.matches import KINDS, Fit, Match, order
from shared.spelling import Vocabulary, brief, forms_of, words_of


@dataclass(frozen=True, slots=True)
class Name:
    """Something with a name: its kind, its name, the town it is in, where it is, its id if any."""

    kind: str
    label: str
    town: str
    at: Point
    id: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name laid out for searching: its words, the same in short, and all forms in one text.

    `placed` is the short form with the town, `key` is where it stands among equal matches.
    """

    name: Name
    plain: str
    short: str
    placed: str
    forms: str
    key: tuple[int, int, str, str]


_Fitting = tuple[Fit, tuple[int, int, str, str], _Entry]


class NameIndex:
    """Names laid out for one search after another."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._entries = [_entry(name) for name in names]
        self._vocabulary: Vocabulary | None = None

    def search(
        self, words: Sequence[str], limit: int, kinds: Collection[str] = KINDS, *, slips: bool
    ) -> list[Match]:
        """Return the best names that hold every word or its beginning.

        Where there are none and `slips` is so, those a slip of the finger away.
        """
        plain, short = " ".join(words), brief(words)
        # A space stands before every word of an entry's forms.
        fitting: list[_Fitting] = [
            (_fit(entry, plain, short), entry.key, entry)
            for entry in self._holding([[f" {word}"] for word in words], kinds)
        ]
        if slips and not fitting:
            fitting = self._slipped(words, kinds)
        found = nsmallest(limit, fitting, key=_place)
        return [_match(fit, entry.name) for fit, _key, entry in found]

    def prepare(self) -> None:
        """Lay out what only a slip of the finger needs."""
        self._near("")

    def _slipped(self, words: Sequence[str], kinds: Collection[str]) -> list[_Fitting]:
        wanted = [[f" {word}", *(f" {known}" for known in self._near(word))] for word in words]
        if all(len(texts) == 1 for texts in wanted):
            return []
        return [(Fit.SLIP, entry.key, entry) for entry in self._holding(wanted, kinds)]

    def _holding(self, wanted: Sequence[Sequence[str]], kinds: Collection[str]) -> Iterator[_Entry]:
        for entry in self._entries:
            if entry.name.kind not in kinds:
                continue
            forms = entry.forms
            for texts in wanted:
                if not any(text in forms for text in texts):
                    break
            else:
                yield entry

    def _near(self, word: str) -> set[str]:
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(
                word for entry in self._entries for word in entry.forms.split()
            )
        return self._vocabulary.near(word)


def _entry(name: Name) -> _Entry:
    words, town = words_of(name.label), words_of(name.town)
    # "co-op" is also typed as one word.
    joined = ["".join(words_of(part)) for part in name.label.split() if "-" in part]
    forms = (form for word in dict.fromkeys([*words, *town, *joined]) for form in forms_of(word))
    return _Entry(
        name,
        " ".join(words),
        brief(words),
        brief([*words, *town]),
        " " + " ".join(forms),
        order(_match(Fit.EXACT, name))[1:],
    )


def _fit(entry: _Entry, plain: str, short: str) -> Fit:
    if short in (entry.short, entry.placed):
        return Fit.EXACT
    begins = entry.plain.startswith(plain) or entry.short.startswith(short)
    return Fit.BEGINS if begins else Fit.WORDS


def _place(fitting: _Fitting) -> tuple[Fit, tuple[int, int, str, str]]:
    return fitting[:2]


def _match(fit: Fit, name: Name) -> Match:
    return Match(name.kind, name.label, name.town, name.at, fit, name.id)
