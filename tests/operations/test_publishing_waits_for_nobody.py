"""A suspended place is gone from the list while mail hangs and the disk takes its time."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import update

from backend.config import Config
from backend.services.notices import Letter, post
from backend.services.publish import publish
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.publication import mark_due
from backend.web.world import world as world_of
from shared.wire_documents import DOCUMENTS
from tests.backend.cast import a_place, load
from tests.support.warm import ROOT
from tests.support.working import settings_of

WITHIN_S = 60
EACH_FLUSH_S = 0.5
EACH = 1_000_000
"""Microseconds of a second, as strace counts."""

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class MuteMailServer:
    """Takes a connection and never says a word: a client waits until it gives up."""

    def __init__(self) -> None:
        self.is_held = Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._held: list[socket.socket] = []

    def __enter__(self) -> "MuteMailServer":
        """Begin."""
        self._thread = Thread(target=self._take, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join(WITHIN_S)
        for each in (self._listening, *self._held):
            each.close()

    def is_hanging(self) -> bool:
        """Return whether the first who came is still there: a client that gave up has hung up."""
        self._held[0].setblocking(False)
        try:
            return self._held[0].recv(1) != b""
        except BlockingIOError:
            return True

    def _take(self) -> None:
        try:
            while True:
                self._held.append(self._listening.accept()[0])
                self.is_held.set()
        except OSError:
            return


@contextmanager
def jobs_on_a_slow_disk(settings: dict[str, str]) -> Iterator[None]:
    """Run the jobs with every flush to the disk taking half a second more."""
    slow = ["-e", "trace=fsync", "-e", f"inject=fsync:delay_exit={int(EACH_FLUSH_S * EACH)}"]
    tracing = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", os.devnull, *slow]
    process = subprocess.Popen(
        [*tracing, sys.executable, "-m", "flask", "--app", "backend", "jobs"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if line == "UMay's jobs are running.\n":
                break
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stderr.close()


def test_a_suspension_is_out_while_mail_hangs_and_the_disk_is_slow(
    app: Flask, config: Config, world: World
) -> None:
    load(app, places=[a_place("p1"), a_place("p2")])
    publish(world)
    with write() as session:
        for number in range(20):
            post(session, world, Letter(f"a{number}@x.example", "Hello", "text", "x:1"))
    with MuteMailServer() as mail, jobs_on_a_slow_disk(settings_of(config, mail.port)):
        assert mail.is_held.wait(WITHIN_S)
        with write(world_of().wake) as session:
            suspended = update(PlaceRow).where(PlaceRow.id == "p1").values(state="suspended")
            session.execute(suspended)
            mark_due(session)
        assert gone(world, "p1")
        assert mail.is_hanging(), "it was published while the first mail still waits"


def gone(world: World, place: str) -> bool:
    """Return whether a place leaves the published list before a minute is over."""
    pause = Event()
    for _ in range(int(WITHIN_S / 0.05)):
        manifest = json.loads((world.published_dir / "manifest.json").read_bytes())
        names = {entry["document"]: entry["name"] for entry in manifest["documents"]}
        assert set(names) == set(DOCUMENTS)
        places = json.loads((world.published_dir / names["places"]).read_bytes())["places"]
        if place not in {each["id"] for each in places}:
            return True
        pause.wait(0.05)
    return False
