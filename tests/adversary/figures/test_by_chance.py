"""A reader who knows the noise's table, and put in answers of their own, is sure of no small count.

What one print tells is worked out exactly, for every number of own answers; what the prints of a
whole table tell together is drawn by seeds. At first the reader thinks every number as likely.
"""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from backend.domain.disclosure import KEYED, TEN_FIVE, Rule
from backend.domain.tallying import Said
from tests.adversary.figures.by_chance import (
    MOST,
    Beliefs,
    Sum,
    beliefs,
    seen_as,
    sums_of,
    together,
)
from tests.adversary.figures.people import LEVELS, WITHOUT_NOISE, ZONES, Service, ours, people
from tests.support.parts import is_part

pytestmark = pytest.mark.full("attacks")
SEEDS = range(100) if is_part("attacks") else range(6)
SURE = 0.5
TABLE = {
    "total": LEVELS,
    "base": LEVELS[:4],
    "safe": LEVELS[:2],
    **{level: (level,) for level in LEVELS},
}


def of_one_print(rule: Rule, own: int) -> list[tuple[int, float, float]]:
    """Return of each genuine count and print (count, how likely, the belief in that count)."""
    found = []
    for genuine in range(10):
        for seen, likely in seen_as(rule, own + genuine).items():
            (thought,) = beliefs(rule, 1, [Sum((0,), own, seen)])
            found.append((genuine, likely, float(thought[genuine])))
    return found


def test_one_print_makes_nobody_sure_of_a_count_of_one_to_nine() -> None:
    highest = max(
        belief for own in range(46) for count, _, belief in of_one_print(KEYED, own) if count
    )
    assert highest < 0.35


def recognised(rule: Rule, own: int) -> float:
    """Return how often a nought is recognised beside so many own answers."""
    prints = of_one_print(rule, own)
    return sum(likely for count, likely, belief in prints if count == 0 and belief >= SURE)


def test_one_print_shows_a_nought_one_time_in_twenty_at_most() -> None:
    # However many answers the reader puts in; sixteen of them are the best choice.
    found = {own: recognised(KEYED, own) for own in range(1, 46)}
    assert max(found.values()) <= 0.05
    assert max(found, key=lambda own: found[own]) == 16


def test_without_noise_one_print_shows_every_nought() -> None:
    # The control: twelve own answers are printed as ten, thirteen as fifteen.
    assert recognised(TEN_FIVE, 12) == 1


def thought(make: Callable[[int], Service]) -> Beliefs:
    """Return what a reader thinks of the levels of a ward after 36 own answers in it."""
    found = []
    for seed in SEEDS:
        chance = Random(seed)
        own = people(chance, 36, ZONES[:3])
        few = people(chance, chance.randint(4, 12), ZONES[:3])
        service = make(seed)
        release = service.release([*own, *few, *people(chance, 150, ZONES[3:])])
        printed = {name: release.printed["w0", ("level", "", name)] for name in TABLE}
        seen = {name: each.shown for name, each in printed.items() if not each.is_hidden}
        codes, sums = sums_of(TABLE, said_by(own), seen)
        weights = beliefs(service.printing.rule, len(codes), sums)
        found += list(zip((said_by(few).get(code, 0) for code in codes), weights, strict=True))
    return together(found)


def said_by(some: list[Said]) -> dict[str, int]:
    levels = [said.counted.level for said in some]
    return {level: levels.count(level) for level in LEVELS}


@pytest.fixture(scope="module")
def told() -> Beliefs:
    """What a reader thinks of services as they are."""
    return thought(ours)


def test_a_whole_table_makes_nobody_sure_of_a_count_of_one_to_nine(told: Beliefs) -> None:
    assert len(told.of_the_truth()) > 2 * len(SEEDS)
    assert told.of_the_truth().max() < SURE
    # A wrong number is believed now and then; a nought is one of them.
    assert (told.wherever() >= SURE).mean() < 0.2


def test_a_whole_table_shows_a_nought_in_one_cell_of_twenty_at_most(told: Beliefs) -> None:
    assert (told.of_noughts() >= SURE).sum() <= 0.05 * len(told.true)
    assert told.of_noughts().max() < 0.9


def test_without_noise_a_whole_table_tells_most_of_it() -> None:
    # The control: releases as they were, rounded and audited.
    found = thought(lambda _: WITHOUT_NOISE)
    assert (found.of_the_truth() >= SURE).mean() > 0.1
    assert (found.of_noughts() >= SURE).mean() > 0.3


def test_every_number_is_thought_as_likely_at_first() -> None:
    (thought_,) = beliefs(KEYED, 1, [])
    assert np.allclose(thought_, 1 / (MOST + 1))
