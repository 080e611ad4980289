"""The phone's look: Arabic and Urdu letters joined, and lines put in their order.

Kivy's text providers draw letter after letter from left to right. Here each line is joined and
ordered after Kivy has wrapped it, by libraries in plain Python that every phone has. Where Pillow
draws with raqm it does that itself, and lines go there as they are.
"""

import re
from functools import cache, lru_cache
from typing import Any

from mobile.ui.words import is_rtl

RTL_FONT = "UMayArabic"
"""Latin and Arabic letters in one file. It has no joining rules of its own (GSUB): the joined
forms stand in it as letters, and a second joining would spoil them."""

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def has_rtl(words: str) -> bool:
    """Return whether a text has letters that are written from right to left."""
    return not words.isascii() and _RTL.search(words) is not None


@lru_cache(2048)
def joined(words: str) -> str:
    """Return a text with its letters joined, in the order in which it is read."""
    return str(_reshaper().reshape(words))


@lru_cache(1024)
def ordered(words: str, base: str) -> str:
    """Return a line with its letters joined, in the order in which it is drawn.

    `base` is the direction of the line as a whole, "R" or "L".
    """
    from bidi.algorithm import get_display

    return str(get_display(joined(words), base_dir=base))


def install() -> None:
    """Let Kivy's labels draw right-to-left text; called before the first one is made."""
    import kivy.core.text
    import kivy.uix.label

    if _draws_by_itself(kivy.core.text.Label):
        shaped = _with_font(kivy.core.text.Label)
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


def _shaped(provider: Any) -> Any:
    class Shaped(provider):
        def get_extents(self, words: str) -> Any:
            return super().get_extents(joined(words) if has_rtl(words) else words)

        def _render_text(self, words: str, x: int, y: int) -> None:
            if has_rtl(words):
                words = ordered(words, "R" if is_rtl() else "L")
            super()._render_text(words, x, y)

    return Shaped


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"support_ligatures": True})
