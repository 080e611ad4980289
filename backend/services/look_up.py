"""Deeds: where something typed is, for whoever offers a venue: our own gazetteer comes first."""

from sqlalchemy.orm import Session

from backend.services.transaction import read
from backend.services.world import World
from backend.storage.imported import PostcodeRow
from backend.storage.zones import all_names
from shared.gazetteer import Gazetteer
from shared.geo import Point
from shared.matches import Fit, Match
from shared.postcodes import normal_postcode

MOST_FOUND = 10


def look_up(world: World, typed: str) -> list[Match]:
    """Return where a postcode, name or address is, best first; [] where nobody knows.

    The geocoder outside is asked only where one is set and our own gazetteer knows nothing.
    """
    words = typed.strip()[:120]
    if not words:
        return []
    with read() as session:
        found = _known(session, words)
    # Outside the transaction: nobody waits for another's server with a connection in hand.
    return found or [
        Match("landmark", each.label, "", each.at, Fit.WORDS)
        for each in world.geocoder.locate(words)
    ]


def _known(session: Session, words: str) -> list[Match]:
    postcode = normal_postcode(words)
    row = session.get(PostcodeRow, postcode) if postcode else None
    if row is not None:
        return [Match("postcode", row.postcode, "", Point(row.lat, row.lon), Fit.EXACT)]
    names = [
        {"name": name.name, "kind": name.kind, "town": name.town, "lat": name.lat, "lon": name.lon}
        for name in all_names(session)
    ]
    return list(Gazetteer({"names": names}).search(words, MOST_FOUND).matches)
