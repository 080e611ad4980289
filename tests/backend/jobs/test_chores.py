"""What happens by itself: each piece apart, on a ring and each minute all the same."""

import logging
import os
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace

import pytest
from flask import Flask

from backend.config import Config
from backend.gateways.mail import Message
from backend.jobs.chores import Chores
from backend.services.notices import Letter, post
from backend.services.publish import publish_due
from backend.services.sending import mail_state
from backend.services.transaction import write
from backend.services.world import World
from tests.backend.cast import load
from tests.backend.rows import count
from tests.backend.services.test_sending import Post
from tests.conftest import NOW
from tests.support.mail import SmtpServer
from tests.support.redis import RedisServer
from tests.support.warm import ROOT
from tests.support.working import STOP_WITHIN_S, JobsProcess, settings_of

EARLY = NOW.replace(hour=1)
WITHIN_S = 15
"""Long enough for a slow machine, and well under the minute of the clock."""


def letter(world: World) -> None:
    with write(world.wake) as session:
        post(session, world, Letter("a@x.example", "Hello", "a canary", "x:1"))


def test_what_fails_keeps_nothing_else_from_being_done(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    letter(world)
    world.published_dir.parent.mkdir(exist_ok=True)
    world.published_dir.write_text("a file where the folder should be")
    carrier = Post()
    with caplog.at_level(logging.ERROR):
        chores = Chores(nullcontext, world, carrier)
        for each in (chores.publish, chores.send):
            each()
    assert len(carrier.taken) == 1
    assert "folder-not-writable" in caplog.text


def test_a_mishap_is_logged_without_its_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    class Clumsy(Post):
        def send(self, message: Message) -> None:
            raise ValueError(message.body)

    letter(world)
    with caplog.at_level(logging.ERROR):
        Chores(nullcontext, world, Clumsy()).send()
    assert "ValueError" in caplog.text
    assert "canary" not in caplog.text


def test_a_minute_publishes_sends_and_an_hour_forgets(app: Flask, world: World) -> None:
    load(app)
    letter(world)
    carrier = Post()
    chores = Chores(nullcontext, world, carrier)
    for each in (chores.publish, chores.send):
        each()
    assert (len(carrier.taken), publish_due(world)) == (1, None)
    later = world.now().replace(year=world.now().year + 1)
    replace(chores, world=replace(world, now=lambda: later)).each_hour()
    assert count(app, "notice") == 0


@pytest.mark.parametrize("is_shared", [False, True], ids=["file", "redis"])
def test_a_deed_in_one_process_wakes_the_jobs_in_another(
    request: pytest.FixtureRequest, config: Config, *, is_shared: bool
) -> None:
    from backend.app import create_app
    from backend.storage.database import db
    from backend.web.world import world as world_of

    redis_url = request.getfixturevalue("redis_url") if is_shared else None
    web = create_app(replace(config, redis_url=redis_url))
    with (
        SmtpServer() as mail,
        JobsProcess(settings_of(config, mail.port, redis_url)),
        web.app_context(),
    ):
        # The first may be sent by the minute with which the jobs begin, the others may not.
        for _ in range(3):
            letter(replace(world_of(), now=lambda: EARLY))
            assert mail.came.wait(WITHIN_S)
            mail.came.clear()
        db.engine.dispose()
    assert len(mail.arrived) == 3


def test_without_redis_the_minutes_go_on(config: Config, app: Flask, world: World) -> None:
    with RedisServer() as server, SmtpServer() as mail:
        settings = settings_of(config, mail.port, server.url)
        server.stop()
        letter(replace(world, now=lambda: EARLY))
        with JobsProcess(settings):
            came = mail.came.wait(90)
        server.start()
    assert came
    assert mail_state().waiting == 0


def test_the_jobs_end_with_the_process_that_started_them(config: Config) -> None:
    # A parent that starts the jobs, waits until they run, and ends without a word.
    parent = (
        "import subprocess, sys, os\n"
        "jobs = subprocess.Popen([sys.executable, '-m', 'flask', '--app', 'backend', 'jobs',"
        " '--with-parent'], stderr=subprocess.PIPE, text=True)\n"
        "jobs.stderr.readline()\n"
        "os._exit(0)\n"
    )
    settings = {"UMAY_DATABASE_URL": config.database_url, "UMAY_DATA_DIR": str(config.data_dir)}
    ended = subprocess.run(
        [sys.executable, "-c", parent],
        cwd=ROOT,
        env={**os.environ, **settings},
        # Whoever holds the other end of this pipe is alive: the run ends when the jobs have.
        stdout=subprocess.PIPE,
        timeout=STOP_WITHIN_S,
        check=False,
    )
    assert ended.returncode == 0
