"""Draws a word of Arabic by one of Kivy's text providers, as a process of its own; prints its ink.

Run with "sdl2" or "pil", and "plain" to draw it without our joining. Prints, as JSON, how much of
each of 40 equal columns is ink.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

WORD, COLUMNS = "بالرقم السلام", 40


def main(provider: str, variant: str = "") -> None:
    """Draw and tell."""
    os.environ["KIVY_TEXT"] = provider
    from demo.driver import prepare_offscreen

    prepare_offscreen(Path(tempfile.mkdtemp(prefix="umay-kivy-")), density=1)
    from kivy.base import EventLoop

    EventLoop.ensure_window()
    import kivy.uix.label

    from mobile.ui import shaping, words
    from mobile.ui.theme import load_fonts

    load_fonts()
    words.use("ar")
    if variant == "plain":
        kivy.uix.label.CoreLabel = shaping._with_font(kivy.uix.label.CoreLabel)
    else:
        shaping.install()
    label = kivy.uix.label.CoreLabel(text=WORD, font_size=60, font_name="Roboto")
    label.refresh()
    provider_class = kivy.uix.label.CoreLabel.__mro__[-3].__name__
    told = {"ink": _ink(label.texture), "provider": provider_class}
    print(json.dumps(told), file=sys.__stdout__)


def _ink(texture: Any) -> list[float]:
    wide, high = texture.size
    pixels = texture.pixels
    alpha = [[pixels[(y * wide + x) * 4 + 3] for x in range(wide)] for y in range(high)]
    columns = [sum(row[x] for row in alpha) for x in range(wide)]
    first = next(x for x in range(wide) if columns[x])
    last = next(x for x in reversed(range(wide)) if columns[x])
    step = (last + 1 - first) / COLUMNS
    parts = [
        sum(columns[first + int(step * at) : first + int(step * (at + 1))]) for at in range(COLUMNS)
    ]
    return [part / sum(parts) for part in parts]


if __name__ == "__main__":
    main(*sys.argv[1:])
