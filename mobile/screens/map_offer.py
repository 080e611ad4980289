"""Widgets: the map for this phone, offered once below the place to walk to."""

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Card

load_kv(__file__)


class MapOfferCard(Card):
    """What it is and how large, yes or not now."""

    model = ObjectProperty(None, rebind=True)
