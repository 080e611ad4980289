"""Widgets: one name.py and name.kv pair a screen; they show view-models and decide nothing."""

import importlib
from typing import Any

SCREENS = {
    "places": ("mobile.screens.places", "PlacesScreen"),
    "place": ("mobile.screens.place", "PlaceScreen"),
    "level": ("mobile.screens.level", "LevelScreen"),
    "factors": ("mobile.screens.factors", "FactorsScreen"),
    "saved": ("mobile.screens.saved", "SavedScreen"),
    "subject": ("mobile.screens.choosing", "SubjectScreen"),
    "where": ("mobile.screens.choosing", "WhereScreen"),
    "queue": ("mobile.screens.queue", "QueueScreen"),
    "help": ("mobile.screens.help", "HelpScreen"),
}
"""Screen names, each with its module and class; loaded when first shown."""


def make_screen(name: str, model: Any) -> Any:
    """Return a new screen for a view-model; its module and kv are loaded only now."""
    module_name, class_name = SCREENS[name]
    module = importlib.import_module(module_name)
    return getattr(module, class_name)(name=name, model=model)
