"""Deeds: one candidate with all that its list says of it, as officers see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.domain.drafts import DISMISSED, INVITED, WAITING
from backend.services.candidates import INVITED_AGAIN_AFTER, Candidate, candidate_of
from backend.services.list_news import Double, ListNews, doubles_of, news_told
from backend.services.overview.wards import ward_names
from backend.services.transaction import read
from backend.storage.imported import DraftRow
from shared.intervals import WireDay
from shared.problems import Problem


@dataclass(frozen=True)
class CandidateTold:
    """Everything that a page shows of a candidate, and what can be done with it now.

    `again_at` is from when it may be invited once more, where that is yet to come; `place_id` is
    the place that its offer became.
    """

    candidate: Candidate
    values: Mapping[str, Any]
    ward: str
    source: str
    notes: tuple[str, ...]
    weekly: Sequence[WireDay]
    seasons: Sequence[Mapping[str, Any]]
    email: str
    again_at: datetime | None
    may_invite: bool
    may_dismiss: bool
    place_id: str | None
    news: ListNews
    doubles: tuple[Double, ...]
    may_look_again: bool


FIELDS = ("address", "postcode", "phone", "facilities")


def candidate_page(draft_id: str, now: datetime) -> CandidateTold:
    """Return a candidate; raises not-found."""
    with read() as session:
        row = session.get(DraftRow, draft_id)
        if row is None:
            raise Problem("not-found")
        is_open = row.state in (WAITING, INVITED)
        again_at = row.invited_at + INVITED_AGAIN_AFTER if row.invited_at else None
        is_early = again_at is not None and now < again_at
        return CandidateTold(
            candidate=candidate_of(row),
            values={name: getattr(row, name) for name in FIELDS},
            ward=ward_names(session).get(row.ward_id or "", ""),
            source=row.source,
            notes=tuple(row.notes),
            weekly=row.weekly,
            seasons=row.seasons,
            email=row.invited_email,
            again_at=again_at if is_early else None,
            may_invite=is_open and row.gone_on is None and not is_early,
            may_dismiss=is_open,
            place_id=row.place_id,
            news=news_told(row),
            doubles=doubles_of(session, row),
            may_look_again=row.state == DISMISSED,
        )
