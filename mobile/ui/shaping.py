"""The phone's look: Arabic and Urdu letters joined, and lines put in their order.

Kivy's text providers draw letter after letter from left to right. Here each line is joined and
ordered after Kivy has wrapped it, by libraries in plain Python that every phone has. Where Pillow
draws with raqm it does that itself, and lines go there as they are.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from mobile.ui.words import is_rtl, isolates

LEFT, RIGHT, FIRST, END = isolates.LEFT, isolates.RIGHT, isolates.FIRST, isolates.END
plain = isolates.plain

RTL_FONT = "UMayArabic"
"""Latin and Arabic letters in one file. It has no joining rules of its own (GSUB): the joined
forms stand in it as letters, and a second joining would spoil them."""

BASE = "base"
"""The option of a label that says the direction of its lines, "R" or "L"; else each has its own."""

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W0-9_]")
_STRONG = re.compile(f"{_RTL.pattern}|{_LETTER.pattern}")
_OPENING = (LEFT, RIGHT, FIRST)
_RIGHT_TO_LEFT_MARK = "\u200f"
_SIGN = 0x2701
"""Signs without a direction of their own (dingbats), which no text of ours has."""


def has_rtl(words: str) -> bool:
    """Return whether a text has letters that are written from right to left."""
    return not words.isascii() and _RTL.search(words) is not None


@lru_cache(2048)
def joined(words: str) -> str:
    """Return a text with its letters joined, in the order in which it is read; isolates go."""
    return str(_reshaper().reshape(plain(words)))


@lru_cache(1024)
def ordered(words: str, base: str) -> str:
    """Return a line with its letters joined, in the order in which it is drawn.

    `base` is the direction of the line as a whole, "R" or "L". Isolates keep their own: the library
    knows none, so each stands there as one sign until the line is in its order.
    """
    from bidi.algorithm import get_display

    signs: dict[str, str] = {}

    def kept(mark: str, inner: str) -> str:
        sign = chr(_SIGN + len(signs))
        signs[sign] = ordered(inner, _direction(mark, inner))
        return sign

    line = joined(_without_isolates(words, kept))
    drawn = str(get_display(line, base_dir=base))
    return "".join(signs.get(letter, letter) for letter in drawn)


def base_of(line: str) -> str:
    """Return the direction of a line, "R" or "L".

    A line without a letter that is read from the right is a name, an address: as it is written; or
    nothing but numbers, which are read in the language's direction, such as opening hours.
    """
    if not is_rtl():
        return "L"
    return "L" if not has_rtl(line) and _LETTER.search(line) and not _has_isolate(line) else "R"


def _without_isolates(words: str, kept: Callable[[str, str], str]) -> str:
    """Return a line with each outermost isolate replaced by what `kept` returns for it.

    One that a line's end cuts off ends with the line; the rest of one begins with the next line.
    """
    found, opened, depth, start = [], "", 0, 0
    for at, letter in enumerate(words):
        if letter in _OPENING:
            if depth == 0:
                found.append(words[start:at])
                opened, start = letter, at + 1
            depth += 1
        elif letter == END and depth <= 1:
            inner = words[start:at] if depth else "".join(found) + words[start:at]
            found = [*found, kept(opened, inner)] if depth else [kept(FIRST, inner)]
            depth, start = 0, at + 1
        elif letter == END:
            depth -= 1
    rest = words[start:]
    return "".join(found) + (kept(opened, rest) if depth else rest)


def _direction(mark: str, inner: str) -> str:
    if mark != FIRST:
        return "R" if mark == RIGHT else "L"
    first = _STRONG.search(plain(inner))
    return "R" if first and _RTL.match(first[0]) else "L"


def _has_isolate(line: str) -> bool:
    return any(mark in line for mark in (*_OPENING, END))


def install() -> None:
    """Let Kivy's labels draw right-to-left text; called before the first one is made."""
    import kivy.core.text
    import kivy.uix.label

    if _draws_by_itself(kivy.core.text.Label):
        shaped = _based(_with_font(kivy.core.text.Label))
    else:
        shaped = _shaped(_with_font(kivy.core.text.Label))
    kivy.uix.label.CoreLabel = shaped


def install_in_fields() -> None:
    """Do the same for lines to type in; called after Kivy's TextInput was loaded."""
    import kivy.uix.label
    import kivy.uix.textinput

    kivy.uix.textinput.Label = kivy.uix.label.CoreLabel


def _draws_by_itself(provider: Any) -> bool:
    """Return whether a text provider joins and orders lines: Pillow, where it has raqm."""
    if "PIL" not in provider.__name__:
        return False
    from PIL import features

    return bool(features.check("raqm"))


def _with_font(provider: Any) -> Any:
    class WithFont(provider):
        def resolve_font_name(self) -> None:
            asked = self.options["font_name"]
            if asked != "Roboto" or not has_rtl(self.text):
                super().resolve_font_name()
                return
            self.options["font_name"] = RTL_FONT
            super().resolve_font_name()
            self.options["font_name"] = asked

    return WithFont


def _based(provider: Any) -> Any:
    class Based(provider):
        def _render_text(self, words: str, x: int, y: int) -> None:
            # Else a line of nothing but numbers would be one that is read from the left.
            told = self.options.get(BASE)
            is_turned = told == "R" if told else is_rtl() and base_of(words) == "R"
            super()._render_text(_RIGHT_TO_LEFT_MARK + words if is_turned else words, x, y)

    return Based


def _shaped(provider: Any) -> Any:
    class Shaped(provider):
        def get_extents(self, words: str) -> Any:
            return super().get_extents(joined(words) if has_rtl(words) else plain(words))

        def _render_text(self, words: str, x: int, y: int) -> None:
            if is_rtl() or has_rtl(words):
                words = ordered(words, self.options.get(BASE) or base_of(words))
            super()._render_text(words, x, y)

    return Shaped


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"support_ligatures": True})
