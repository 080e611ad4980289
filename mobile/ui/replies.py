"""The phone's small kit: a card of what people said and what was done."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import StringProperty

from mobile.ui.kit import Card


class ReplyCard(Card):
    """What was said and what was done."""

    said = StringProperty("")
    did = StringProperty("")
    on = StringProperty("")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
