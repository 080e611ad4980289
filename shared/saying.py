"""The contract's languages: which there are, and what says a message in one of them (gettext)."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

from shared.isolates import Isolating, with_numbers_apart

CATALOGUES = Path(__file__).parent / "locale"
"""Where set-up builds the catalogues; without them everything is said in English."""

DOMAIN = "umay"

_PLURAL = re.compile(r"plural=([^;]+)")


@dataclass(frozen=True)
class Language:
    """One language: its own name for itself, its direction, and whether a native speaker read it.

    What no native speaker has read yet says so wherever it can be chosen.
    """

    code: str
    name: str
    is_rtl: bool = False
    is_reviewed: bool = False


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", is_reviewed=True),
        Language("cy", "Cymraeg"),
        Language("pl", "Polski"),
        Language("ro", "Română"),
        Language("ar", "العربية", is_rtl=True),
        Language("ur", "اردو", is_rtl=True),
    )
}
"""English first: what is missing in another language is said in English."""


class Saying(Protocol):
    """Whatever says messages in a language."""

    is_rtl: bool
    """Whether it is read from the right: then what is put into a message stands apart."""

    def __call__(self, message: str) -> str:
        """Return a message, or the message itself where it is not translated."""
        ...

    def count(self, one: str, many: str, number: int) -> str:
        """Return the message for a number, with the number put into {n}."""
        ...


class English:
    """The language that every message is written in."""

    is_rtl = False

    def __call__(self, message: str) -> str:
        """Return the message."""
        return message

    def as_written(self, message: str) -> str:
        """Return the message."""
        return message

    def count(self, one: str, many: str, number: int) -> str:
        """Return one of two messages, with the number put into {n}."""
        return (one if number == 1 else many).format(n=number)


class Catalogue:
    """A language with a compiled catalogue."""

    def __init__(self, translations: gettext.NullTranslations, *, is_rtl: bool = False) -> None:
        self._translations = translations
        self.is_rtl = is_rtl

    def __call__(self, message: str) -> str:
        """Return the message in this language, else in English."""
        return self._said(self.as_written(message))

    def as_written(self, message: str) -> str:
        """Return the message without what keeps numbers apart."""
        return self._translations.gettext(message) if message else ""

    def count(self, one: str, many: str, number: int) -> str:
        """Return the form of this language for a number, with the number put into {n}."""
        return self._said(self._translations.ngettext(one, many, number)).format(n=number)

    def _said(self, words: str) -> str:
        return Isolating(with_numbers_apart(words)) if self.is_rtl else words

    def form_at(self, number: int) -> int:
        """Return which of the language's forms goes with a number, counted from 0."""
        return self._rule(number)

    def forms(self, one: str, many: str) -> list[str]:
        """Return the language's forms of a counted message in order, {n} left in them."""
        # Every form of our languages is met by a number below 200.
        first = {self._rule(number): number for number in reversed(range(200))}
        forms = (self._translations.ngettext(one, many, first[at]) for at in sorted(first))
        return [self._said(form) for form in forms]

    @cached_property
    def _rule(self) -> Callable[[int], int]:
        found = _PLURAL.search(self._translations.info().get("plural-forms", ""))
        return gettext.c2py(found[1] if found else "n != 1")


ENGLISH = English()


def saying(code: str, folder: Path = CATALOGUES) -> English | Catalogue:
    """Return what says messages in a language; English where it, or its catalogue, is not there."""
    if code == "en" or code not in LANGUAGES:
        return ENGLISH
    try:
        translations = gettext.translation(DOMAIN, folder, [code])
        return Catalogue(translations, is_rtl=LANGUAGES[code].is_rtl)
    except OSError:
        return ENGLISH


@cache
def offered(folder: Path = CATALOGUES) -> dict[str, Language]:
    """Return the languages that can be spoken here: English, and those whose catalogue is built."""
    return {
        code: language
        for code, language in LANGUAGES.items()
        if code == "en" or gettext.find(DOMAIN, folder, [code])
    }


def in_all_languages(message: str) -> dict[str, str]:
    """Return a message in each language that has it, English first; as it is written.

    It is published, and phones that know no isolates would draw them.
    """
    said = {code: _cached(code).as_written(message) for code in LANGUAGES}
    return {code: words for code, words in said.items() if code == "en" or words != message}


@cache
def _cached(code: str) -> English | Catalogue:
    return saying(code)


def to_say(message: str) -> str:
    """Return the message as it is: it stands in a table, and is said where it is shown."""
    return message
