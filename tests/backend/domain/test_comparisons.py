"""Differences: their intervals beside another library's, and how often they are called more."""

from collections.abc import Callable
from math import erfc, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from backend.domain import comparisons, statistics
from backend.domain.comparisons import MIX, Difference, difference, judged
from backend.domain.statistics import DESIGN_EFFECT, Z, rounded
from tests.backend.domain.alarms import (
    Drawn,
    alarm_table,
    alarms,
    chance_of_a_call,
    power_table,
)
from tests.backend.domain.as_printed import printed_share
from tests.backend.domain.tables import RELEASES

DOCUMENT = Path("docs/statistics.md")
COUNTS = st.integers(6, 200).flatmap(lambda n: st.tuples(st.integers(2, n), st.just(n)))


def apart(one: tuple[int, int], other: tuple[int, int]) -> Difference:
    found = difference(printed_share(*one), printed_share(*other))
    assert found is not None
    return found


@given(COUNTS, COUNTS)
def test_a_difference_is_newcombes_where_nothing_widens_it(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    counts = [5 * each for each in (*one, *other)]
    low, high = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistics, "COUNT_VARIANCE", 0.0)
        patch.setattr(statistics, "DESIGN_EFFECT", 1.0)
        patch.setattr(comparisons, "MIX", 0.0)
        ours = apart((counts[0], counts[1]), (counts[2], counts[3]))
    # Printed ends are whole points, rounded outwards.
    assert ours.low == pytest.approx(100 * low - 0.5, abs=0.5 + 1e-3)
    assert ours.high == pytest.approx(100 * high + 0.5, abs=0.5 + 1e-3)


