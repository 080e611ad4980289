"""The phone's look: colour tokens, type scale, and which of them are in force."""

from dataclasses import dataclass, fields
from pathlib import Path

import kivy
from kivy.core.text import LabelBase
from kivy.event import EventDispatcher
from kivy.properties import BooleanProperty, ColorProperty

from mobile.ui.shaping import RTL_FONT

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
    go_deep: str
    soon: str
    action: str
    action_ink: str
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
    go_deep="#52b88b",
    soon="#f3bd5a",
    action="#8fc0ff",
    action_ink="#0c1e36",
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
    go_deep="#08543a",
    soon="#8a5a00",
    action="#0b5cab",
    action_ink="#ffffff",
    help="#b3202a",
    help_ink="#ffffff",
)
CONTRAST = Tokens(
    ground="#000000",
    surface="#1b1f24",
    raised="#2b3138",
    text="#ffffff",
    muted="#e4e9ee",
    line="#aab4bf",
    go="#7dffc4",
    go_ink="#00170d",
    go_deep="#5fe0a8",
    soon="#ffd75e",
    action="#a8d4ff",
    action_ink="#001427",
    help="#ff7a80",
    help_ink="#1f0002",
)

AUTO, IN_DARK, IN_LIGHT, IN_CONTRAST = "auto", "dark", "light", "contrast"
CHOICES = (AUTO, IN_DARK, IN_LIGHT, IN_CONTRAST)
_TOKENS = {IN_DARK: DARK, IN_LIGHT: LIGHT, IN_CONTRAST: CONTRAST}


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
    go_deep = ColorProperty(DARK.go_deep)
    soon = ColorProperty(DARK.soon)
    action = ColorProperty(DARK.action)
    action_ink = ColorProperty(DARK.action_ink)
    help = ColorProperty(DARK.help)
    help_ink = ColorProperty(DARK.help_ink)

    def choose(self, choice: str, hour: int) -> None:
        """Put a chosen look in force; "auto" is dark at night and light by day.

        A look, so the hour on the wall is enough.
        """
        night = IN_LIGHT if LIGHT_FROM_HOUR <= hour < DARK_FROM_HOUR else IN_DARK
        self.use(choice if choice in _TOKENS else night)

    def use(self, name: str) -> None:
        """Put one set of colours in force."""
        self.is_dark = name != IN_LIGHT
        tokens = _TOKENS[name]
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
    """Register the typefaces and the icons that set-up builds in.

    Without them (a plain `pip install`) the app still starts: in Kivy's own typeface, with empty
    boxes for icons; every icon stands beside its word.
    """
    own = Path(kivy.kivy_data_dir) / "fonts" / "Roboto-Regular.ttf"
    icons = folder / "materialdesignicons.ttf"
    for name, file in (("Roboto", "AtkinsonHyperlegibleNext"), (RTL_FONT, "UMayArabic")):
        regular, bold = folder / f"{file}-Regular.ttf", folder / f"{file}-Bold.ttf"
        if regular.exists():
            LabelBase.register(name, str(regular), fn_bold=str(bold))
        elif name == RTL_FONT:
            LabelBase.register(name, str(own))
    LabelBase.register("Icons", str(icons if icons.exists() else own))
