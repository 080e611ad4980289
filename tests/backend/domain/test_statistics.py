"""Shares, intervals and differences, beside another library's and beside exact probabilities."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from backend.domain import statistics
from backend.domain.disclosure import LEAST_BASE, TEN_FIVE
from backend.domain.statistics import Share, difference, share_of, wilson
from tests.backend.domain.coverage import BASES, coverage, table

PROMISED = 0.95


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_wilsons_as_another_library_has_it(counts: tuple[int, int]) -> None:
    part, base = counts
    theirs = proportion_confint(part, base, 0.05, method="wilson")
    assert wilson(part, base) == pytest.approx(theirs, abs=1e-5)


@pytest.mark.parametrize("base", [None, 0, 5, 25])
def test_no_share_is_shown_below_a_base_of_thirty(base: int | None) -> None:
    assert share_of(20, base) is None
    assert share_of(None, base) is None


def test_a_share_is_printed_with_its_widened_interval() -> None:
    share = share_of(80, 145)
    assert share is not None
    assert (share.words, share.interval_words) == ("55 %", "likely between 45 and 65 %")
    plain = wilson(80, 145)
    assert share.exact[1] < plain[0] < plain[1] < share.exact[2]


@pytest.mark.parametrize("base", [None, 10, 30, 75, 1_000])
def test_of_a_count_that_is_not_shown_nothing_is_said(base: int | None) -> None:
    """It may be hidden for the sake of another: 75 of 77 was once printed "under 22 %"."""
    assert share_of(None, base) is None
    assert difference(share_of(None, base), share_of(80, 145)) is None


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_worked_out_from_the_printed_counts_alone(counts: tuple[int, int]) -> None:
    part, base = (TEN_FIVE.shown(each) for each in counts)
    share = share_of(part, base)
    same = {
        share_of(TEN_FIVE.shown(part + shift), base)
        for shift in (0, 1, 2)
        if part is not None and TEN_FIVE.shown(part + shift) == part
    }
    assert same <= {share}
    if share is not None:
        assert 0 <= share.low <= (share.percent or 0) <= share.high <= 100


def test_printed_intervals_cover_the_truth_at_every_base_as_the_documents_say() -> None:
    assert table() in Path("docs/statistics.md").read_text(encoding="utf-8")
    for base in BASES:
        assert np.mean(coverage(base)) >= PROMISED, base


@pytest.mark.parametrize("widened_by", [0.0])
def test_intervals_that_are_not_widened_are_caught(
    monkeypatch: pytest.MonkeyPatch, widened_by: float
) -> None:
    monkeypatch.setattr(statistics, "WIDENED_BY", widened_by)
    assert min(float(np.mean(coverage(base))) for base in BASES) < PROMISED


def chances_of_alarm(bases: tuple[int, int], share: float) -> float:
    """Return how likely two groups that truly feel alike are said to differ."""
    shares = [_shares(base) for base in bases]
    weights = [binom.pmf(range(base + 1), base, share) for base in bases]
    alarms = 0.0
    for one, weight in zip(shares[0], weights[0], strict=True):
        for other, weight_2 in zip(shares[1], weights[1], strict=True):
            found = difference(one, other)
            if found is not None and found.is_beyond_chance:
                alarms += weight * weight_2
    return float(alarms)


def _shares(base: int) -> Sequence[Share | None]:
    return [share_of(TEN_FIVE.shown(part), TEN_FIVE.shown(base)) for part in range(base + 1)]


@pytest.mark.parametrize("bases", [(30, 30), (32, 63), (48, 120), (90, 91)])
def test_chance_is_called_more_than_chance_in_one_of_twenty_at_most(
    bases: tuple[int, int],
) -> None:
    for share in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        assert chances_of_alarm(bases, share) <= 0.05


def test_words_that_go_by_the_difference_alone_are_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(statistics, "sqrt", _much_too_narrow(sqrt))
    assert chances_of_alarm((48, 120), 0.6) > 0.05


def _much_too_narrow(root: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: root(value) / 4


@given(st.tuples(*[st.integers(6, 200)] * 2), st.tuples(*[st.floats(0.35, 1)] * 2))
def test_a_difference_is_newcombes_and_a_little_wider(
    fives: tuple[int, int], parts: tuple[float, float]
) -> None:
    bases = tuple(5 * each for each in fives)
    counts = tuple(
        max(10, 5 * round(base * part / 5)) for base, part in zip(bases, parts, strict=True)
    )
    ours = difference(share_of(counts[0], bases[0]), share_of(counts[1], bases[1]))
    assert ours is not None
    low, high = confint_proportions_2indep(
        counts[0], bases[0], counts[1], bases[1], method="newcomb", compare="diff"
    )
    assert ours.low <= 100 * low + 1e-3
    assert ours.high >= 100 * high - 1e-3
    assert ours.low <= ours.points <= ours.high


def test_differences_say_whether_they_may_be_chance() -> None:
    one, other = share_of(80, 145), share_of(90, 150)
    told = difference(one, other)
    assert told is not None
    assert told.words.startswith("−5 points (−")
    assert told.words.endswith("may be chance")
    clear = difference(share_of(400, 450), share_of(200, 450))
    assert clear is not None
    assert clear.words.endswith("more than chance alone would bring")


@pytest.mark.parametrize(
    ("one", "other"), [((20, 25), (80, 145)), ((80, 145), (None, 145)), ((None, 25), (None, 25))]
)
def test_there_is_no_difference_to_what_is_not_shown(
    one: tuple[int | None, int], other: tuple[int | None, int]
) -> None:
    assert difference(share_of(*one), share_of(*other)) is None


def test_bases_of_the_coverage_table_rise() -> None:
    assert all(one < other for one, other in pairwise(BASES))
    assert TEN_FIVE.shown(BASES[0]) == LEAST_BASE


@pytest.mark.parametrize("part", [30, 75, 120])
def test_a_difference_to_oneself_is_as_uncertain_to_either_side(part: int) -> None:
    share = share_of(part, 150)
    found = difference(share, share)
    assert found is not None
    assert (found.points, found.low, found.is_beyond_chance) == (0, -found.high, False)
    assert found.high < 20
