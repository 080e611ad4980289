"""The table of drills: what residents and staff see of a fault, what is lost, who hears of it."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from threading import Event

import psycopg
import pytest

from backend.services.transaction import write
from backend.storage.publication import mark_due
from backend.web.world import world
from tests.operations.site import ANSWER, HELP, LIST, READY, SIGN_IN, Site

pytestmark = pytest.mark.full("operations", alone=True)

MAILS = 300
WITHIN_S = 90


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def until_none_waits(site: Site) -> None:
    """Return once every mail is noted as sent or given up."""
    pause = Event()
    for _ in range(WITHIN_S * 10):
        if site.ask_database("SELECT count(*) FROM notice WHERE state = 'waiting'") == [(0,)]:
            return
        pause.wait(0.1)
    raise AssertionError("mails wait for ever")


def words(site: Site) -> str:
    return "".join(site.server.lines)


def test_the_database_stops_and_comes_back(site: Site) -> None:
    with site.residents() as residents:
        residents.rounds(10)
        site.database.stop()
        residents.rounds(20)
        site.database.start()
        residents.rounds(20)
    assert residents.codes(LIST) == {200}
    assert residents.codes(HELP) == {200}
    assert residents.codes(ANSWER) <= {201, 503}
    assert residents.codes(READY) == {200, 503}
    assert site.lost(residents) == set()
    assert residents.seen[ANSWER, 503] > 1
    # Told once, not once for each who was refused.
    assert words(site).count("The database") <= 3


def test_the_database_crashes(site: Site) -> None:
    with site.residents() as residents:
        residents.rounds(10)
        site.database.crash()
        residents.rounds(10)
        site.database.start()
        residents.rounds(20)
    assert residents.codes(LIST) == {200}
    assert residents.codes(ANSWER) <= {201, 503}
    assert site.lost(residents) == set()


def test_redis_stops_and_comes_back(site: Site) -> None:
    with site.jobs(), site.residents() as residents:
        residents.rounds(10)
        site.redis.stop()
        residents.rounds(30)
        site.redis.start()
        residents.rounds(10)
    assert residents.codes(LIST) == residents.codes(HELP) == {200}
    assert residents.codes(ANSWER) == {201}
    assert residents.codes(SIGN_IN) <= {200, 503}
    assert site.lost(residents) == set()


def test_a_table_is_locked_for_a_while(site: Site) -> None:
    with site.residents() as residents:
        residents.rounds(5)
        with psycopg.connect(site.url.replace("+psycopg", "")) as other:
            other.execute("LOCK TABLE feedback IN ACCESS EXCLUSIVE MODE")
            residents.rounds(1)
        residents.rounds(10)
    assert residents.codes(LIST) == {200}
    assert residents.codes(ANSWER) <= {201, 503}
    assert site.lost(residents) == set()
    assert "kept a statement waiting too long for a lock" in words(site)


def test_workers_are_killed(site: Site) -> None:
    children = f"/proc/{site.server.pid}/task/{site.server.pid}/children"
    with site.residents() as residents:
        for _ in range(3):
            residents.rounds(10)
            with open(children, encoding="ascii") as found:
                os.kill(int(found.read().split()[0]), signal.SIGKILL)
        residents.rounds(10)
    assert residents.codes(ANSWER) <= {201, 0}
    assert site.lost(residents) == set()
    assert "SIGKILL" in words(site)


def test_the_server_is_stopped_and_started_again(site: Site) -> None:
    with site.residents() as residents:
        residents.rounds(10)
        assert site.server.stop() == 0
        site.server.start()
        residents.rounds(10)
    assert residents.codes(ANSWER) <= {201, 0, 503}
    assert site.lost(residents) == set()


def test_the_published_disk_refuses_to_be_written(site: Site) -> None:
    folder = site.folder / "published"
    with site.jobs() as jobs, site.residents() as residents:
        residents.rounds(5)
        kept = folder.rename(site.folder / "kept")
        folder.write_text("a file")
        with site.app.app_context(), write(world().wake) as session:
            mark_due(session)
        while not any("publishing" in line for line in jobs.lines):
            residents.rounds(1)
        folder.unlink()
        kept.rename(folder)
        residents.rounds(10)
    said = next(line for line in jobs.lines if "publishing" in line)
    assert "folder-not-writable" in said
    assert residents.codes(ANSWER) == {201}
    assert site.lost(residents) == set()


def test_jobs_are_killed_while_mails_go_out(site: Site) -> None:
    site.post(MAILS)
    for _ in range(5):
        jobs = site.jobs().__enter__()
        before = len(site.mail.arrived)
        while len(site.mail.arrived) < before + 20:
            assert site.mail.came.wait(WITHIN_S)
            site.mail.came.clear()
        jobs.kill()
    # What a killed one held waits ten minutes, and is not held for ever.
    site.ask_database("UPDATE notice SET due_at = made_at WHERE state = 'waiting' RETURNING 1")
    with site.jobs():
        until_none_waits(site)
    times = Counter(mail.id for mail in site.mail.arrived)
    assert len(times) == MAILS
    # One that was handed over in the moment of the kill goes twice, with the same id.
    assert sum(times.values()) - MAILS <= 5


def test_two_jobs_at_once_send_no_mail_twice(site: Site) -> None:
    site.post(MAILS)
    with site.jobs(), site.jobs():
        until_none_waits(site)
    assert sorted(Counter(mail.id for mail in site.mail.arrived).values()) == [1] * MAILS
