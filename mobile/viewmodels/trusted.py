"""What "Tell someone I trust" shows: a text that the person sends, and people kept on the phone."""

import sqlite3

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from mobile.device.messages import Messages
from mobile.store import kept
from mobile.store.kept import MOST_CONTACTS, Contact
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.surroundings import Surroundings
from shared.digits import is_digits
from shared.problems import Problem
from shared.ranking import Tier

MOST_NAME, LEAST_DIGITS, MOST_DIGITS = 40, 3, 15
"""Digits of a telephone number: at most 15 (ITU-T E.164)."""


class TrustedViewModel(ViewModel):
    """The text, and to whom."""

    message = StringProperty("")
    contacts = ListProperty()
    note = StringProperty("")
    refusal = StringProperty("")
    name = StringProperty("")
    number = StringProperty("")
    is_adding = BooleanProperty(False)
    may_add = BooleanProperty(True)

    def __init__(
        self, connection: sqlite3.Connection, surroundings: Surroundings, messages: Messages
    ) -> None:
        super().__init__()
        self._connection = connection
        self._surroundings = surroundings
        self._messages = messages
        surroundings.bind(here=self.refresh, on_list=self.refresh)

    def begin(self) -> None:
        """Start anew: nothing typed, the people as they are kept."""
        self.note = self.refusal = self.name = self.number = ""
        self.is_adding = False
        self._read()
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Write the text for where the person is now."""
        self.message = self._message()

    def tell(self, contact: Contact | None) -> None:
        """Open a text to somebody, or to whom the person picks; nothing is sent from here."""
        number = contact.number if contact else ""
        if not self._messages.compose(number, self.message):
            to = f"{contact.name}, {number}" if contact else _("somebody you trust")
            self.note = _("No texts from this device. Send these words to {to}.").format(to=to)

    def add(self) -> bool:
        """Keep somebody on this phone; say what is wrong where something is."""
        name, number = self.name.strip()[:MOST_NAME], _digits(self.number)
        if not name:
            self.refusal = _("Give a name, such as Sister.")
            return False
        if number is None:
            self.refusal = _("Give a phone number, such as 07700 900123.")
            return False
        try:
            kept.add_contact(self._connection, name, number)
        except Problem as problem:
            self.refusal = _(problem.title)
            return False
        self.begin()
        return True

    def remove(self, contact: Contact) -> None:
        """Forget somebody."""
        try:
            kept.remove_contact(self._connection, contact.seq)
        except Problem as problem:
            self.refusal = _(problem.title)
        self._read()

    def _read(self) -> None:
        self.contacts = kept.contacts(self._connection)
        self.may_add = len(self.contacts) < MOST_CONTACTS

    def _message(self) -> str:
        here = self._surroundings.here
        if here is None:
            return _("I do not feel safe. Please call me.")
        zone = self._surroundings.zone_at(here)
        point = f"{here.lat:.5f}, {here.lon:.5f}"
        where = f"{zone.label} ({point})" if zone else point
        words = _("I do not feel safe. I am here: {where}.")
        if self._surroundings.is_chosen or self._surroundings.is_approximate:
            near = zone.label if zone else self._surroundings.here_name
            words, where = _("I do not feel safe. I am near {where}."), near
        said = [words.format(where=where), self._way(), _("Please call me.")]
        return " ".join(part for part in said if part)

    def _way(self) -> str:
        ranking = self._surroundings.rank(1)
        best = ranking.items[0] if ranking and ranking.items else None
        if best is None or best.tier is not Tier.OPEN:
            return ""
        words = _("I can go to {place}, {address}.")
        place = best.place
        return words.format(place=place.name, address=f"{place.address}, {place.postcode}")


def _digits(text: str) -> str | None:
    """Return a number as it is dialled, or None where it is none."""
    plain = "".join(letter for letter in text if letter not in " -().\u00a0")
    digits = plain.removeprefix("+")
    is_number = is_digits(digits) and len(digits) >= LEAST_DIGITS
    return plain if is_number and len(digits) <= MOST_DIGITS else None
