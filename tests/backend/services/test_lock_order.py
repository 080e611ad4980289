"""Deeds take the audit chain before the publication; every test with an application checks it."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from backend.app import create_app
from backend.config import Config
from backend.services.audit import Entry, record
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.audit import last_link
from backend.storage.database import db
from backend.storage.publication import mark_due
from tests.backend.services.chains import OFFICER
from tests.conftest import NOW
from tests.support.lock_order import watching

Step = Callable[[Session], object]


def chain(session: Session) -> None:
    record(session, NOW, Entry(OFFICER, "approve", "place:p-1"))


@pytest.mark.parametrize(
    ("steps", "is_wrong"),
    [
        ((mark_due, chain), True),
        ((chain, mark_due), False),
        ((chain, mark_due, chain), False),
        ((mark_due,), False),
        ((mark_due, last_link), False),
    ],
)
def test_the_wrong_order_is_found_and_no_other(
    config: Config, steps: tuple[Step, ...], *, is_wrong: bool
) -> None:
    # An application of its own: the fixture's would refuse this test.
    with create_app(config).app_context():
        with watching(db.engine) as wrong, write() as session:
            for step in steps:
                step(session)
        db.engine.dispose()
    assert bool(wrong) is is_wrong


def test_a_second_transaction_begins_with_nothing_held(world: World) -> None:
    with watching(db.engine) as wrong:
        for step in (mark_due, chain):
            with write() as session:
                step(session)
        with read() as session:
            last_link(session)
    assert wrong == []
