"""What the page of a receipt shows: what became of an answer, what was done, and withdrawing it."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from mobile.store import kept
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.replies import reply_words
from shared.ids import normalise_receipt
from shared.problems import CATALOGUE, Problem

Answered = Callable[[Mapping[str, Any] | str], None]
Ask = Callable[[str, str, Answered], None]
"""Ask the server ("read" or "withdraw", code), and take its answer or the code of a refusal."""


class ReceiptsViewModel(ViewModel):
    """Receipts that were kept, one that was typed, and what the server says of the chosen one."""

    typed = StringProperty("")
    kept = ListProperty()
    code = StringProperty("")
    is_asking = BooleanProperty(False)
    state = StringProperty("")
    title = StringProperty("")
    detail = StringProperty("")
    replies = ListProperty()
    refusal = StringProperty("")

    def __init__(self, connection: sqlite3.Connection, ask: Ask) -> None:
        super().__init__()
        self._connection = connection
        self._ask = ask

    def begin(self) -> None:
        """Start anew with the receipts that were kept."""
        self.typed = self.refusal = ""
        self._forget_answer()
        self.kept = kept.receipts(self._connection)

    def look(self, code: str) -> None:
        """Ask what became of the answer of a receipt."""
        self._forget_answer()
        try:
            letters = normalise_receipt(code)
        except Problem as problem:
            self.refusal = _(problem.title)
            return
        self.refusal = ""
        self.code = "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
        self._send("read")

    def withdraw(self) -> None:
        """Have the answer deleted on the server, whether or not it has arrived there."""
        self._send("withdraw")

    def forget(self, code: str) -> None:
        """Delete a receipt from this phone; the answer stays where it is."""
        try:
            kept.remove_receipt(self._connection, code)
        except Problem as problem:
            self.refusal = _(problem.title)
        self.kept = kept.receipts(self._connection)

    def _send(self, deed: str) -> None:
        code = self.code
        self.is_asking = True

        def answered(answer: Mapping[str, Any] | str) -> None:
            if code == self.code:
                self._take(answer)

        self._ask(deed, code, answered)

    def _take(self, answer: Mapping[str, Any] | str) -> None:
        self.is_asking = False
        if isinstance(answer, str):
            kind = CATALOGUE.get(answer)
            no_answer = _("No connection right now. Try again in a moment.")
            self.refusal = _(kind.title) if kind else no_answer
            return
        self.refusal = ""
        self.state = str(answer["state"])
        self.title, self.detail = _state_words(self.state, answer.get("label"))
        self.detail += _restored_words(self.state, answer.get("restored_on"))
        self.replies = [
            reply_words(reply["said"], reply["did"], reply["on"])
            for reply in answer.get("replies", ())
        ]

    def _forget_answer(self) -> None:
        self.code = self.state = self.title = self.detail = ""
        self.replies, self.is_asking = [], False


def _state_words(state: str, label: str | None) -> tuple[str, str]:
    if state == "arrived":
        about = _("It is about {label}.").format(label=label) if label else ""
        words = _("It counts together with others. What is done because of them is shown here.")
        return _("Your answer has arrived."), f"{about} {words}".strip()
    if state == "withdrawn":
        return _("Withdrawn."), _("Your answer is deleted and does not count.")
    return (
        _("Not arrived yet."),
        _("This phone may still have to send it. “Sent?” shows what waits."),
    )


def _restored_words(state: str, restored_on: str | None) -> str:
    """Return what somebody may have to do again, since the server's records came from a copy."""
    if not restored_on or state == "withdrawn":
        return ""
    day = f"{date.fromisoformat(restored_on):%d/%m/%Y}"
    then = (
        _("If you had taken this answer back before, please take it back again.")
        if state == "arrived"
        else _("If it was sent shortly before, it is lost. You can give it again.")
    )
    return f" {_('On {day} our records were restored from a copy.').format(day=day)} {then}"
