"""Deeds: forgetting what came in or staff work left behind, once it was kept long enough."""

from dataclasses import dataclass

from backend.domain.retention import (
    ENDED_FOR,
    OFFER_NOT_CONFIRMED_FOR,
    OFFER_NOT_SENT_FOR,
    SESSION_LASTS,
    oldest_young_month,
)
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.forgetting import (
    forget_invitations,
    forget_notices,
    forget_offers,
    forget_sessions,
    forget_young_records,
)


@dataclass(frozen=True)
class Swept:
    """How many rows of each kind are gone."""

    sessions: int = 0
    invitations: int = 0
    notices: int = 0
    offers: int = 0
    young_records: int = 0


def sweep(world: World) -> Swept:
    """Delete sessions, invitations, notices, offers and young people's records past their time."""
    now = world.now()
    ended = now - ENDED_FOR
    with write() as session:
        return Swept(
            sessions=forget_sessions(session, ended, ended - SESSION_LASTS),
            invitations=forget_invitations(session, ended),
            notices=forget_notices(session, ended),
            offers=forget_offers(session, now - OFFER_NOT_SENT_FOR, now - OFFER_NOT_CONFIRMED_FOR),
            young_records=forget_young_records(session, oldest_young_month(now)),
        )
