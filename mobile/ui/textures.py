"""The phone's look: the pictures of words on pages that nobody sees, which need not be kept.

A page itself is kept: what Kivy makes of its rules is not given back, so a new page each time would
take more. Large of it are the pictures of its words, nine times larger on a phone's screen than on
a desktop's; those are drawn again when somebody comes back.
"""

from collections.abc import Iterator
from typing import Any

from kivy.uix.label import Label


def let_go(page: Any) -> None:
    """Let go of the pictures of a page's words; each label keeps its place and size."""
    for label in _labels(page):
        if label.texture is not None:
            label.texture = label._label.texture = None


def draw_again(page: Any) -> None:
    """Draw the words of a page of which the pictures are gone."""
    for label in _labels(page):
        if label.texture is None and label.text:
            label.texture_update()


def _labels(page: Any) -> Iterator[Any]:
    return (each for each in page.walk() if isinstance(each, Label))
