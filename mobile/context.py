"""The phone's composition root, without Kivy's window: memory, device, models, worker."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from mobile.config import PhoneConfig
from mobile.device.calls import Calls, ShownCalls
from mobile.device.location import FixedLocation, Location
from mobile.store import mirror, projection
from mobile.store.clock import Clocks
from mobile.store.database import connect, open_store
from mobile.store.no_room import end_writing
from mobile.store.outbox import Outbox
from mobile.ui.words import text as _
from mobile.viewmodels.base import on_ui
from mobile.viewmodels.exchange import Exchange
from mobile.viewmodels.places import PlacesViewModel
from mobile.viewmodels.queue import QueueViewModel
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import Point
from shared.problems import Problem

if TYPE_CHECKING:
    from mobile.sync.worker import Rounds, Worker
    from mobile.viewmodels.choosing import ChoosingViewModel
    from mobile.viewmodels.feedback import FeedbackViewModel
    from mobile.viewmodels.help import HelpViewModel
    from mobile.viewmodels.place import PlaceViewModel


class Context:
    """Everything the screens are given; what the first list does not need is loaded late."""

    def __init__(self, config: PhoneConfig) -> None:
        self.config = config
        opened = open_store(config.data_folder)
        self._connection = opened.connection
        # Without a sound pack the app still works: the list says that it must be fetched once.
        with suppress(Problem):
            mirror.load_pack(self._connection, config.pack_folder)
        if not opened.has_room:
            end_writing(self._connection)
        self.outbox = Outbox(self._connection)
        self.surroundings = Surroundings(self._connection, Clocks(config.now, config.uptime_s))
        self.exchange = Exchange(self.surroundings.reload, self.surroundings.correct)
        self.surroundings.has_room = opened.has_room
        self.location, self.calls = _device(config)
        self.places = PlacesViewModel(self.surroundings)
        self.queue = QueueViewModel(self.outbox, self.exchange, self.surroundings)
        if opened.kept_aside:
            self.queue.notice = _(
                "The memory of this phone was damaged. {count} unsent answers were saved from it."
            ).format(count=opened.rescued)
        self._worker: Worker | None = None

    def start_location(self) -> None:
        """Begin to take positions, on the UI thread whatever thread tells them."""
        self.location.start(lambda at: on_ui(lambda: self._told(at)))

    def start_exchange(self) -> None:
        """Start the worker; called after the first list is drawn."""
        from mobile.sync.worker import Worker

        self._worker = Worker(engine_builder(self.config), self.exchange.receive)
        self.exchange.attach(self._worker.wake)
        self._worker.start()

    def wake(self) -> None:
        """Ask for a round: the app came back."""
        if self._worker:
            self._worker.wake()

    def close(self) -> None:
        """Stop the exchange and let go of the memory."""
        self.location.stop()
        if self._worker:
            self._worker.stop()
        self._connection.close()

    def make_place(self) -> "PlaceViewModel":
        """Return the model of the place page."""
        from mobile.viewmodels.place import PlaceViewModel

        return PlaceViewModel(self.surroundings, self.calls)

    def make_feedback(self) -> "FeedbackViewModel":
        """Return the model of the feedback steps."""
        from mobile.viewmodels.feedback import FeedbackViewModel

        return FeedbackViewModel(self.surroundings, self.exchange, self.outbox)

    def make_choosing(self) -> "ChoosingViewModel":
        """Return the model of choosing by name."""
        from mobile.viewmodels.choosing import ChoosingViewModel

        return ChoosingViewModel(self.surroundings)

    def make_help(self) -> "HelpViewModel":
        """Return the model of Help."""
        from mobile.viewmodels.help import HelpViewModel

        doors, points = projection.doors(self._connection), projection.points(self._connection)
        return HelpViewModel(doors, points, self.surroundings, self.calls)

    def begin_feedback(self, model: "FeedbackViewModel") -> None:
        """Start a fresh answer with the newest questions the phone holds."""
        model.begin(projection.question_set(self._connection))

    def _told(self, at: Point) -> None:
        if not self.surroundings.is_chosen:
            self.surroundings.told(at)


def engine_builder(config: PhoneConfig) -> "Callable[[Callable[[], bool]], Rounds]":
    """Return what builds the engine on the worker's thread, with its own connection."""

    def build(may_go_on: Callable[[], bool]) -> "Rounds":
        from mobile.sync.client import Client
        from mobile.sync.engine import Engine
        from mobile.sync.http import HttpTransport

        connection = connect(config.data_folder)
        client = Client(HttpTransport(config.server_url), config.uptime_s)
        return Engine(connection, client, config.now, may_go_on)

    return build


def _device(config: PhoneConfig) -> tuple[Location, Calls]:
    if "ANDROID_PRIVATE" in os.environ:
        from mobile.device.android import AndroidCalls, AndroidLocation

        return AndroidLocation(), AndroidCalls()
    return FixedLocation(config.at), ShownCalls()
