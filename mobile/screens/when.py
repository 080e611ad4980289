"""Widgets that say when an answer is about."""

from kivy.properties import ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui.chips import Chip, Chips

load_kv(__file__)


class WhenChip(Chip):
    """One time to speak about."""

    role = "radio"

    when = StringProperty("now")


class WhenChips(Chips):
    """The times to speak about."""

    feedback = ObjectProperty(None, rebind=True, allownone=True)


class OtherChip(Chip):
    """The way to the other times."""

    role = "button"


class ShortWhenChips(Chips):
    """The times that are meant most often, and a way to the others."""

    feedback = ObjectProperty(None, rebind=True, allownone=True)