@given(COUNTS, COUNTS)
def test_a_difference_is_newcombes_and_a_little_wider(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    counts = [5 * each for each in (*one, *other)]
    effect = [each / DESIGN_EFFECT for each in counts]
    low, high = confint_proportions_2indep(*effect, method="newcomb", compare="diff")
    ours = apart((counts[0], counts[1]), (counts[2], counts[3]))
    assert ours.low <= 100 * low + 1e-3
    assert ours.high >= 100 * high - 1e-3
    assert ours.low <= ours.points <= ours.high


@given(COUNTS, COUNTS)
def test_points_are_the_rounded_difference_of_unrounded_shares(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    (part, base), (part_2, base_2) = ([5 * each for each in pair] for pair in (one, other))
    found = apart((part, base), (part_2, base_2))
    assert found.points == rounded(100 * (part / base - part_2 / base_2))
    assert apart((part_2, base_2), (part, base)).points == -found.points


def test_rounded_shares_would_be_a_point_off() -> None:
    # The control: 52 and 48 of hundred are three apart, if they were 51.6 and 48.4 of it.
    one, other = printed_share(80, 155), printed_share(75, 155)
    assert one is not None
    assert other is not None
    assert one.percent - other.percent == 4
    assert apart((80, 155), (75, 155)).points == 3


def test_differences_say_whether_they_may_be_chance() -> None:
    told = apart((80, 145), (90, 150))
    assert told.words.startswith("−5 points (−")
    assert told.words.endswith("may be chance, or other people answered")
    clear = apart((400, 450), (200, 450))
    assert clear.words.endswith("more than chance and other people would bring")


@pytest.mark.parametrize(
    ("one", "other"), [((20, 25), (80, 145)), ((80, 145), (None, 145)), ((None, 25), (None, 25))]
)
def test_there_is_no_difference_to_what_is_not_shown(
    one: tuple[int | None, int], other: tuple[int | None, int]
) -> None:
    assert difference(printed_share(*one), printed_share(*other)) is None


@pytest.mark.parametrize("part", [30, 75, 120])
def test_a_difference_to_oneself_is_as_uncertain_to_either_side(part: int) -> None:
    found = apart((part, 150), (part, 150))
    assert (found.points, found.low, found.is_beyond_chance) == (0, -found.high, False)
    assert found.chance == 1
    assert found.high < 30


@given(COUNTS, COUNTS)
def test_chance_is_at_most_one_in_twenty_where_the_interval_leaves_nought_out(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    counts = [5 * each for each in (*one, *other)]
    found = apart((counts[0], counts[1]), (counts[2], counts[3]))
    if found.low > 0 or found.high < 0:
        assert found.is_beyond_chance
    if found.is_beyond_chance:
        assert found.low >= 0 or found.high <= 0


def test_no_number_of_answers_makes_more_of_a_change_than_the_mix_of_people_allows() -> None:
    """At the very least it takes 1.96 times the spread of the mixes of two quarters."""
    least = Z * MIX * sqrt(2)
    one, other = (
        printed_share(part, 1_000_000) for part in (700_000, 700_000 - round(least * 1_000_000))
    )
    found = difference(one, other)
    assert found is not None
    assert found.chance == pytest.approx(erfc(Z / sqrt(2)), abs=2e-3)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=40))
def test_what_is_shown_together_is_judged_as_other_libraries_do(
    found: list[float | None],
) -> None:
    """Benjamini and Hochberg's procedure, beside SciPy's and statsmodels'."""
    told = judged(
        [None if each is None else Difference(5, 1, 9, each, each <= 0.05) for each in found]
    )
    chances = [each for each in found if each is not None]
    ours = [each.is_beyond_chance for each in told if each is not None]
    assert [each is None for each in told] == [each is None for each in found]
    if chances:
        assert ours == list(multipletests(chances, 0.05, method="fdr_bh")[0])
        adjusted = false_discovery_control(chances)
        assert ours == [bool(each <= 0.05) for each in adjusted] or min(abs(adjusted - 0.05)) < 1e-9


def test_a_single_difference_is_judged_by_its_own_interval() -> None:
    for found in (apart((400, 450), (200, 450)), apart((80, 145), (90, 150))):
        assert judged([found, None]) == (found, None)


@pytest.mark.parametrize("bases", [(30, 30), (35, 63), (48, 120), (90, 91)])
def test_chance_is_called_more_than_chance_in_one_of_twenty_at_most(
    bases: tuple[int, int],
) -> None:
    for share in (0.5, 0.7, 0.9, 0.95):
        for effect in (1.0, DESIGN_EFFECT):
            assert chance_of_a_call(bases, (share, share), effect) <= 0.05


def test_words_that_go_by_the_difference_alone_are_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comparisons, "sqrt", _much_too_narrow(sqrt))
    assert chance_of_a_call((48, 120), (0.6, 0.6)) > 0.05


def _much_too_narrow(root: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: root(value) / 4


@pytest.mark.parametrize("is_by_area", [False, True], ids=["all alike", "each area by itself"])
def test_another_mix_of_people_is_called_more_than_chance_in_one_of_twenty_releases_at_most(
    is_by_area: bool,
) -> None:
    """Nothing changes but who answers, by five points: 300 answers of a borough and 34 areas."""
    found = alarms(Drawn(300, effect=DESIGN_EFFECT, is_by_area=is_by_area), 150)
    assert found.share <= 0.05
    assert found.compared > 5


def test_a_rule_that_knows_of_the_draw_alone_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    # The control: without the mix and the design effect three of ten releases raise an alarm.
    monkeypatch.setattr(comparisons, "MIX", 0.0)
    monkeypatch.setattr(statistics, "DESIGN_EFFECT", 1.0)
    assert alarms(Drawn(300, effect=DESIGN_EFFECT, mix=MIX), 80).share > 0.25


def test_the_documents_say_how_likely_a_true_change_is_seen() -> None:
    assert power_table() in DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.full("figures", alone=True)
def test_the_documents_say_how_often_releases_raise_a_false_alarm() -> None:
    assert alarm_table(RELEASES) in DOCUMENT.read_text(encoding="utf-8")
