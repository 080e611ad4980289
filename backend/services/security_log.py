"""Deeds: writing down what staff pages refused, so that an attack is seen.

Nothing of it is anybody's words: an address that was typed is looked up, and only the number of its
account is kept.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from backend.domain.security import AND_MORE, MOST_A_DAY, SENDER_LETTERS
from backend.services.senders import sender_mark
from backend.services.transaction import drop, write_at_once
from backend.services.world import World
from backend.storage.security import Event, account_named, add_event, count_up, rows_since
from shared.clock import local, to_minute
from shared.problems import Problem

log = logging.getLogger("backend")


@dataclass(frozen=True)
class Refusal:
    """What was refused: a code of domain.security, of whom, and which pages if a right was missing.

    `whose` is a mail address or the library's mark of an account, where its number is not known.
    """

    what: str
    whose: str = ""
    account_id: int | None = None
    blueprint: str = ""


def write_down(world: World, network: str, refusal: Refusal) -> None:
    """Count a refusal in its hour; at the end of a request, whose open transaction is dropped.

    Raises nothing where the database is away: no page fails because of its log. Beyond the most
    rows of a day, which processes at once may pass by a few, all else is counted in one.
    """
    drop()
    now = world.now()
    try:
        sender = sender_mark(world, network)[:SENDER_LETTERS]
        with write_at_once() as connection:
            account_id = refusal.account_id or account_named(connection, refusal.whose)
            event = Event(hour_of(now), refusal.what, account_id, sender, refusal.blueprint)
            if count_up(connection, event):
                return
            today = midnight_of(now)
            if rows_since(connection, today) >= MOST_A_DAY:
                event = Event(today, AND_MORE, None, "", "")
            add_event(connection, event)
    except (Problem, DBAPIError) as error:
        log.error("A refusal could not be written down: %s", type(error).__name__)


def hour_of(moment: datetime) -> int:
    """Return whole UTC hours since 1970, rounded down."""
    return to_minute(moment) // 60


def midnight_of(now: datetime) -> int:
    """Return the hour in which the local day began, with which the senders' key changed."""
    return hour_of(local(now).replace(hour=0, minute=0, second=0, microsecond=0))
