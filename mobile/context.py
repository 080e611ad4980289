"""The phone's composition root, without Kivy's window: memory, device, models, worker."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mobile import making
from mobile.config import PhoneConfig
from mobile.device.choosing import Pretence, device_for
from mobile.device.location import DENIED, Fix
from mobile.device.system import Wishes
from mobile.manner import manner
from mobile.store import mirror, settings
from mobile.store.clock import Clocks
from mobile.store.database import connect, open_store
from mobile.store.no_room import end_writing
from mobile.store.outbox import Outbox
from mobile.store.settings import YES, Choices
from mobile.store.voice import Voice
from mobile.ui import words
from mobile.viewmodels.base import later, on_ui
from mobile.viewmodels.damage import Damage, note
from mobile.viewmodels.exchange import Exchange
from mobile.viewmodels.places import PlacesViewModel
from mobile.viewmodels.queue import QueueViewModel
from mobile.viewmodels.surroundings import LOST, WAITING, Surroundings
from shared.clock import week_of
from shared.problems import Problem

if TYPE_CHECKING:
    from mobile.sync.http import HttpTransport
    from mobile.sync.map_packs import MapPacks
    from mobile.sync.worker import Rounds, Worker
    from mobile.viewmodels.needle import Needle


LOST_AFTER_S = 12
"""After so long without a position the app says so: a frightened person is not kept waiting."""

Later = Callable[[float, Callable[[], None]], Callable[[], None]]
"""What does a deed after a number of seconds, and returns what calls it off."""


class Context:
    """Everything the screens are given; what the first list does not need is loaded late."""

    def __init__(self, config: PhoneConfig, later: Later = later) -> None:
        self.config = config
        self._later = later
        self._call_off: Callable[[], None] = lambda: None
        opened = open_store(config.data_folder)
        self.connection = opened.connection
        # Without a sound pack the app still works: the list says that it must be fetched once.
        with suppress(Problem):
            mirror.load_pack(self.connection, config.pack_folder)
        if not opened.has_room:
            end_writing(self.connection)
        pretence = Pretence(
            config.at,
            config.is_approximate,
            config.location_trouble,
            config.insets,
            config.wishes,
        )
        self.device = device_for(pretence, is_android="ANDROID_PRIVATE" in os.environ)
        self.choices = settings.read(self.connection)
        self.manner = manner(self.choices, self.device.system.wishes())
        words.use(self.manner.language)
        self.outbox = Outbox(self.connection)
        self.voice = Voice(self.connection)
        self.surroundings = Surroundings(self.connection, Clocks(config.now, config.uptime_s))
        self.exchange = Exchange(self.surroundings.reload, self.surroundings.correct)
        self.exchange.bind(trouble=self._note_trouble)
        self.surroundings.has_room = opened.has_room
        if opened.kept_aside:
            note(self.connection, opened.rescued)
        self._worker: Worker | None = None
        self._takes_positions = False
        self._map_packs: MapPacks | None = None
        self._needle: Needle | None = None
        self.renew()

    def renew(self) -> None:
        """Make the models that every page shares anew: the language changed, or the person."""
        self.places = PlacesViewModel(self.surroundings)
        self.queue = QueueViewModel(self.outbox, self.exchange, self.surroundings)
        self.damage = Damage(self.connection)
        # Told on the queue as well: it is where unsent answers are looked for.
        self.queue.notice = self.damage.words

    def make(self, name: str) -> Any:
        """Return a new model for a page; its module is loaded only now."""
        return making.MAKERS[name](self)

    def needle(self) -> "Needle":
        """Return what points the way; one, since there is one compass. Loaded late."""
        if self._needle is None:
            from mobile.viewmodels.needle import Needle

            self._needle = Needle(
                self.device.compass, self.surroundings, lambda: self.manner.is_still
            )
        return self._needle

    def map_packs(self) -> "MapPacks":
        """Return what fetches and holds the map; one, since pages are made anew."""
        if self._map_packs is None:
            from mobile.sync.map_packs import MapPacks

            self._map_packs = MapPacks(self.config.data_folder, self._flowing)
        return self._map_packs

    def _flowing(self) -> "HttpTransport":
        # Loaded on the thread that fetches: the map does without the network.
        from mobile.sync.http import HttpTransport

        return HttpTransport(self.config.server_url, self.config.uptime_s)

    def choose(self, choices: Choices) -> None:
        """Take up what was chosen."""
        self.choices = choices
        self.be_as_set(self.device.system.wishes())

    def be_as_set(self, wishes: Wishes) -> None:
        """Take up how the phone is set, wherever the person chose nothing else."""
        self.manner = manner(self.choices, wishes)
        words.use(self.manner.language)

    def start_location(self, *, is_asked: bool = False) -> None:
        """Begin to take positions, where the person said yes; the phone asks when it must.

        A phone that said no is only asked again when the person does so: nobody is nagged.
        """
        is_denied = self.surroundings.location_state == DENIED
        if is_asked and self.surroundings.location_state == LOST:
            self.stop_location()
        if self.choices.location != YES or self._takes_positions or (is_denied and not is_asked):
            return
        self._takes_positions = True
        if self.surroundings.here is None:
            self.surroundings.location_state = WAITING
            self._call_off = self._later(LOST_AFTER_S, self._lose)
        # Told on the UI thread, whatever thread the phone tells it on.
        self.device.location.start(
            lambda fix: on_ui(lambda: self._told(fix)),
            lambda trouble: on_ui(lambda: self._troubled(trouble)),
        )
        if self.surroundings.here is None and self.config.is_desktop_without_position:
            self.surroundings.location_state = ""

    def stop_location(self) -> None:
        """Take no more positions."""
        self._call_off()
        if self._takes_positions:
            self.device.location.stop()
            self._takes_positions = False

    def start_exchange(self) -> None:
        """Start the worker; called after the first list is drawn."""
        from mobile.sync.worker import Worker

        # Not before the list: a secret of another week is led on by hashing.
        self.voice.keep_up(week_of(self.surroundings.now()))
        self._worker = Worker(engine_builder(self.config), self.exchange.receive)
        self.exchange.attach(self._worker.wake)
        self._worker.start()

    def pause(self) -> None:
        """The app is out of sight: no position is taken, nothing is asked of the network."""
        self.stop_location()
        if self._needle is not None:
            self._needle.pause()
        if self._worker:
            self._worker.pause()
        if self._map_packs is not None:
            self._map_packs.pause()

    def resume(self) -> None:
        """The app came back: take positions and ask for news again."""
        self.start_location()
        if self._needle is not None:
            self._needle.resume()
        if self._worker:
            self._worker.resume()

    def close(self, timeout_s: float = 3.0) -> None:
        """Stop the exchange and let go of the memory; waits a little for a request that hangs."""
        self.stop_location()
        if self._needle is not None:
            self._needle.pause()
        self.exchange.end()
        if self._worker:
            self._worker.stop(timeout_s)
        if self._map_packs is not None:
            self._map_packs.pause()
        self.connection.close()

    def _note_trouble(self, _exchange: Exchange, trouble: str) -> None:
        if trouble == "document-newer":
            self.surroundings.needs_update = True
        elif not trouble:
            # A round that met nobody says nothing of what the server speaks.
            self.surroundings.needs_update = False

    def _lose(self) -> None:
        """Say that there is no position yet; one that comes later counts all the same."""
        if self.surroundings.location_state == WAITING:
            self.surroundings.location_state = LOST

    def _told(self, fix: Fix) -> None:
        if self._takes_positions and not self.surroundings.is_chosen:
            self.surroundings.told(
                fix.at, is_approximate=fix.is_approximate, accuracy_m=fix.accuracy_m
            )

    def _troubled(self, trouble: str) -> None:
        if self._takes_positions:
            self.surroundings.location_state = trouble
            if trouble == DENIED:
                self.stop_location()


def engine_builder(config: PhoneConfig) -> "Callable[[Callable[[], bool]], Rounds]":
    """Return what builds the engine on the worker's thread, with its own connection."""

    def build(may_go_on: Callable[[], bool]) -> "Rounds":
        from mobile.sync.client import Client
        from mobile.sync.engine import Engine
        from mobile.sync.http import HttpTransport

        connection = connect(config.data_folder)
        client = Client(HttpTransport(config.server_url, config.uptime_s), config.uptime_s)
        return Engine(connection, client, config.now, may_go_on)

    return build
