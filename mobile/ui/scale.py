"""The phone's look: sizes of type, which follow the chosen text size up to 200 %."""

from kivy.event import EventDispatcher
from kivy.metrics import dp
from kivy.properties import NumericProperty

TEXT_SIZES = (1.0, 1.25, 1.5, 2.0)
"""What can be chosen, as factors; the phone's own setting counts too, since dp follows it."""

BASE = {
    "tiny": (12.5, 0.35),
    "small": (15, 1.0),
    "body": (17, 1.0),
    "strong": (18.5, 1.0),
    "lead": (22, 0.8),
    "heading": (26, 0.6),
    "title": (30, 0.5),
    "display": (46, 0.35),
}
"""Size at 100 % in dp, and the share of each enlargement that it follows.

What is read follows whole (WCAG 2.2, 1.4.4). What is large already follows less: at 200 % a
heading of 26 is 42, still larger than its text, and the words of a line stay together.
"""

LARGE_FROM = 1.4
"""From this factor on, what stands side by side is put below each other."""


class Scale(EventDispatcher):
    """The sizes in force, in pixels."""

    factor = NumericProperty(1.0)
    tiny = NumericProperty(12.5)
    small = NumericProperty(15)
    body = NumericProperty(17)
    strong = NumericProperty(18.5)
    lead = NumericProperty(22)
    heading = NumericProperty(26)
    title = NumericProperty(30)
    display = NumericProperty(46)

    @property
    def is_large(self) -> bool:
        """Whether text is so large that things stand below each other."""
        return bool(self.factor >= LARGE_FROM)

    def use(self, factor: float) -> None:
        """Put a text size in force; screens must be made anew, since some change their shape."""
        self.factor = min(max(factor, TEXT_SIZES[0]), TEXT_SIZES[-1])
        for name, (base, share) in BASE.items():
            setattr(self, name, dp(base) * (1 + (self.factor - 1) * share))


size = Scale()
