"""A phone on a disk that becomes full while answers are saved and sent; prints what it saw."""

import json
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from kivy.clock import Clock

from mobile.config import PhoneConfig
from mobile.context import Context, engine_builder
from mobile.making import begin_feedback
from mobile.store.clock import Saved
from mobile.store.database import connect
from mobile.store.outbox import FEEDBACK, Outbox
from mobile.viewmodels.feedback import FeedbackViewModel
from shared.ids import new_feedback_id
from shared.problems import Problem
from tests.chaos.small_disk import fill, make_room
from tests.mobile.cast import MARKET, NOW, write_pack
from tests.mobile.phone import welcome
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import Server, serving

HONEST, SWALLOWING = "honest", "swallowing"
RESERVE_BYTES = 128 * 1024
MOST_SAVES = 200
ROUNDS_ON_A_FULL_DISK = 10


class SwallowingOutbox(Outbox):
    """The control: whatever goes wrong, it looks as if it went well."""

    def save(
        self, body: Mapping[str, Any], saved: Saved | None = None, kind: str = FEEDBACK
    ) -> str:
        """Save a message, or not."""
        try:
            return super().save(body, saved, kind)
        except Problem:
            return new_feedback_id()


class Trial:
    """One phone on one small disk."""

    def __init__(self, folder: Path, variant: str, server: Server) -> None:
        self._folder = folder
        self._outbox_class = SwallowingOutbox if variant == SWALLOWING else Outbox
        pack = write_pack(folder.parent / "pack")
        welcome(folder / "phone")
        self.config = PhoneConfig(server.url, folder / "phone", pack, MARKET, lambda: NOW)
        self.told: dict[str, Any] = {}

    def run(self, server: Server) -> dict[str, Any]:
        """Fill the disk, save, send, make room, save and send again; return what was seen."""
        # Opened and closed before, as on any day but the first: the list is in the file.
        self._start().close()
        context = self._start()
        self._round()
        fill(self._folder, RESERVE_BYTES)
        said, self.told["refusal"] = self._save_until_refused(context)
        self.told["said"] = said
        self.told["readable"], self.told["integrity"] = self._look()
        self.told["troubles"] = [self._round() for _ in range(ROUNDS_ON_A_FULL_DISK)]
        self.told["readable_after_rounds"], _ = self._look()
        self.told["sent_on_a_full_disk"] = _puts(server)
        context.close()
        self._start_on_a_full_disk()
        make_room(self._folder)
        context = self._start()
        self.told["saves_again"] = self._save(context) == ""
        self.told["readable_again"], self.told["integrity_again"] = self._look()
        self._round()

        self.told["left"], _ = self._look()
        context.close()
        return self.told

    def _start_on_a_full_disk(self) -> None:
        """Take what little room closing gave back, and open the app as a person in need does."""
        fill(self._folder)
        context = self._start()
        ranking = context.surroundings.rank(3)
        self.told["shown_when_full"] = len(ranking.items) if ranking else 0
        self.told["notice_when_full"] = context.places.notice
        self.told["refusal_when_full"] = self._save(context)
        for row in context.queue.rows[:1]:
            context.queue.delete(row.item_id)
        self.told["deleting_when_full"] = context.queue.notice
        context.close()

    def _start(self) -> Context:
        context = Context(self.config)
        context.start_location()
        Clock.tick()
        return context

    def _save_until_refused(self, context: Context) -> tuple[int, str]:
        for said in range(MOST_SAVES):
            refusal = self._save(context)
            if refusal:
                return said, refusal
        return MOST_SAVES, ""

    def _save(self, context: Context) -> str:
        """Give one answer; return what the screen says against it, "" where it says saved."""
        outbox = self._outbox_class(context.outbox._connection)
        held = (context.surroundings, context.exchange, outbox, context.voice)
        feedback = FeedbackViewModel(*held)
        begin_feedback(context, feedback)
        feedback.choose_level("very_unsafe")
        feedback.save()
        assert feedback.is_saved == (feedback.refusal == "")
        return str(feedback.refusal)

    def _look(self) -> tuple[int, str]:
        with closing(connect(self.config.data_folder)) as memory:
            integrity = memory.execute("PRAGMA integrity_check").fetchone()[0]
            return len(Outbox(memory).items()), integrity

    def _round(self) -> str:
        """Turn a round as the worker does, which outlives whatever a round throws."""
        engine = engine_builder(self.config)(lambda: True)
        try:
            return engine.round().trouble
        except sqlite3.Error as error:
            return type(error).__name__
        finally:
            engine.close()


def _puts(server: Server) -> int:
    return sum(asked.method == "PUT" for asked in server.asked)


if __name__ == "__main__":
    with serving(Publisher()) as publisher:
        trial = Trial(Path(sys.argv[1]), sys.argv[2], publisher)
        json.dump(trial.run(publisher), sys.stdout)
