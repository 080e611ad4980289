"""What the settings show: what can be chosen, what this phone keeps, and deleting all of it."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from kivy.properties import ListProperty, ObjectProperty, StringProperty

from mobile.store import kept, settings
from mobile.store.database import delete_all
from mobile.store.outbox import Outbox
from mobile.store.settings import AUTO, CONTRAST, DARK, LIGHT, NO, YES, Choices
from mobile.ui import words
from mobile.ui.words import count
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.reading import Card, first_cards
from shared.saying import LANGUAGES
from shared.version import VERSION


@dataclass(frozen=True)
class Pick:
    """One thing to choose: its value, its words, whether it is chosen."""

    value: str
    label: str
    is_chosen: bool


class SettingsViewModel(ViewModel):
    """The choices; each is kept at once, and the app takes it up."""

    languages = ListProperty()
    sizes = ListProperty()
    looks = ListProperty()
    locations = ListProperty()
    ages = ListProperty()
    review_note = StringProperty("")
    refusal = StringProperty("")
    version = StringProperty(f"UMay {VERSION}")
    choices = ObjectProperty(Choices())

    def __init__(
        self, connection: sqlite3.Connection, on_change: Callable[[Choices], None]
    ) -> None:
        super().__init__()
        self._connection = connection
        self._on_change = on_change
        self.choices = settings.read(connection)
        self.refresh()

    def refresh(self) -> None:
        """Put the choices into words."""
        now = self.choices
        language = LANGUAGES[words.language()]
        self.languages = [
            Pick(code, each.name, code == language.code) for code, each in LANGUAGES.items()
        ]
        self.review_note = (
            "" if language.is_reviewed else _("No native speaker has read this translation.")
        )
        own = _("As this phone is set")
        self.sizes = [
            Pick(str(factor), f"{factor:.0%}" if factor else own, factor == now.text_size)
            for factor in (0.0, 1.0, 1.25, 1.5, 2.0)
        ]
        self.looks = [
            Pick(value, label, value == now.look)
            for value, label in (
                (AUTO, _("As this phone is set, dark at night")),
                (LIGHT, _("Light")),
                (DARK, _("Dark")),
                (CONTRAST, _("High contrast")),
            )
        ]
        self.locations = [
            Pick(YES, _("Use my location"), now.location == YES),
            Pick(NO, _("I choose a town"), now.location != YES),
        ]
        self.ages = [
            Pick(NO, _("All questions"), not now.is_young),
            Pick(YES, _("I am under 18"), now.is_young),
        ]

    @property
    def first_cards(self) -> tuple[Card, ...]:
        """What is said before the first list."""
        return first_cards()

    def choose(self, name: str, value: str) -> None:
        """Keep one choice and let the app take it up; without room it holds until the app ends."""
        try:
            settings.keep(self._connection, name, value)
            self.refusal = ""
        except sqlite3.Error:
            self.refusal = _("This phone is full: the choice is forgotten when the app closes.")
        self.choices = _changed(self.choices, name, value)
        self.refresh()
        self._on_change(self.choices)


def _changed(choices: Choices, name: str, value: str) -> Choices:
    if name == "text_size":
        return replace(choices, text_size=float(value))
    if name in ("welcomed", "young"):
        field = {"welcomed": "is_welcomed", "young": "is_young"}[name]
        return replace(choices, **{field: value == YES})  # type: ignore[arg-type]
    return replace(choices, **{name: value})  # type: ignore[arg-type]


class DataViewModel(ViewModel):
    """What this phone keeps of a person, line by line, and deleting it."""

    lines = ListProperty()
    notice = StringProperty("")

    def __init__(
        self, connection: sqlite3.Connection, outbox: Outbox, delete_map: Callable[[], None]
    ) -> None:
        super().__init__()
        self._connection = connection
        self._outbox = outbox
        self._delete_map = delete_map

    def refresh(self) -> None:
        """Read what is kept."""
        waiting, aside = self._outbox.counts()
        people, receipts = kept.contacts(self._connection), kept.receipts(self._connection)
        here = _("On this phone only.")
        self.lines = [
            (
                count("{n} answer not sent yet", "{n} answers not sent yet", waiting + aside),
                _("Each is deleted here once it has arrived."),
            ),
            (count("{n} person you trust", "{n} people you trust", len(people)), here),
            (count("{n} receipt", "{n} receipts", len(receipts)), here),
            (_("Your choices"), _("Language, text size, look, location yes or no.")),
            (_("The list of places"), _("The same for everybody. It says nothing of you.")),
        ]

    def delete_all(self) -> bool:
        """Delete everything of the person; return whether it is gone."""
        try:
            delete_all(self._connection)
            self._delete_map()
        except (sqlite3.Error, OSError):
            self.notice = _("This phone is full. Make some room, then delete it.")
            return False
        return True
