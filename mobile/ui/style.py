"""The phone's look: those of Kivy's own rules that the app needs, and when it needs them.

Kivy reads the rules of all its widgets when it is imported, which took a sixth of the time to the
first list. `import_without_style` keeps it from that; `need` then takes single rules from Kivy's
own file.
"""

import re
import sys
from functools import cache
from pathlib import Path

NO_STYLE = Path(__file__).parent / "no_style"


def import_without_style() -> None:
    """Import Kivy's rule builder without its style; does nothing where that was imported before."""
    if "kivy.lang.builder" in sys.modules:
        return
    import kivy

    whole = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(NO_STYLE)
    try:
        import kivy.lang.builder
    finally:
        kivy.kivy_data_dir = whole


def need(*names: str) -> None:
    """Load Kivy's rules for these widgets, unless they are there already.

    Raises KeyError for a widget that has no rule of its own in Kivy's file.
    """
    from kivy.lang import Builder

    there = {selector.key for selector, _rule in Builder.rules}
    for block in dict.fromkeys(_blocks()[name] for name in names if name.lower() not in there):
        Builder.load_string(block)


def missing(widget_class: type) -> list[str]:
    """Return the rules of Kivy's that a widget class would get, and that are not loaded."""
    from kivy.lang import Builder

    there = {selector.key for selector, _rule in Builder.rules}
    names = (base.__name__ for base in widget_class.__mro__)
    return [name for name in names if name in _blocks() and name.lower() not in there]


@cache
def _blocks() -> dict[str, str]:
    """Return Kivy's rules by the names of the widgets they are for."""
    import kivy

    text = (Path(kivy.kivy_data_dir) / "style.kv").read_text(encoding="utf-8")
    blocks = {}
    for block in re.split(r"(?m)^(?=<)", text)[1:]:
        for name in block[1 : block.index(">")].split(","):
            blocks[name.strip().lstrip("-").partition("@")[0]] = block
    return blocks
