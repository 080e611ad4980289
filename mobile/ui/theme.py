"""The phone's look: colour tokens, type scale, and which of them are in force."""

from dataclasses import dataclass, fields
from pathlib import Path

import kivy
from kivy.core.text import LabelBase
from kivy.event import EventDispatcher
from kivy.properties import BooleanProperty, ColorProperty

FONTS = Path(__file__).parent / "fonts"
LIGHT_FROM_HOUR, DARK_FROM_HOUR = 7, 19


@dataclass(frozen=True)
class Tokens:
    """One set of colours: what each is for, never what it looks like."""

    ground: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    go: str
    go_ink: str
    soon: str
    action: str
    help: str
    help_ink: str


DARK = Tokens(
    ground="#10161d",
    surface="#18212b",
    raised="#212d3a",
    text="#f2f5f8",
    muted="#a9b6c4",
    line="#2a3744",
    go="#5fd6a2",
    go_ink="#06281a",
    soon="#f3bd5a",
    action="#8fc0ff",
    help="#d8343c",
    help_ink="#ffffff",
)
LIGHT = Tokens(
    ground="#f6f5f1",
    surface="#ffffff",
    raised="#ecebe5",
    text="#14202b",
    muted="#52606d",
    line="#dcdad2",
    go="#0a6b47",
    go_ink="#ffffff",
    soon="#8a5a00",
    action="#0b5cab",
    help="#b3202a",
    help_ink="#ffffff",
)


class Theme(EventDispatcher):
    """The colours in force; kv binds to them, so a change repaints everything."""

    is_dark = BooleanProperty(True)
    ground = ColorProperty(DARK.ground)
    surface = ColorProperty(DARK.surface)
    raised = ColorProperty(DARK.raised)
    text = ColorProperty(DARK.text)
    muted = ColorProperty(DARK.muted)
    line = ColorProperty(DARK.line)
    go = ColorProperty(DARK.go)
    go_ink = ColorProperty(DARK.go_ink)
    soon = ColorProperty(DARK.soon)
    action = ColorProperty(DARK.action)
    help = ColorProperty(DARK.help)
    help_ink = ColorProperty(DARK.help_ink)

    def suit(self, hour: int) -> None:
        """Be dark at night and light by day; a look, so the hour on the wall is enough."""
        self.use(dark=not LIGHT_FROM_HOUR <= hour < DARK_FROM_HOUR)

    def use(self, *, dark: bool) -> None:
        """Put one set of colours in force."""
        self.is_dark = dark
        tokens = DARK if dark else LIGHT
        for token in fields(tokens):
            setattr(self, token.name, getattr(tokens, token.name))

    def tone(
        self, name: str, go: list[float], soon: list[float], plain: list[float]
    ) -> list[float]:
        """Return the colour of a tone: go, soon or plain.

        The colours come as arguments, because kv repaints only for what its line names.
        """
        return {"go": go, "soon": soon}.get(name, plain)


theme = Theme()


def load_fonts(folder: Path = FONTS) -> None:
    """Register the typeface and the icons that set-up builds in.

    Without them (a plain `pip install`) the app still starts: in Kivy's own typeface, with empty
    boxes for icons; every icon stands beside its word.
    """
    own = Path(kivy.kivy_data_dir) / "fonts"
    regular = folder / "AtkinsonHyperlegibleNext-Regular.ttf"
    icons = folder / "materialdesignicons.ttf"
    if regular.exists():
        bold = folder / "AtkinsonHyperlegibleNext-Bold.ttf"
        LabelBase.register("Roboto", str(regular), fn_bold=str(bold))
    LabelBase.register("Icons", str(icons if icons.exists() else own / "Roboto-Regular.ttf"))
