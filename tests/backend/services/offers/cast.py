"""The cast of the offers' tests: a borough with a zone, and a venue's whole offer."""

import re
from typing import Any

from backend.services.offers.answers import answer, begin
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.imported import PostcodeRow
from backend.storage.zones import AreaRow, NameRow, ZoneRow, put, put_members
from tests.backend.cast import a_zone
from tests.backend.services.listing.cast import mails

EMAIL = "lea@inn.example"
ANSWERS: dict[str, dict[str, Any]] = {
    "organisation": {"organisation": "Inns of Wigan", "website": "https://inn.example"},
    "place": {"name": "The Inn", "kind": "pub", "phone": "(01942) 244 991"},
    "address": {"address": "1 King Street", "town": "Wigan", "postcode": "wn11bs"},
    "position": {"lat": "53.5448", "lon": -2.6318},
    "hours": {
        "weekly": [[], [], [], [], [["21:00", "02:00"]], [["23:00", "05:00"]], []],
        "exceptions": [{"on": "2026-12-25", "hours": []}],
    },
    "facilities": {"facilities": ["water", "seat"], "languages": ["English", "Polish"]},
    "declarations": {"insurance": True, "safeguarding": "true", "confidentiality": True},
    "contact": {
        "contact_name": "Lea",
        "contact_role": "Landlady",
        "contact_email": EMAIL.title(),
        "contact_phone": "+44 1942 244991",
    },
}


def settle() -> None:
    """Give the borough a zone, its ward, a postcode and a town."""
    ward = {"id": "w1", "name": "Centre", "kind": "ward", "outline": [], "vintage": 2023}
    with write() as session:
        put(session, ZoneRow, [a_zone()])
        put(session, AreaRow, [ward])
        put_members(session, "w1", ["z1"])
        put(session, PostcodeRow, [{"postcode": "WN1 1BS", "lat": 53.5449, "lon": -2.6319}])
        town = {"kind": "town", "name": "Wigan", "town": "Wigan", "lat": 53.545, "lon": -2.63}
        put(session, NameRow, [town])


def filled_in(world: World, **pages: dict[str, Any]) -> str:
    """Fill in a whole offer and return its id."""
    offer_id = begin(world)
    for page, values in {**ANSWERS, **pages}.items():
        answer(world, offer_id, page, values)
    return offer_id


def secrets_mailed(path: str = "offer/confirm") -> list[str]:
    """Return the secrets of all links of a kind that were mailed."""
    found = (re.search(rf"http://localhost:8000/{path}/(\S+)", body) for _, _, body in mails())
    return [match[1] for match in found if match]
