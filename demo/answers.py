"""The demonstration's answers: two years, invented from a known truth, the same every time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from demo.network import slug
from demo.tables import NEIGHBOURHOODS, TOWNS
from shared.perception import UMAY_1

SEED = 20_241_127
QUARTERS = 8

DAYPARTS = ("daylight", "after_dark", "night_economy")
_DAYPART_SHARES = (45, 35, 20)

TOWN_SHARES = (30, 20, 13, 10, 8, 7, 6, 4, 2)
"""Of a hundred answers so many are about each town, in the order of `TOWNS`."""

PER_QUARTER = 900
"""About so many answers a quarter in the first; each quarter brings a little more."""

TRUE_SAFE = {"daylight": 0.86, "after_dark": 0.58, "night_economy": 0.47}
"""How many truly feel safe, by daypart: what the pages should come near to."""

TOWN_SHIFT = (-0.05, 0.0, 0.02, 0.06, 0.0, 0.03, -0.02, 0.05, 0.0)
"""How much more or less that is in each town."""

LIT_TOWN, LIT_IN, LIT_GAIN = 0, 4, 0.14
"""In the first town lights were replaced in the fifth quarter; from the sixth on more feel safe
there when it is dark. The others stay as they are: what they seem to do is chance."""

_AGES = {
    "not_said": 30,
    "under_13": 1,
    "from_13_to_17": 12,
    "from_18_to_24": 17,
    "from_25_to_34": 14,
    "from_35_to_54": 15,
    "from_55_to_64": 6,
    "from_65": 5,
}
_UNSAFE_WHY = {
    "bad_lighting": 34,
    "groups": 30,
    "empty_or_isolated": 22,
    "drugs_or_alcohol": 20,
    "hidden_corners": 12,
    "no_cctv": 10,
    "run_down": 9,
    "followed": 4,
}
_SAFE_WHY = {"people_about": 38, "well_lit": 30, "open_view": 18, "staff_about": 12, "cared_for": 9}
_PLACES = ("p-001", "p-002", "p-003", "p-005")
_PLACE_SHARE = 0.08


@dataclass(frozen=True)
class Quarter:
    """Which ISO weeks answers of a quarter are about, and the quarter's number, 0 the first."""

    number: int
    weeks: Sequence[str]


def example_answers(quarters: Sequence[Quarter]) -> Iterator[dict[str, Any]]:
    """Yield the columns of each answer of some quarters; all of them count."""
    chance = Random(SEED)  # noqa: S311 - invented answers, no secret
    for quarter in quarters:
        for _ in range(round(PER_QUARTER * (1 + 0.06 * quarter.number))):
            yield _answer(chance, quarter)


def true_share(town: int, daypart: str, quarter: int) -> float:
    """Return how many of those who are sure truly feel safe, 0 to 1."""
    share = TRUE_SAFE[daypart] + TOWN_SHIFT[town]
    is_lit = town == LIT_TOWN and quarter > LIT_IN and daypart != "daylight"
    return share + (LIT_GAIN if is_lit else 0.0)


def _answer(chance: Random, quarter: Quarter) -> dict[str, Any]:
    (town,) = chance.choices(range(len(TOWN_SHARES)), TOWN_SHARES)
    (daypart,) = chance.choices(DAYPARTS, _DAYPART_SHARES)
    is_safe = chance.random() < true_share(town, daypart, quarter.number)
    new_id = UUID(int=chance.getrandbits(128), version=4)
    return {
        "id": str(new_id),
        "content_hash": sha256(new_id.bytes).hexdigest(),
        **_where(chance, town),
        "week": chance.choice(quarter.weeks),
        "daypart": daypart,
        "level": _level(chance, is_safe=is_safe),
        "factors": _factors(chance, _SAFE_WHY if is_safe else _UNSAFE_WHY),
        **_what_happened(chance, is_safe=is_safe),
        "age_band": chance.choices(tuple(_AGES), tuple(_AGES.values()))[0],
        "gender": "not_said",
        "setting": "not_said",
        "questions": UMAY_1.id,
        "questions_version": UMAY_1.version,
        "receipt_hash": None,
        "voice": None,
    }


def _where(chance: Random, town: int) -> dict[str, Any]:
    if chance.random() < _PLACE_SHARE:
        return {"zone_id": None, "place_id": chance.choice(_PLACES)}
    number = min(int(chance.expovariate(0.6)), len(NEIGHBOURHOODS) - 1) + 1
    return {"zone_id": f"z-{slug(list(TOWNS)[town])}-{number}", "place_id": None}


def _level(chance: Random, *, is_safe: bool) -> str:
    if chance.random() < 0.03:
        return "dont_know"
    is_very = chance.random() < 0.35
    if is_safe:
        return "very_safe" if is_very else "fairly_safe"
    return "very_unsafe" if is_very else "fairly_unsafe"


def _factors(chance: Random, shares: dict[str, int]) -> list[str]:
    return sorted(code for code, share in shares.items() if chance.random() * 100 < share)


def _what_happened(chance: Random, *, is_safe: bool) -> dict[str, str]:
    said = {"happened": "not_said", "reported": "not_said", "why_not": "not_said"}
    if chance.random() < 0.55:
        return said
    if is_safe or chance.random() < 0.6:
        return {**said, "happened": "nothing"}
    said["happened"] = "to_me" if chance.random() < 0.7 else "to_someone_else"
    said["reported"] = chance.choices(("no", "to_police", "to_others"), (70, 20, 10))[0]
    if said["reported"] == "no":
        reasons = ("nothing_would_be_done", "too_small", "did_not_know_how", "no_trust", "afraid")
        said["why_not"] = chance.choices(reasons, (40, 25, 15, 12, 8))[0]
    return said
