"""Sending notices: nothing is lost while the mail server is away, nothing goes out twice."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from backend.domain.notices import CLAIMED_FOR, MOST_TRIES, wait_after
from backend.gateways.mail import Mail, MailRefusedError, MailUnreachableError, Message
from backend.services.notices import Letter, post
from backend.services.sending import MailState, Sent, mail_state, send_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.notices import next_due
from tests.backend.rows import rows
from tests.conftest import NOW

ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
SENDERS = 20


@dataclass
class Post:
    """A carrier in memory; it refuses `wrong` addresses and takes nothing while it is away."""

    taken: list[Message] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)
    is_away: bool = False
    tried: int = 0

    def send(self, message: Message) -> None:
        self.tried += 1
        if self.is_away:
            raise MailUnreachableError("nobody answers")
        if message.email in self.wrong:
            raise MailRefusedError("550 no such user")
        self.taken.append(message)


def post_letters(world: World, count: int) -> None:
    with write() as session:
        for number in range(count):
            post(session, world, Letter(f"a{number}@x.example", "Hello", f"text {number}", "x:1"))


def at(world: World, moment: datetime) -> World:
    return replace(world, now=lambda: moment)


def stored(app: Flask) -> list[tuple[object, ...]]:
    return [tuple(row) for row in rows(app, "SELECT state, tries, body, trouble FROM notice")]


def test_a_refused_mail_is_given_up_at_once_and_its_text_is_gone(app: Flask, world: World) -> None:
    post_letters(world, 1)
    assert send_due(world, Post(wrong={"a0@x.example"})) == Sent(given_up=1)
    assert stored(app) == [("failed", 1, "", "550 no such user")]
    assert mail_state() == MailState(0, 1, None, "550 no such user")


def test_what_is_not_due_yet_stays(world: World) -> None:
    post_letters(world, 1)
    carrier = Post()
    assert send_due(at(world, NOW - timedelta(seconds=1)), carrier) == Sent()
    assert carrier.taken == []


def test_a_sent_mail_leaves_no_text_behind_and_goes_once(app: Flask, world: World) -> None:
    post_letters(world, 2)
    carrier = Post()
    assert send_due(world, carrier) == Sent(sent=2)
    assert send_due(at(world, NOW + timedelta(days=9)), carrier) == Sent()
    assert sorted(message.body for message in carrier.taken) == ["text 0", "text 1"]
    assert stored(app) == [("sent", 1, "", "")] * 2


def test_nothing_is_lost_while_the_mail_server_is_away(world: World) -> None:
    post_letters(world, 30)
    carrier = Post(is_away=True)
    assert send_due(world, carrier) == Sent(put_off=3)
    state = mail_state()
    assert (state.waiting, state.failed, state.last_trouble) == (30, 0, "nobody answers")
    assert state.oldest_waiting_at == NOW
    carrier.is_away = False
    assert send_due(at(world, NOW + timedelta(minutes=2)), carrier) == Sent(sent=30)
    assert len({message.id for message in carrier.taken}) == 30


def test_a_mail_server_that_is_away_is_not_asked_for_each_mail(world: World) -> None:
    post_letters(world, 30)
    carrier = Post(is_away=True)
    send_due(world, carrier)
    assert carrier.tried == 3


def test_after_three_days_in_vain_a_mail_is_given_up(app: Flask, world: World) -> None:
    post_letters(world, 1)
    moment, carrier, tries = NOW, Post(is_away=True), 0
    while send_due(at(world, moment), carrier) == Sent(put_off=1):
        tries += 1
        wait = wait_after(tries)
        assert wait is not None
        moment += wait
    assert timedelta(days=2.5) < moment - NOW < timedelta(days=3.5)
    assert stored(app) == [("failed", MOST_TRIES, "", "nobody answers")]


class Stopped(BaseException):
    """The machine stops between sending and storing."""


@dataclass
class Fatal(Post):
    """A carrier that takes the mail, and then the machine stops."""

    def send(self, message: Message) -> None:
        super().send(message)
        raise Stopped


def test_a_machine_that_stops_while_sending_sends_once_more_under_the_same_id(
    world: World,
) -> None:
    post_letters(world, 1)
    fatal, carrier = Fatal(), Post()
    with pytest.raises(Stopped):
        send_due(world, fatal)
    assert send_due(world, carrier) == Sent()
    assert send_due(at(world, NOW + CLAIMED_FOR), carrier) == Sent(sent=1)
    assert fatal.taken == carrier.taken


def test_a_mail_that_stops_the_machine_each_time_is_given_up(world: World) -> None:
    post_letters(world, 1)
    for number in range(MOST_TRIES):
        with pytest.raises(Stopped):
            send_due(at(world, NOW + CLAIMED_FOR * number), Fatal())
    assert send_due(at(world, NOW + CLAIMED_FOR * MOST_TRIES), Fatal()) == Sent(given_up=1)


def test_no_lock_is_held_while_the_mail_server_thinks(app: Flask, world: World) -> None:
    post_letters(world, 1)
    carrier = Post()

    def deed() -> None:
        with app.app_context():
            post_letters(world, 1)
            carrier.taken.append(Message("deed", "", "", ""))

    class Slow(Post):
        def send(self, message: Message) -> None:
            if not carrier.taken:
                # A deed meanwhile: a lock held here would keep it waiting until it is refused.
                thread = threading.Thread(target=deed)
                thread.start()
                thread.join()
            carrier.send(message)

    assert send_due(world, Slow()) == Sent(sent=2)
    assert carrier.taken[0].id == "deed"


def sent_by_many(app: Flask, send: Callable[[Mail], object]) -> Counter[str]:
    carrier = Post()
    barrier = threading.Barrier(SENDERS)

    def work() -> None:
        with app.app_context():
            barrier.wait()
            send(carrier)

    threads = [threading.Thread(target=work) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(message.id for message in carrier.taken)


def test_twenty_jobs_at_once_send_each_mail_exactly_once(app: Flask, world: World) -> None:
    post_letters(world, 100)
    counts = sent_by_many(app, lambda mail: send_due(world, mail))
    assert len(counts) == 100
    assert set(counts.values()) == {1}


@ONLY_POSTGRESQL
def test_sending_without_a_claim_is_caught(app: Flask, world: World) -> None:
    post_letters(world, 20)
    together = threading.Barrier(SENDERS)

    def careless(mail: Mail) -> None:
        with write() as session:
            row = next_due(session, world.now())
            message = row and Message(row.id, row.email, row.subject, row.body)
            session.rollback()
        together.wait()
        if message:
            mail.send(message)

    counts = sent_by_many(app, careless)
    assert max(counts.values()) > 1
