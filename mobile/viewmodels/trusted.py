"""What "Tell someone I trust" shows: a text that the person sends, and people kept on the phone."""

import sqlite3

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from mobile.device.choosing import Device
from mobile.store import kept, settings
from mobile.store.kept import MOST_CONTACTS, Contact
from mobile.ui.words import language
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.settings import Pick
from mobile.viewmodels.surroundings import Surroundings
from mobile.viewmodels.telling import Whereabouts, told
from shared.digits import is_digits
from shared.places import Place
from shared.problems import Problem
from shared.ranking import Tier
from shared.saying import offered

MOST_NAME, LEAST_DIGITS, MOST_DIGITS = 40, 3, 15
"""Digits of a telephone number: at most 15 (ITU-T E.164)."""


class TrustedViewModel(ViewModel):
    """The text, and to whom."""

    message = StringProperty("")
    base = StringProperty("L")
    """The direction in which the text is read, "R" or "L"."""

    meaning = StringProperty("")
    """The same in the language of the app, "" where the text is in it."""

    languages = ListProperty()
    contacts = ListProperty()
    note = StringProperty("")
    refusal = StringProperty("")
    name = StringProperty("")
    number = StringProperty("")
    is_adding = BooleanProperty(False)
    may_add = BooleanProperty(True)

    def __init__(
        self,
        connection: sqlite3.Connection,
        surroundings: Surroundings,
        device: Device,
        base_url: str,
    ) -> None:
        super().__init__()
        self._connection = connection
        self._surroundings = surroundings
        self._device = device
        self._base_url = base_url
        self._code = settings.read(connection).text_language
        surroundings.bind(here=self.refresh, on_list=self.refresh)

    def begin(self) -> None:
        """Start anew: nothing typed, the people as they are kept."""
        self.note = self.refusal = self.name = self.number = ""
        self.is_adding = False
        self._read()
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Write the text for where the person is now."""
        codes = offered()
        code = self._code if self._code in codes else "en"
        self.languages = [Pick(each, held.name, each == code) for each, held in codes.items()]
        where = self._whereabouts()
        self.base = "R" if codes[code].is_rtl else "L"
        self.message = told(where, code, self._base_url)
        self.meaning = "" if code == language() else told(where, language(), "")

    def tell(self, contact: Contact | None) -> None:
        """Open a text to somebody, or to whom the person picks; nothing is sent from here."""
        number = contact.number if contact else ""
        if not self._device.messages.compose(number, self.message):
            to = f"{contact.name}, {number}" if contact else _("somebody you trust")
            self.note = _("No texts from this device. Send these words to {to}.").format(to=to)

    def share(self) -> None:
        """Offer the text to the other apps of this phone; nothing is sent from here."""
        if not self._device.share.share(self.message):
            to = _("somebody you trust")
            self.note = _("No app here takes a text. Send these words to {to}.").format(to=to)

    def choose(self, name: str, code: str) -> None:
        """Keep the language of the text; without room it holds until the app ends."""
        try:
            settings.keep(self._connection, name, code)
        except sqlite3.Error:
            self.note = _("This phone is full: the choice is forgotten when the app closes.")
        self._code = code
        self.refresh()

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

    def _whereabouts(self) -> Whereabouts:
        """Return where the person is, no more exact than it is known."""
        here, around = self._surroundings.here, self._surroundings
        if here is None:
            return Whereabouts()
        zone = around.zone_at(here)
        return Whereabouts(
            zone.label if zone else around.here_name,
            None if around.is_chosen else here,
            is_rough=around.is_approximate,
            going_to=self._going_to(),
        )

    def _going_to(self) -> Place | None:
        """Return the place that is nearest and open, where there is one on foot."""
        if self._surroundings.is_outside:
            return None
        ranking = self._surroundings.rank(1)
        best = ranking.items[0] if ranking and ranking.items else None
        return best.place if best is not None and best.tier is Tier.OPEN else None


def _digits(text: str) -> str | None:
    """Return a number as it is dialled, or None where it is none."""
    plain = "".join(letter for letter in text if letter not in " -().\u00a0")
    digits = plain.removeprefix("+")
    is_number = is_digits(digits) and len(digits) >= LEAST_DIGITS
    return plain if is_number and len(digits) <= MOST_DIGITS else None
