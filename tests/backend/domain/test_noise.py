"""The noise is bounded and fair, the same for the same answers, and nobody outside can tell it."""

from collections import Counter
from itertools import pairwise
from random import Random

import pandas as pd
import pytest
from cell_key_perturbation.create_perturbed_table import create_perturbed_table

from backend.domain.disclosure import KEYED
from backend.domain.noise import DEVIATION, KEYS, MOST, TABLE, noise_of, record_key
from backend.domain.periods import Period
from backend.domain.printing import Printing, print_tally
from backend.domain.products import BOROUGH, EVERYBODY, Cell, Counted
from backend.domain.tallying import AreaThen, Said, tally

SECRET = b"a secret of a service, 32 bytes."
SURE: tuple[Cell, ...] = EVERYBODY[:4]
QUARTER = Period(2026, 3)
LEVELS = tuple(code for _, _, code in EVERYBODY)


def test_the_table_is_fair_and_bounded() -> None:
    assert len(TABLE) == KEYS
    assert sum(TABLE) == 0
    assert (min(TABLE), max(TABLE)) == (-MOST, MOST)
    assert Counter(TABLE) == Counter(-noise for noise in TABLE)
    assert 3.6 < DEVIATION < 3.65
    # So that nobody is never printed as ten.
    assert KEYED.least > MOST


def test_each_step_from_the_middle_is_met_less_often() -> None:
    times = [Counter(TABLE)[noise] for noise in range(MOST + 1)]
    assert times == sorted(times, reverse=True)
    # No two neighbours are told apart: the one is met at least two thirds as often as the other.
    assert all(3 * less >= 2 * more for more, less in pairwise(times))


def test_the_same_answers_have_the_same_noise_under_one_secret() -> None:
    keys = sum(record_key(SECRET, str(number)) for number in range(40))
    assert noise_of(SECRET, SURE, keys) == noise_of(SECRET, SURE[::-1], keys)
    others = {noise_of(Random(at).randbytes(32), SURE, keys) for at in range(60)}
    assert len(others) > MOST


def test_nobody_has_no_noise() -> None:
    assert noise_of(SECRET, SURE, 0) == 0


def test_who_are_everybody_and_who_are_sure_have_noises_of_their_own() -> None:
    # Else both were printed alike wherever nobody is unsure, and that nought be seen.
    keys = [record_key(SECRET, str(number)) for number in range(400)]
    pairs = [(noise_of(SECRET, SURE, key), noise_of(SECRET, EVERYBODY, key)) for key in keys]
    alike = sum(one == other for one, other in pairs)
    assert alike < len(pairs) / 6


def test_noises_come_as_often_as_the_table_says() -> None:
    found = Counter(
        noise_of(SECRET, SURE, record_key(SECRET, str(number))) for number in range(20_000)
    )
    for noise, times in Counter(TABLE).items():
        expected = 20_000 * times / KEYS
        assert abs(found[noise] - expected) < 5 * expected**0.5


def test_keys_are_spread_and_tell_nothing_of_what_is_chosen() -> None:
    keys = [record_key(SECRET, str(number)) for number in range(1_000)]
    assert len(set(keys)) == len(keys)
    assert all(0 <= key < 2**64 for key in keys)
    assert 400 < sum(key % 2 for key in keys) < 600
    assert record_key(b"another secret of 32 bytes here.", "1") != keys[1]


def said(count: int, seed: int) -> list[Said]:
    chance = Random(seed)
    answers = []
    for number in range(count):
        level = chance.choices(LEVELS, (20, 40, 25, 12, 3))[0]
        counted = Counted(level, "daylight", "from_65", "not_said", "not_said", "not_said", ())
        key = record_key(SECRET, f"{seed}-{number}")
        answers.append(Said(chance.choice("abc"), None, "2026-W30", counted, key))
    return answers


AREAS = tuple(AreaThen(f"area-{zone}", zone, "ward", (zone,)) for zone in "abc")


@pytest.mark.parametrize("seed", range(3))
def test_the_offices_own_package_makes_the_same_table(seed: int) -> None:
    """Of the levels of three areas: it sums keys, looks the noise up, rounds and hides.

    Its keys are sums alone, so that each level's records get keys that sum to ours.
    """
    answers = said(150, seed)
    ours = print_tally(QUARTER, tally(answers, AREAS), AREAS, Printing(KEYED, SECRET))
    rows, keys = [], Counter[tuple[str, str]]()
    for each in answers:
        keys[str(each.zone_id), each.counted.level] += each.key
    done = set()
    for each in answers:
        at = str(each.zone_id), each.counted.level
        cell_key = index_of(noise_of(SECRET, (("level", "", at[1]),), keys[at]))
        rows.append({"area": at[0], "level": at[1], "key": 0 if at in done else cell_key})
        done.add(at)
    theirs = create_perturbed_table(
        pd.DataFrame(rows),
        ptable=as_theirs(),
        geog=["area"],
        tab_vars=["level"],
        record_key="key",
        threshold=KEYED.least,
    )
    told = {
        (row.area, row.level): row.count_
        for row in theirs.rename(columns={"count": "count_"}).itertuples()
    }
    for (area, level), shown in told.items():
        printed = ours[f"area-{area}", ("level", "", level)]
        # A table of ours stands only on a base; what is hidden for it was to be printed.
        assert printed.is_hidden or printed.shown == (None if pd.isna(shown) else int(shown))
    assert len(told) >= 12


def index_of(noise: int) -> int:
    """Return a cell key of theirs that has this noise in our table."""
    return TABLE.index(noise)


def as_theirs() -> pd.DataFrame:
    """Return our table as the package reads one, the rounding within: count, cell key, change."""
    rows = []
    for count in range(1, 751):
        for key, noise in enumerate(TABLE):
            shown = KEYED.shown(count + noise)
            change = noise if shown is None else shown - count
            rows.append((count, key, change))
    return pd.DataFrame(rows, columns=["pcv", "ckey", "pvalue"])


def test_a_borough_is_no_less_moved_than_a_ward() -> None:
    borough = AreaThen(BOROUGH, "Borough", BOROUGH, ("a", "b", "c"))
    moved = []
    for seed in range(40):
        done = tally(said(60, seed), [borough])
        cell = print_tally(QUARTER, done, [borough], Printing(KEYED, SECRET))
        shown = cell[BOROUGH, ("level", "", "total")].shown
        moved.append(abs((shown or 0) - 60))
    assert max(moved) > 5
    assert max(moved) <= MOST + 2
