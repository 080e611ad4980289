"""Attacks that are no burst: growing, steady, over a whole ward, by a venue about itself.

Each beside honest answers, and beside the rules as they were: usual was the median of the twelve
weeks before, whether anybody had looked at them or not.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import mean, median

import pytest

from backend.domain.counting import (
    COUNTED,
    PLACE_WEEK_MOST,
    ZONE_WEEK_MOST,
    Answer,
    Group,
    burst_at,
    decide,
)
from backend.domain.spreading import (
    CLEAR,
    WARD_ONE_SIDED_FROM,
    Ward,
    is_spread,
    one_sided,
    spread_of,
)
from backend.domain.usual import (
    NONE,
    PLACE_GATHERS,
    ZONE_GATHERS,
    Week,
    may_gather,
    usual_of,
)
from tests.backend.domain.test_bursts import LEVELS, SEED, ZONES, poisson
from tests.support.parts import is_part

pytestmark = pytest.mark.full("rules")

WEEKS, OF_A_WARD = 13, 12
HALF_A_YEAR_AND_A_HALF = 39
SEEDS = tuple(SEED + n for n in range(8 if is_part("rules") else 3))
SHARES = (12, 43, 31, 14)
"""How many of a hundred honest answers say each level."""


def usual_as_it_was(before: Sequence[Week]) -> float:
    """Return the median of twelve weeks, those before the service among them: the control."""
    known = [week.counted for week in before[:12]]
    return median(known + [0] * (12 - len(known)))


@dataclass
class Rules:
    """The rules of groups, beside what they go by; `gathers` is None where nothing is the most."""

    usual: Callable[[Sequence[Week]], float] = usual_of
    gathers: int | None = ZONE_GATHERS
    most: int = ZONE_WEEK_MOST
    by_ward: bool = True

    def group(self, answers: list[Answer], before: Sequence[Week], ward: Ward = CLEAR) -> Group:
        """Return a group as deciding gets it."""
        gathers = self.most if self.gathers is None else may_gather([NONE, *before], self.gathers)
        return Group(answers, self.usual(before), min(self.most, gathers), ward=ward)

    def ward(self, levels: dict[str, int], numbers: list[int], before: Sequence[Week]) -> Ward:
        """Return what is odd about a ward in which honest people say what they say elsewhere."""
        if not self.by_ward:
            return CLEAR
        others = dict(zip(LEVELS, (each * 10 for each in SHARES), strict=True))
        odd = one_sided(levels, others, WARD_ONE_SIDED_FROM)
        return Ward(is_spread(spread_of(numbers), self.usual(before)), odd, levels)


AS_IT_WAS = Rules(usual_as_it_was, None, by_ward=False)
AS_IT_WAS_OF_PLACES = Rules(usual_as_it_was, None, PLACE_WEEK_MOST, by_ward=False)
OF_PLACES = Rules(gathers=PLACE_GATHERS, most=PLACE_WEEK_MOST)


def some(chance: Random, number: int, level: str = "", mark: str = "x") -> list[Answer]:
    """Return answers of which two in three bring a voice of their own."""
    return [
        Answer(
            f"{mark}{chance.getrandbits(64):016x}",
            f"{mark}{chance.getrandbits(64)}" if chance.random() < 2 / 3 else None,
            level=level or chance.choices(LEVELS, SHARES)[0],
        )
        for _ in range(number)
    ]


def levels_of(answers: Sequence[Answer]) -> dict[str, int]:
    return {level: sum(each.level == level for each in answers) for level in LEVELS}


@dataclass
class Zone:
    """A zone with so many answers a week, and the weeks that it has had."""

    mean: float
    before: list[Week] = field(default_factory=list)


def zones_at(a_day: float) -> list[Zone]:
    """Return the zones of a borough, the busiest first: few get most of what comes."""
    weights = [1 / (n + 1) for n in range(ZONES)]
    return [Zone(a_day * 7 * weight / sum(weights)) for weight in weights]


def a_week(chance: Random, rules: Rules, ward: list[Zone], before: list[Week]) -> tuple[int, int]:
    """Let a week come about a ward; return how many answers, and how many of them wait.

    What waits an officer counts before the next week.
    """
    came = [
        some(chance, poisson(chance, zone.mean * math.exp(chance.gauss(0, 0.3)))) for zone in ward
    ]
    said = [answer for answers in came for answer in answers]
    odd = rules.ward(levels_of(said), [len(each) for each in came], before)
    held = 0
    for zone, answers in zip(ward, came, strict=True):
        verdicts = decide(rules.group(answers, zone.before, odd)) if answers else {}
        waits = sum(verdict.state != COUNTED for verdict in verdicts.values())
        zone.before.insert(0, Week(len(answers), waits))
        held += waits
    before.insert(0, Week(spread_of(len(each) for each in came), held))
    return len(said), held


def honest_held(a_day: float, rules: Rules, seed: int, *, is_centre: bool = False) -> float:
    """Return which part of honest answers waits in the first quarter of a service.

    The zones of a ward are chance's, or the busiest are one ward, as a town centre is.
    """
    chance, zones = Random(seed), zones_at(a_day)
    if not is_centre:
        chance.shuffle(zones)
    came = held = 0
    for at in range(0, ZONES, OF_A_WARD):
        before: list[Week] = []
        for _ in range(WEEKS):
            some_came, some_held = a_week(chance, rules, zones[at : at + OF_A_WARD], before)
            came, held = came + some_came, held + some_held
    return held / came


@pytest.mark.parametrize("a_day", [5, 15, 60])
def test_few_honest_answers_wait_in_the_first_quarter(a_day: int) -> None:
    """In the mean of the chances: one odd week of the busiest zone is a hundredth of all."""
    assert mean(honest_held(a_day, Rules(), seed) for seed in SEEDS) <= 0.03


def test_a_town_centre_in_one_ward_is_no_attack() -> None:
    seeds = SEEDS if is_part("rules") else SEEDS[:1]
    assert mean(honest_held(60, Rules(), seed, is_centre=True) for seed in seeds) <= 0.04


def test_as_it_was_a_tenth_of_them_waited() -> None:
    assert honest_held(60, AS_IT_WAS, SEED) > 0.08


def counted(rules: Rules, weeks: Sequence[int], seed: int = SEED) -> int:
    """Return how many of so many hostile answers a week about one zone count without a look."""
    chance, before, total = Random(seed), list[Week](), 0
    for number in weeks:
        verdicts = decide(rules.group(some(chance, number), before))
        count = sum(verdict.state == COUNTED for verdict in verdicts.values())
        before.insert(0, Week(count))
        total += count
    return total


def growing(rules: Rules) -> list[int]:
    """Return how many an attack sends each week that goes as far as it gets past some rules."""
    before: list[Week] = []
    for _ in range(HALF_A_YEAR_AND_A_HALF):
        before.insert(0, Week(min(98, int(burst_at(rules.usual(before))) if before else 13)))
    return [week.counted for week in reversed(before)]


def test_an_attack_that_grows_does_not_become_what_is_usual() -> None:
    sent = growing(AS_IT_WAS)
    assert counted(AS_IT_WAS, sent) == sum(sent) > 2_500
    assert counted(Rules(), sent) <= 200
    # Nor one that goes as far as it gets past the rules as they are.
    assert counted(Rules(), growing(Rules())) <= 200
    assert counted(Rules(), [13] * HALF_A_YEAR_AND_A_HALF) <= 200


def test_a_venue_that_praises_itself_waits_after_some_weeks() -> None:
    praise = [14] * WEEKS
    assert counted(AS_IT_WAS_OF_PLACES, praise) == 182
    assert counted(OF_PLACES, praise) <= 45
    # The control: honest ones, one a week, all count.
    assert counted(OF_PLACES, [1] * WEEKS) == WEEKS


def ward_counted(rules: Rules, a_zone: int, level: str) -> tuple[int, int]:
    """Return how many hostile answers over a whole ward count in a quarter, and honest ones.

    So many a week about each zone, beside sixteen honest ones in the ward. Nobody looks.
    """
    chance = Random(SEED)
    zones, before = [Zone(16 / OF_A_WARD) for _ in range(OF_A_WARD)], list[Week]()
    hostile = honest = 0
    for _ in range(WEEKS):
        came = [
            [*some(chance, a_zone, level), *some(chance, poisson(chance, zone.mean), mark="h")]
            for zone in zones
        ]
        numbers = [len(each) for each in came]
        odd = rules.ward(levels_of([a for each in came for a in each]), numbers, before)
        counts = []
        for zone, answers in zip(zones, came, strict=True):
            verdicts = decide(rules.group(answers, zone.before, odd))
            count = [key for key, each in verdicts.items() if each.state == COUNTED]
            hostile += sum(key.startswith("x") for key in count)
            honest += sum(key.startswith("h") for key in count)
            zone.before.insert(0, Week(len(count)))
            counts.append(len(count))
        before.insert(0, Week(spread_of(counts)))
    return hostile, honest


def test_a_whole_ward_at_once_waits() -> None:
    assert ward_counted(AS_IT_WAS, 12, "")[0] > 0.95 * 12 * 12 * WEEKS
    assert ward_counted(Rules(), 12, "")[0] == 0


def test_one_voice_all_over_a_ward_waits_and_the_others_are_heard() -> None:
    assert ward_counted(AS_IT_WAS, 6, "very_unsafe")[0] == 6 * 12 * WEEKS
    hostile, honest = ward_counted(Rules(), 6, "very_unsafe")
    assert hostile < 150
    assert honest > 100
