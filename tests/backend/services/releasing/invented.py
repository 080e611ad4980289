"""Releases of a handful of invented answers, drawn by seeds, beside the truth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from backend.domain import noise
from backend.domain.audit_system import Shown
from backend.domain.disclosure import KEYED
from backend.domain.figures import Figures
from backend.domain.periods import Period
from backend.domain.printed_counts import PrintedCount
from backend.domain.printing import Printed, Printing, print_tally
from backend.domain.products import (
    AGES,
    BOROUGH,
    DAYPARTS,
    FACTOR,
    HAPPENING,
    WHY,
    Cell,
    Counted,
)
from backend.domain.tallying import AreaThen, Said, tally
from backend.services.releasing.protecting import protected
from shared.perception import FACTORS, HAPPENED, REPORTED, WHY_NOT

QUARTER = Period(2026, 3)
WEEKS = tuple(f"2026-W{number}" for number in range(28, 40))
ZONES = tuple(f"z{number}" for number in range(9))
AREAS = (
    AreaThen(BOROUGH, "Borough", BOROUGH, ZONES),
    *(AreaThen(f"w{at}", f"Ward {at}", "ward", ZONES[3 * at : 3 * at + 3]) for at in range(3)),
    AreaThen("t", "Town", "town", ZONES[1:5]),
)
TABLES = {
    product: {option.code: option.code for option in question.options}
    for product, question in ((FACTOR, FACTORS), (HAPPENING, HAPPENED), (WHY, WHY_NOT))
}
NAMED = tuple(TABLES[FACTOR])[:7]
SECRET = b"of invented releases"


@dataclass(frozen=True)
class Told:
    """What a release prints of one area, beside the truth of its counts."""

    seed: int
    area: AreaThen
    figures: Figures
    true: Mapping[Cell, int]


def a_release(seed: int) -> Iterator[Told]:
    chance = Random(seed)
    answers, safe = chance.randint(45, 160), chance.uniform(0.5, 0.97)
    said = [
        an_answer(chance, safe)._replace(key=noise.record_key(SECRET, f"{seed} {number}"))
        for number in range(answers)
    ]
    printed = print_tally(QUARTER, tally(said, AREAS), AREAS, Printing(KEYED, SECRET))
    kept = protected([], Shown(QUARTER, AREAS, printed, KEYED)).printed
    cells: dict[str, dict[Cell, Printed]] = {}
    for (area_id, cell), each in kept.items():
        cells.setdefault(area_id, {})[cell] = each
    for area in AREAS:
        held = cells[area.id]
        figures = Figures({cell: PrintedCount.of(each.shown) for cell, each in held.items()})
        yield Told(seed, area, figures, {cell: each.true or 0 for cell, each in held.items()})


def an_answer(chance: Random, safe: float) -> Said:
    """Return an answer as the app lets people give it: what was not asked has no answer."""
    levels = ("very_safe", "fairly_safe") if chance.random() < safe else ("fairly_unsafe",)
    happened = chance.choice([option.code for option in HAPPENED.options])
    reported = why = "not_said"
    if happened == "to_me":
        reported = chance.choice([option.code for option in REPORTED.options])
    if reported == "no":
        why = chance.choice([option.code for option in WHY_NOT.options])
    return Said(
        chance.choice(ZONES),
        None,
        chance.choice(WEEKS),
        Counted(
            chance.choice((*levels, "very_unsafe")) if chance.random() < 0.9 else "dont_know",
            chance.choice((*DAYPARTS, "daylight")),
            chance.choice([code for codes in AGES.values() for code in codes]),
            happened,
            reported,
            why,
            tuple(sorted(chance.sample(NAMED, chance.randint(0, 3)))),
        ),
    )
