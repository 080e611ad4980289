"""The demonstration's eye: takes the picture of a window nobody sees, and says what is on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from demo.faults import CHUNK, Box, Size, Told, faults_of

MARKS = ((255, 0, 255), (0, 255, 0))
"""Two colours that no screen is drawn in: an old pixel cannot be both."""

EDGE_DP = 2
"""A line stands half outside the rectangle it goes around, and smooth edges a little more."""


class WrongPicture(Exception):
    """A picture is not what was asked for; says which and why."""


def take(window: Any, root: Any, path: Path) -> Path:
    """Write what the window shows, and what its widgets say of it, to exactly this path.

    Raises WrongPicture where the window's buffer is smaller than the window, or where anything
    else was drawn than its widgets say.
    """
    size = (int(window.width), int(window.height))
    _draw(window)
    picture = _read(size)
    told = _told(window, root)
    notes = PngInfo()
    notes.add_text(CHUNK, told.as_text())
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "PNG", pnginfo=notes)
    if found := faults_of(path, size, has_widgets=True):
        raise WrongPicture(f"{path.name}: {'; '.join(found)}")
    return path


def refuse_small_buffer(window: Any) -> None:
    """Return if every pixel of the window can be drawn and read; raises WrongPicture if not.

    The buffer of a window nobody sees is made once and never grows, although the window says that
    it did; what lies beyond is left from other memory.
    """
    from kivy.graphics.opengl import GL_COLOR_BUFFER_BIT, glClear, glClearColor

    size = (int(window.width), int(window.height))
    for red, green, blue in MARKS:
        glClearColor(red / 255, green / 255, blue / 255, 1)
        glClear(GL_COLOR_BUFFER_BIT)
        if _read(size).getcolors(1) != [(size[0] * size[1], (red, green, blue))]:
            raise WrongPicture(f"the window's buffer is smaller than {size[0]} x {size[1]} pixels")
    window.canvas.ask_update()


def _draw(window: Any) -> None:
    window.canvas.ask_update()
    window.dispatch("on_draw")
    # Not flipped: what was drawn is read from where it was drawn.


def _read(size: Size) -> Image.Image:
    """Return the pixels; four bytes each, because rows of three would be padded."""
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

    raw = glReadPixels(0, 0, *size, GL_RGBA, GL_UNSIGNED_BYTE)
    # The lowest row comes first.
    return Image.frombytes("RGBA", size, raw, "raw", "RGBA", 0, -1).convert("RGB")


def _told(window: Any, root: Any) -> Told:
    red, green, blue = (round(part * 255) for part in window.clearcolor[:3])
    words, boxes = [], []
    for widget in root.walk():
        if any(each.opacity == 0 for each in _line(widget)):
            continue
        for drawn in _drawn(widget, tuple(window.clearcolor[:3])):
            box = _seen(widget, drawn, window)
            if box is None:
                continue
            boxes.append(box)
            if getattr(widget, "text", "") and _is_whole(widget, drawn, window):
                words.append(box)
    return Told((red, green, blue), tuple(dict.fromkeys(boxes)), tuple(words))


def _line(widget: Any) -> Iterator[Any]:
    """Yield a widget and all it lies in."""
    while True:
        yield widget
        if widget.parent is None or widget.parent is widget:
            return
        widget = widget.parent


Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top where the widget draws."""


def _drawn(widget: Any, ground: tuple[float, ...]) -> Iterator[Rectangle]:
    """Yield the rectangle of everything a widget itself draws; not what is its ground's colour."""
    from kivy.graphics import Canvas, Color
    from kivy.graphics.instructions import InstructionGroup, VertexInstruction

    colour: tuple[float, ...] = (1, 1, 1, 1)

    def look(group: Any) -> Iterator[Rectangle]:
        nonlocal colour
        for each in group.children:
            if isinstance(each, Color):
                colour = tuple(each.rgba)
            elif isinstance(each, VertexInstruction):
                if colour[3] > 0 and colour[:3] != ground:
                    yield _around(each, widget)
            elif isinstance(each, InstructionGroup) and not isinstance(each, Canvas):
                yield from look(each)

    for canvas in (widget.canvas.before, widget.canvas, widget.canvas.after):
        yield from look(canvas)


def _around(drawn: Any, widget: Any) -> Rectangle:
    """Return the rectangle around something drawn; of a shape without one, the widget's own."""
    x, y = getattr(drawn, "pos", widget.pos)
    wide, high = getattr(drawn, "size", widget.size)
    return x, y, x + wide, y + high


def _corners(widget: Any, rectangle: Rectangle) -> Rectangle:
    left, bottom, right, top = rectangle
    return (*widget.to_window(left, bottom), *widget.to_window(right, top))


def _clip(widget: Any, window: Any) -> Rectangle:
    """Return what of the window a widget may draw on: it is cut by everything that scrolls."""
    left, bottom, right, top = 0.0, 0.0, float(window.width), float(window.height)
    for each in _line(widget):
        if hasattr(each, "scroll_to") and each is not widget:
            low = _corners(each, (each.x, each.y, each.right, each.top))
            left, bottom = max(left, low[0]), max(bottom, low[1])
            right, top = min(right, low[2]), min(top, low[3])
    return left, bottom, right, top


def _seen(widget: Any, rectangle: Rectangle, window: Any) -> Box | None:
    """Return what is seen of something drawn, a little larger; None if nothing is."""
    from kivy.metrics import dp

    left, bottom, right, top = _corners(widget, rectangle)
    clip, edge, high = _clip(widget, window), int(dp(EDGE_DP)), int(window.height)
    box = (
        max(int(left) - edge, int(clip[0])),
        high - min(int(top) + edge + 1, int(clip[3]) + 1),
        min(int(right) + edge + 1, int(clip[2]) + 1),
        high - max(int(bottom) - edge, int(clip[1])),
    )
    inside = (max(box[0], 0), max(box[1], 0), min(box[2], int(window.width)), min(box[3], high))
    return inside if inside[2] > inside[0] and inside[3] > inside[1] else None


def _is_whole(widget: Any, rectangle: Rectangle, window: Any) -> bool:
    """Return whether all of something drawn is in sight."""
    left, bottom, right, top = _corners(widget, rectangle)
    clip = _clip(widget, window)
    return clip[0] <= left and clip[1] <= bottom and right <= clip[2] and top <= clip[3]
