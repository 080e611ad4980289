"""Measurements: as many safe places as wanted, all of them different, as a network file."""

from collections.abc import Iterator
from random import Random
from typing import Any

from bench.borough import EAST, NORTH, SEED, SOUTH, WEST
from shared.places import FACILITIES, KINDS

STREETS = ("Market", "Church", "Mill", "Station", "Railway", "King", "Queen", "Chapel", "School")
TRADES = ("Pharmacy", "Library", "Café", "Inn", "Stores", "Club", "Centre", "Church", "Bakery")
PEOPLE = ("Abbott", "Bell", "Carter", "Dean", "Ellis", "Fry", "Grant", "Hall", "Ince", "Jones")


def a_network(count: int) -> dict[str, Any]:
    """Return a network file of so many places with hours, names and addresses of their own."""
    return {"format": 1, "places": list(_places(count))}


def _places(count: int) -> Iterator[dict[str, Any]]:
    chance = Random(SEED)  # noqa: S311 - an invented network, no secret
    codes = tuple(FACILITIES)
    for number in range(count):
        name = f"{chance.choice(PEOPLE)} {chance.choice(STREETS)} {chance.choice(TRADES)}"
        yield {
            "id": f"d-{chance.getrandbits(80):020x}",
            "name": f"{name} {number}",
            "kind": chance.choice(tuple(KINDS)),
            "town": f"Place {chance.randrange(8) * 8 + 1}",
            "address": f"{chance.randrange(1, 200)} {chance.choice(STREETS)} Street",
            "postcode": f"WN{chance.randrange(1, 8)} {chance.randrange(1, 10)}AB",
            "lat": round(chance.uniform(SOUTH, NORTH), 6),
            "lon": round(chance.uniform(WEST, EAST), 6),
            "phone": f"01942 {chance.randrange(10**6):06}",
            "facilities": sorted(chance.sample(codes, chance.randrange(1, 6))),
            "weekly": _week(chance),
            "listed_days": 30 + chance.randrange(90),
            "checked_days_ago": chance.randrange(30),
        }


def _week(chance: Random) -> list[list[list[str]]]:
    """Return a week like those of real lists: a lunch break for some, a night for a few."""
    opens = f"{chance.choice((7, 8, 8, 9, 9, 9, 10)):02}:{chance.choice(('00', '00', '30'))}"
    closes = f"{chance.choice((16, 17, 17, 18, 18, 20, 22)):02}:{chance.choice(('00', '30'))}"
    style = chance.random()
    day = [[opens, closes]]
    if style < 0.3:
        day = [[opens, "12:30"], ["13:30", closes]]
    elif style > 0.9:
        day = [["18:00", chance.choice(("00:30", "02:00", "03:00"))]]
    saturday = [["09:00", "13:00"]] if chance.random() < 0.7 else []
    return [
        day,
        day,
        day,
        day,
        day,
        saturday,
        [] if chance.random() < 0.7 else [["10:00", "16:00"]],
    ]
