"""Goal S10: deeds at the same moment never fork the audit chain."""

import threading
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.services.audit import BEGINNING, Entry, record, row_hash, verify
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage import audit as records
from backend.storage.audit import AuditRow
from shared.clock import format_moment
from tests.backend.rows import count
from tests.backend.services.chains import OFFICER

THREADS, DEEDS = 12, 5
"""Fewer threads than an engine has connections: none waits for one, however slow the machine."""


def at_once(
    app: Flask, deed: Callable[[int], None], meanwhile: Callable[[], None] = lambda: None
) -> list[DBAPIError]:
    barrier = threading.Barrier(THREADS)
    failed: list[DBAPIError] = []

    def work(number: int) -> None:
        with app.app_context():
            barrier.wait()
            try:
                deed(number)
            except DBAPIError as error:
                failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        meanwhile()
        threads = [thread for thread in threads if thread.is_alive()]
    return failed


def test_deeds_at_once_never_fork_the_chain_nor_alarm_whoever_checks_it(
    app: Flask, world: World
) -> None:
    def deeds(number: int) -> None:
        for _ in range(DEEDS):
            with write() as session:
                record(session, world.now(), Entry(OFFICER, "approve", f"place:p-{number}"))

    troubles = []
    assert at_once(app, deeds, lambda: troubles.append(verify().trouble)) == []
    assert set(troubles) == {""}
    assert verify().trouble == ""
    assert count(app, "audit") == THREADS * DEEDS


def test_a_deed_that_looks_first_and_writes_later_is_caught(app: Flask, world: World) -> None:
    together = threading.Barrier(THREADS)

    def careless(number: int) -> None:
        with read() as session:
            seq, before = records.last_link(session) or (0, BEGINNING)
        together.wait()
        with write() as session:
            _append(session, seq + 1, before, number, world.now())

    failed = at_once(app, careless)
    assert failed or verify().trouble


def _append(session: Session, seq: int, before: str, number: int, now: datetime) -> None:
    values = ("staff:12", "approve", f"place:p-{number}", "")
    digest = row_hash(before, seq, format_moment(now), values)
    actor, deed, about, detail = values
    session.add(
        AuditRow(seq=seq, at=now, actor=actor, deed=deed, about=about, detail=detail, hash=digest)
    )
