"""Deeds: what people decided of a draft stays, and what its list says otherwise is news of it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.drafts import TAKEN, WAITING, news_of
from backend.domain.listing import OUT_OF_NETWORK
from backend.services.likeness import Neighbours, venue_of
from backend.storage.imported import DraftRow, all_drafts
from backend.storage.places import PlaceRow


class Decisions:
    """What is decided of the drafts that are here; `notes` says what somebody should look at."""

    def __init__(self, session: Session) -> None:
        self.held: dict[str, DraftRow] = {row.id: row for row in all_drafts(session)}
        self.notes: list[str] = []
        there = select(PlaceRow).where(PlaceRow.state.not_in(OUT_OF_NETWORK))
        self._places = {row.id: row for row in session.scalars(there)}
        self._near = Neighbours(venue_of(vars(row)) for row in self._places.values())

    def of(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Return state, place, and news of a row that a list names now.

        A row of a venue that is a place here already is taken up from the start.
        """
        row = self.held.get(entry["id"])
        if row is None:
            return self._of_new(entry)
        decided: dict[str, Any] = {
            "state": row.state,
            "place_id": row.place_id,
            "gone_on": None,
            "news": {},
        }
        if row.state == WAITING:
            return decided
        news = news_of(vars(row), entry, row.news)
        if news and news != row.news:
            what = f"{entry['name']} was decided on ({row.state}), and its list says otherwise now"
            self.notes.append(f"{what}: {', '.join(news)}. It stays {row.state}.")
        if row.gone_on is not None:
            self.notes.append(f"{entry['name']} is in its list again.")
        return decided | {"news": news}

    def _of_new(self, entry: dict[str, Any]) -> dict[str, Any]:
        decided: dict[str, Any] = {"state": WAITING, "place_id": None, "gone_on": None, "news": {}}
        same = self._near.same(venue_of(entry))
        if not same:
            return decided
        place = self._places[same[0].key]
        self.notes.append(f"{entry['name']} is the place {place.name} that is here already.")
        return decided | {"state": TAKEN, "place_id": place.id}
