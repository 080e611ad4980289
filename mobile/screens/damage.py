"""Widgets: that the memory was damaged and what may be gone, until somebody has read it."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Card, Edged

load_kv(__file__)


class DamageCard(Edged, Card):
    """What may be gone, and a tap to say that it was read."""

    model = ObjectProperty(None, rebind=True)


def cards(model: Any) -> list[DamageCard]:
    """Return the card, where there is something to be said."""
    return [DamageCard(model=model)] if model is not None and model.words else []
