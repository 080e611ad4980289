"""Measurements: how long a key takes in the search by name, in a borough of full size."""

import random
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice, product
from typing import Any

from bench.table import Goal, Row
from shared.gazetteer import Gazetteer
from shared.places import place_from_wire
from shared.postcodes import UNIT_LETTERS, pack_postcodes

TYPED = ("market place leigh", "liegh bus station", "wn1 1aa", "wn99 8hh", "no such name at all")
_SEED = 7
_SECTORS = 40


def finding_rows(
    documents: dict[str, dict[str, Any]], places: list[dict[str, Any]], names: int, postcodes: int
) -> list[Row]:
    """Measure the slowest key of several searches, and laying the names out for the first."""
    document = _document(documents["gazetteer"]["names"], names, postcodes)
    gazetteer = Gazetteer(document, [place_from_wire(body) for body in places])
    ready_ms = _ms(gazetteer.prepare)
    keys = [words[:length] for words in TYPED for length in range(1, len(words) + 1)]
    searches = [partial(gazetteer.search, key, 30) for key in keys]
    slowest = max(min(_ms(search) for _ in range(3)) for search in searches)
    size = f"{postcodes:,} postcodes, {names:,} names, {len(places):,} places"
    return [
        Row(f"slowest key of a search, {size}", slowest, "ms", goal=Goal(16, "ms")),
        Row("laying these out, once", ready_ms, "ms"),
    ]


def _document(names: list[dict[str, Any]], count: int, postcodes: int) -> dict[str, Any]:
    chance = random.Random(_SEED)  # noqa: S311 - positions of a measurement, no secret
    pairs = ["".join(pair) for pair in product(UNIT_LETTERS, repeat=2)]
    sectors = [f"WN{number // 10 + 1} {number % 10}" for number in range(_SECTORS)]
    rows = [
        (sector + unit, chance.uniform(53.45, 53.61), chance.uniform(-2.73, -2.42))
        for unit, sector in islice(product(pairs, sectors), postcodes)
    ]
    copies = [
        {**name, "name": f"{name['name']} {number}"}
        for number, name in zip(range(count - len(names)), cycle(names), strict=False)
    ]
    return {"names": [*names, *copies], "postcodes": pack_postcodes(rows)}


def _ms(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - begun)
