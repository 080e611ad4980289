"""The demonstration's opening hours: one pattern of every kind the network has to bear."""

from typing import Any

Pairs = list[list[str]]

NINE_TO_FIVE: Pairs = [["09:00", "17:30"]]
LATE_SHOP: Pairs = [["07:00", "22:00"]]
SPLIT: Pairs = [["09:00", "13:00"], ["14:15", "18:15"]]
PUB: Pairs = [["12:00", "23:00"]]
PUB_LATE: Pairs = [["12:00", "01:00"]]
TRAINS: Pairs = [["05:45", "00:30"]]
ALL_DAY: Pairs = [["00:00", "24:00"]]
CABS_LATE: Pairs = [["18:00", "04:00"]]
CLOSED: Pairs = []

WEEKS: dict[str, list[Pairs]] = {
    "shop": [NINE_TO_FIVE] * 6 + [CLOSED],
    "late shop": [LATE_SHOP] * 6 + [[["10:00", "16:00"]]],
    "pharmacy": [SPLIT] * 5 + [[["09:00", "13:00"]], CLOSED],
    "pub": [PUB] * 4 + [PUB_LATE] * 2 + [[["12:00", "22:30"]]],
    "library": [
        [["09:30", "17:00"]],
        [["09:30", "17:00"]],
        [["09:30", "19:00"]],
        [["09:30", "17:00"]],
        [["09:30", "17:00"]],
        [["10:00", "13:00"]],
        CLOSED,
    ],
    # The true hours of a night haven: Friday into Saturday, Saturday into Sunday.
    "haven": [CLOSED] * 4 + [[["21:00", "02:00"]], [["23:00", "05:00"]], CLOSED],
    "station": [TRAINS] * 6 + [[["08:00", "23:30"]]],
    "always": [ALL_DAY] * 7,
    "cabs": [[["18:00", "00:30"]]] * 4 + [CABS_LATE] * 2 + [[["18:00", "23:00"]]],
    "gym": [[["06:00", "22:00"]]] * 5 + [[["08:00", "18:00"]]] * 2,
    "faith": [CLOSED, CLOSED, [["18:00", "21:00"]], CLOSED, CLOSED, CLOSED, [["09:00", "12:30"]]],
    "cafe": [[["08:00", "16:00"]]] * 5 + [[["09:00", "15:00"]]] * 2,
    "hall": [NINE_TO_FIVE] * 5 + [[["10:00", "13:00"]], CLOSED],
    "garage": [[["06:00", "24:00"]]] * 7,
}
"""Seven days, Monday first, of each pattern."""

SEASONS: dict[str, list[dict[str, Any]]] = {
    "hall": [
        {
            "when": [{"kind": "dates", "first": "07-20", "last": "08-31"}],
            "days": [[["10:00", "14:00"]]] * 5 + [CLOSED, None],
        },
        {
            "when": [{"kind": "nth", "numbers": [1]}],
            "days": [[["19:00", "21:30"]], *[None] * 6],
        },
    ],
}
"""Hours at other times of the year, of the patterns that have some."""

OPEN_AT_CHRISTMAS = frozenset({"always", "haven"})
"""Everything else closes on Christmas Day and keeps short hours on Boxing Day."""
