"""The demonstration's wards: invented, two or three of each town, by halves of its outline."""

from typing import Any

from demo.network import near, slug
from demo.tables import NEIGHBOURHOODS, TOWNS

LARGE = ("Wigan", "Leigh")
"""Of these two fifths of all answers and more are about: each has three wards, the others two."""

_SOUTH_OF, _WEST_OF = -50, -200
"""Metres of the town's centre where its wards meet."""

_CORNER, _SIDE, _TIP, _EDGE = 953, 550, 1100, 985
"""A hexagon just large enough for the neighbourhoods, so that towns near each other hardly meet:
metres east, north of its corners, and where it begins at the western line."""

_Ring = tuple[tuple[int, int], ...]

_NORTH: _Ring = ((-_CORNER, _SOUTH_OF), (-_CORNER, _SIDE), (0, _TIP), (_CORNER, _SIDE))
_SOUTH: _Ring = ((_CORNER, _SOUTH_OF), (_CORNER, -_SIDE), (0, -_TIP), (-_CORNER, -_SIDE))
_NORTH_EAST: _Ring = ((_WEST_OF, _SOUTH_OF), (_WEST_OF, _EDGE), *_NORTH[2:])
_SOUTH_EAST: _Ring = (*_SOUTH[:3], (_WEST_OF, -_EDGE), (_WEST_OF, _SOUTH_OF))
_WEST: _Ring = (
    *((_WEST_OF, -_EDGE), (-_CORNER, -_SIDE), (-_CORNER, _SIDE)),
    (_WEST_OF, _EDGE),
)
_HALVES: dict[str, _Ring] = {
    "North": (*_NORTH, (_CORNER, _SOUTH_OF)),
    "South": (*_SOUTH, (-_CORNER, _SOUTH_OF)),
}
_THIRDS: dict[str, _Ring] = {
    "North East": (*_NORTH_EAST, (_CORNER, _SOUTH_OF)),
    "South East": _SOUTH_EAST,
    "West": _WEST,
}


def example_wards() -> list[dict[str, Any]]:
    """Return the wards of every town as areas of a network file."""
    found = []
    for town in TOWNS:
        for side, ring in (_THIRDS if town in LARGE else _HALVES).items():
            corners = [near(town, east, north) for east, north in (*ring, ring[0])]
            found.append(
                {
                    "id": f"w-{slug(town)}-{slug(side)}",
                    "name": f"{town} {side} (example outline)",
                    "kind": "ward",
                    "outline": [[corner["lon"], corner["lat"]] for corner in corners],
                    "zones": [
                        f"z-{slug(town)}-{number}"
                        for number, (_, east, north) in enumerate(NEIGHBOURHOODS, 1)
                        if _side(town, east, north) == side
                    ],
                }
            )
    return found


def _side(town: str, east: int, north: int) -> str:
    """Return in which ward of its town a neighbourhood lies."""
    if town in LARGE and east < _WEST_OF:
        return "West"
    half = "South" if north < _SOUTH_OF else "North"
    return f"{half} East" if town in LARGE else half
