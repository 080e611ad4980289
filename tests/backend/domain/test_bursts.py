"""A2: five hundred hostile ratings wait for a person, and honest ones on quiet days do not."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

import pytest

from backend.domain.counting import (
    COUNTED,
    HELD,
    LATE_DAY_MOST,
    ZONE_WEEK_MOST,
    Answer,
    Group,
    Room,
    Verdict,
    decide,
    said_of,
    within,
)
from backend.domain.usual import NONE, ZONE_GATHERS, Week, may_gather, usual_of
from tests.support.parts import is_part

pytestmark = pytest.mark.full("rules")

SEED = 20261127
HOSTILE = 500
WEEK_MIN = 7 * 24 * 60
TRIALS = 60 if is_part("rules") else 15
ZONES, A_DAY, WEEKS = 1_054, 60, 13
"""The borough's zones; answers a day, far more than its volume; the weeks of 90 days."""

Rule = Callable[[Group], dict[str, Verdict]]
LEVELS = ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe")
FACTORS = tuple("abcdefghijklmnopqrstuvw")


@dataclass(frozen=True)
class Attack:
    """So many hostile ratings from so many installs within so many minutes."""

    minutes: int
    installs: int
    is_copied: bool = False


def anything(chance: Random) -> str:
    factors = chance.sample(FACTORS, chance.choice((0, 1, 1, 2, 2, 3, 4)))
    return said_of(chance.choice(LEVELS), factors, chance.choice("nde"), chance.choice("xyz"))


def honest(chance: Random, number: int, first: int = 0) -> list[Answer]:
    """Return answers of people of whom two in three bring a voice code."""
    return [
        Answer(
            f"h{chance.getrandbits(64):016x}{n}",
            f"hv{first + n}" if chance.random() < 2 / 3 else None,
            anything(chance),
        )
        for n in range(number)
    ]


def weeks_of(chance: Random, attack: Attack) -> list[list[Answer]]:
    """Return the hostile answers by the ISO week that they come in."""
    begins = chance.uniform(0, WEEK_MIN)
    said = said_of("very_unsafe", "ab", "n") if attack.is_copied else ""
    weeks: list[list[Answer]] = [[], []]
    for n in range(HOSTILE):
        week = int((begins + chance.uniform(0, attack.minutes)) // WEEK_MIN)
        # A script may leave the code out; it is the worse off for it.
        voice = f"w{week}-{chance.randrange(attack.installs)}"
        weeks[week].append(
            Answer(f"x{chance.getrandbits(64):016x}{n}", voice, said or anything(chance))
        )
    return weeks


def share_held(attack: Attack, rule: Rule, usual: float, trials: int = TRIALS) -> float:
    """Return which part of the hostile ratings of many attacks does not count."""
    chance = Random(SEED)
    counted = 0
    for _ in range(trials):
        for hostile in weeks_of(chance, attack):
            answers = [*hostile, *honest(chance, round(usual))]
            chance.shuffle(answers)
            verdicts = rule(Group(answers, usual))
            counted += sum(verdicts[answer.id].state == COUNTED for answer in hostile)
    return 1 - counted / (trials * HOSTILE)


def one_by_one(group: Group) -> dict[str, Verdict]:
    """Decide on each answer as it comes and never look back: the control."""
    verdicts: dict[str, Verdict] = {}
    for n, answer in enumerate(group.answers, 1):
        so_far = Group(group.answers[:n], group.usual)
        verdicts[answer.id] = decide(so_far)[answer.id]
    return verdicts


def everything_counts(group: Group) -> dict[str, Verdict]:
    return {answer.id: Verdict(COUNTED) for answer in group.answers}


def everything_waits(group: Group) -> dict[str, Verdict]:
    return {answer.id: Verdict(HELD, "burst") for answer in group.answers}


@pytest.mark.parametrize("installs", [1, 50, 500])
@pytest.mark.parametrize(("minutes", "least"), [(10, 0.99), (60, 0.99), (WEEK_MIN, 0.90)])
@pytest.mark.parametrize("usual", [0, 4])
def test_hostile_ratings_wait(minutes: int, least: float, installs: int, usual: float) -> None:
    for is_copied in (False, True):
        attack = Attack(minutes, installs, is_copied)
        assert share_held(attack, decide, usual) >= least, attack


def test_rules_that_count_what_comes_first_are_caught() -> None:
    attack = Attack(10, 500)
    assert share_held(attack, everything_counts, 0) == 0
    assert share_held(attack, one_by_one, 0, trials=2) < 0.99


def poisson(chance: Random, mean: float) -> int:
    if mean > 40:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    number, left = 0, math.exp(-mean)
    product = chance.random()
    while product > left:
        number += 1
        product *= chance.random()
    return number


def means() -> Iterable[float]:
    """Return the answers that each zone gets in a week: few zones get most of them."""
    weights = [1 / (n + 1) for n in range(ZONES)]
    return [A_DAY * 7 * weight / sum(weights) for weight in weights]


def share_of_honest_held(rule: Rule, before: int = WEEKS, seed: int = SEED) -> float:
    """Return which part of honest answers waits on 90 quiet days, after so many weeks of them.

    Weeks differ by a third or so beside chance, as weather and events make them.
    """
    chance = Random(seed)
    held = total = 0
    for mean in means():
        past: list[Week] = []
        for week in range(before + WEEKS):
            number = poisson(chance, mean * math.exp(chance.gauss(0, 0.3)))
            waits = 0
            if number:
                most = min(ZONE_WEEK_MOST, may_gather([NONE, *past], ZONE_GATHERS))
                answers = honest(chance, number, len(past) * 10_000)
                verdicts = rule(Group(answers, usual_of(past), most))
                waits = sum(verdict.state == HELD for verdict in verdicts.values())
            if week >= before:
                held += waits
                total += number
            # What was held an officer counts, with one press a group.
            past.insert(0, Week(number, waits))
    return held / total


def test_honest_answers_of_quiet_days_count() -> None:
    assert share_of_honest_held(decide) <= 0.02
    assert share_of_honest_held(everything_waits) == 1


def test_a_script_that_names_any_week_of_the_year_gets_few_past() -> None:
    """Ten answers a week about each of fifty weeks are no burst: the day has room for few."""
    chance, room, counted = Random(SEED), Room(), 0
    for week in range(50):
        group = Group(honest(chance, HOSTILE // 50))
        verdicts, room = within(room, group, decide(group), is_late=week > 1)
        counted += sum(verdict.state == COUNTED for verdict in verdicts.values())
    assert counted == 2 * HOSTILE // 50 + LATE_DAY_MOST
    assert counted / HOSTILE < 0.1
