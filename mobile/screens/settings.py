"""Widgets of the settings: what can be chosen, as chips; what can be read, as rows."""

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui import nav as nav  # its rules lay out the bar
from mobile.ui import rows as rows  # its rules lay out the rows
from mobile.ui.chips import Picks as Picks  # what the page's choices are laid out in
from mobile.ui.kit import Page

load_kv(__file__)


class SettingsScreen(Page):
    """Everything that can be chosen and read."""

    model = ObjectProperty(None, rebind=True)
