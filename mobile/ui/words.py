"""The phone's words: every text a person reads passes here, in the chosen language."""

from collections.abc import Mapping

from shared import isolates as isolates  # as the look may not ask the contract itself
from shared.isolates import with_numbers_apart
from shared.saying import ENGLISH, LANGUAGES, Saying, saying


class _Tongue:
    """The language in force."""

    code = "en"
    say: Saying = ENGLISH


_tongue = _Tongue()


def use(code: str) -> None:
    """Speak a language from now on; what is on the screen must be made anew."""
    _tongue.code = code if code in LANGUAGES else "en"
    _tongue.say = saying(_tongue.code)


def language() -> str:
    """Return the code of the language in force."""
    return _tongue.code


def is_rtl() -> bool:
    """Return whether the language in force is written from right to left."""
    return LANGUAGES[_tongue.code].is_rtl


def start() -> str:
    """Return the side on which a line begins: "left" or "right"."""
    return "right" if is_rtl() else "left"


def end() -> str:
    """Return the side on which a line ends: "right" or "left"."""
    return "left" if is_rtl() else "right"


def comma() -> str:
    """Return what stands between two things of a list."""
    return "، " if is_rtl() else ", "


def text(message: str) -> str:
    """Return a message in the language in force."""
    return _tongue.say(message)


def count(one: str, many: str, number: int) -> str:
    """Return the message for a number, with the number put into {n}."""
    return _tongue.say.count(one, many, number)


def published(words: Mapping[str, str]) -> str:
    """Return published words in the language in force.

    Where they were not published in it, the app's own catalogue may know them; else English.
    """
    found = words.get(_tongue.code)
    if found is None:
        return _tongue.say(words["en"])
    return with_numbers_apart(found) if is_rtl() else found


def grouped(number: str) -> str:
    """Return a number written in groups, such as a telephone's, in one piece."""
    return with_numbers_apart(number) if is_rtl() else number


def apart(words: str) -> str:
    """Return a name, an address or a number as it may stand beside words of the language."""
    return isolates.apart(words, is_rtl=is_rtl())


def current() -> Saying:
    """Return what says messages in the language in force."""
    return _tongue.say
