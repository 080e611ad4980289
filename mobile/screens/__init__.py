"""Widgets: one name.py and name.kv pair a screen; they show view-models and decide nothing."""

import importlib
from typing import Any

SCREENS = {
    "welcome": ("mobile.screens.welcome", "WelcomeScreen"),
    "places": ("mobile.screens.places", "PlacesScreen"),
    "place": ("mobile.screens.place", "PlaceScreen"),
    "map": ("mobile.screens.map", "MapScreen"),
    "where": ("mobile.screens.choosing", "WhereScreen"),
    "level": ("mobile.screens.level", "LevelScreen"),
    "subject": ("mobile.screens.choosing", "SubjectScreen"),
    "factors": ("mobile.screens.factors", "FactorsScreen"),
    "more": ("mobile.screens.more", "MoreScreen"),
    "saved": ("mobile.screens.saved", "SavedScreen"),
    "queue": ("mobile.screens.queue", "QueueScreen"),
    "receipts": ("mobile.screens.receipts", "ReceiptsScreen"),
    "help": ("mobile.screens.help", "HelpScreen"),
    "trusted": ("mobile.screens.trusted", "TrustedScreen"),
    "settings": ("mobile.screens.settings", "SettingsScreen"),
    "data": ("mobile.screens.data", "DataScreen"),
    "privacy": ("mobile.screens.reading", "ReadingScreen"),
    "tools": ("mobile.screens.reading", "ReadingScreen"),
    "accessibility": ("mobile.screens.reading", "ReadingScreen"),
    "about": ("mobile.screens.reading", "ReadingScreen"),
    "neutral": ("mobile.screens.neutral", "NeutralScreen"),
}
"""Screen names, each with its module and class; loaded when first shown."""

SHARED_MODELS = {
    "level": "feedback",
    "factors": "feedback",
    "more": "feedback",
    "saved": "after",
    "settings": "settings",
    "welcome": "settings",
}
"""Screens whose model bears another name; the others' bears their own."""


def make_screen(name: str, model: Any) -> Any:
    """Return a new screen for a view-model; its module and kv are loaded only now."""
    module_name, class_name = SCREENS[name]
    module = importlib.import_module(module_name)
    return getattr(module, class_name)(name=name, model=model)
