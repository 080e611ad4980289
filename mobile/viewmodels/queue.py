"""What the queue shows: what waits, how many were sent, what was set aside; never a sent answer."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kivy.properties import ListProperty, NumericProperty, StringProperty

from mobile.store.outbox import ASIDE, HELPED, YOUNG, Item, Outbox
from mobile.ui.words import count
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.exchange import Exchange
from mobile.viewmodels.surroundings import Surroundings
from shared.problems import CATALOGUE


@dataclass(frozen=True)
class QueueRow:
    """One unsent answer: what it says, what is the matter with it, what deleting it means."""

    item_id: str
    title: str
    detail: str
    is_aside: bool


class QueueViewModel(ViewModel):
    """The outbox as the person sees it."""

    rows = ListProperty()
    waiting_count = NumericProperty(0)
    summary = StringProperty("")
    sent_words = StringProperty("")
    notice = StringProperty("")

    def __init__(self, outbox: Outbox, exchange: Exchange, surroundings: Surroundings) -> None:
        super().__init__()
        self._outbox = outbox
        self._exchange = exchange
        self._surroundings = surroundings
        exchange.bind(on_report=self.refresh)
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Read the outbox anew."""
        items = self._outbox.items()
        self.rows = [self._row(item) for item in items]
        self.waiting_count = sum(item.state != ASIDE for item in items)
        self.summary = self._summary(len(items) - self.waiting_count)
        sent = self._exchange.sent_count
        words = count(
            "{n} answer sent since you opened the app.",
            "{n} answers sent since you opened the app.",
            sent,
        )
        self.sent_words = words if sent else ""

    def delete(self, item_id: str) -> None:
        """Delete an answer that was not sent; one already tried may have arrived, and says so."""
        item = next((item for item in self._outbox.items() if item.id == item_id), None)
        try:
            is_gone = item is None or not self._outbox.remove(item_id)
        except sqlite3.Error:
            self.notice = _("This phone is full. Make some room, then delete it.")
            return
        if item is None or is_gone:
            self.notice = _("It had just been sent.")
        elif item.attempts and item.state != ASIDE:
            self.notice = _("Deleted here. An earlier try may have reached us all the same.")
        else:
            self.notice = _("Deleted. Nothing of it is left.")
        self.refresh()

    def _summary(self, aside: int) -> str:
        waiting = self.waiting_count
        if not waiting and not aside:
            return _("Nothing waits to be sent.")
        if waiting == 0:
            return count("{n} could not be sent.", "{n} could not be sent.", aside)
        if self._exchange.trouble == "no-answer":
            return count(
                "{n} answer waits for a connection. Nothing is lost.",
                "{n} answers wait for a connection. Nothing is lost.",
                waiting,
            )
        return count(
            "{n} answer waits to be sent. Nothing is lost.",
            "{n} answers wait to be sent. Nothing is lost.",
            waiting,
        )

    def _row(self, item: Item) -> QueueRow:
        is_aside = item.state == ASIDE
        title, detail = _level_words(item.body), self._where(item.body)
        if item.kind == YOUNG:
            title, detail = _("What I changed"), _("Without a place")
        if item.kind == HELPED:
            title = _("Did they help?")
        if is_aside:
            kind = CATALOGUE.get(item.refusal or "")
            detail = _(kind.title) if kind else _("The service did not take it.")
        return QueueRow(item.id, title, detail, is_aside)

    def _where(self, body: Mapping[str, Any]) -> str:
        place = self._surroundings.place(str(body.get("place")))
        if place is not None:
            return place.name
        zones = {zone.id: zone.label for zone in self._surroundings.zones}
        return zones.get(str(body.get("zone")), _("Somewhere in the borough"))


def _level_words(body: Mapping[str, Any]) -> str:
    # Loaded only when something waits: the question set costs the first list 5 ms.
    from shared.perception import LEVEL

    words = {option.code: option.text["en"] for option in LEVEL.options}
    level = words.get(str(body.get("level")))
    return _(level) if level else _("Answer")
