"""Deeds: forgetting what came in or staff work left behind, once it was kept long enough."""

from dataclasses import dataclass, replace

from backend.domain.retention import (
    ENDED_FOR,
    OFFER_NOT_CONFIRMED_FOR,
    OFFER_NOT_SENT_FOR,
    SESSION_LASTS,
    oldest_answer_week,
    oldest_withdrawn_week,
    oldest_young_month,
)
from backend.services.inbox.reading import put_back_left
from backend.services.security_log import hour_of
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.counting import held_turn
from backend.storage.forgetting import (
    forget_answers,
    forget_appointments,
    forget_batches,
    forget_confirm_links,
    forget_invitations,
    forget_notices,
    forget_offers,
    forget_reading_on,
    forget_security_events,
    forget_sessions,
    forget_taken_lists,
    forget_visits,
    forget_withdrawn,
    forget_young_records,
)
from backend.storage.shuffling import wait_for_rewriting

AT_A_TIME = 5_000
TIMES = 40
"""In an hour 200,000 answers go at most: a week of ten million in two years is half of that."""


@dataclass(frozen=True)
class Swept:
    """How many rows of each kind are gone."""

    sessions: int = 0
    invitations: int = 0
    appointments: int = 0
    notices: int = 0
    offers: int = 0
    young_records: int = 0
    answers: int = 0
    withdrawn: int = 0
    batches: int = 0
    confirm_links: int = 0
    visits: int = 0
    security_events: int = 0
    reading_on: int = 0
    taken_lists: int = 0


def sweep(world: World) -> Swept:
    """Delete what is past its time, and put back what lay open in the inbox for too long."""
    now = world.now()
    ended = now - ENDED_FOR
    with write() as session:
        held_turn(session)
        wait_for_rewriting(session)
        put_back_left(session, now)
        swept = Swept(
            sessions=forget_sessions(session, ended, ended - SESSION_LASTS),
            invitations=forget_invitations(session, ended),
            appointments=forget_appointments(session, ended),
            notices=forget_notices(session, ended),
            offers=forget_offers(session, now - OFFER_NOT_SENT_FOR, now - OFFER_NOT_CONFIRMED_FOR),
            young_records=forget_young_records(session, oldest_young_month(now)),
            withdrawn=forget_withdrawn(session, oldest_withdrawn_week(now)),
            batches=forget_batches(session, ended),
            confirm_links=forget_confirm_links(session, ended),
            visits=forget_visits(session, oldest_answer_week(now)),
            reading_on=forget_reading_on(session, ended),
            taken_lists=forget_taken_lists(session, ended),
            security_events=forget_security_events(session, hour_of(ended)),
        )
    return replace(swept, answers=_forget_answers(oldest_answer_week(now)))


def _forget_answers(oldest_week: str) -> int:
    """Delete answers some at a time, so that residents' answers need not wait; return how many."""
    gone = 0
    for _ in range(TIMES):
        with write() as session:
            wait_for_rewriting(session)
            some = forget_answers(session, oldest_week, AT_A_TIME)
        gone += some
        if some < AT_A_TIME:
            break
    return gone
