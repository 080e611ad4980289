"""Shares and intervals, beside another library's and beside exact probabilities."""

import re
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from backend.domain import statistics
from backend.domain.comparisons import MIX, difference
from backend.domain.disclosure import LEAST_BASE, TEN_FIVE
from backend.domain.noise import DEVIATION, MOST
from backend.domain.printed_counts import NOT_PRINTED, NOT_SHOWN, PrintedCount
from backend.domain.statistics import (
    DESIGN_EFFECT,
    Spread,
    Z,
    rounded,
    score_interval,
    share_of,
    share_without,
    signed,
    wilson,
)
from tests.backend.domain.alarms import BEFORE, chance_of_a_call
from tests.backend.domain.as_printed import printed_share
from tests.backend.domain.coverage import (
    BASES,
    SELDOM,
    coverage,
    coverage_as_printed,
    printed_table,
    table,
)
from tests.backend.domain.noisy import chances

PROMISED = 0.95
DOCUMENT = Path("docs/statistics.md")
METHODS = Path("backend/console/templates/console/perception/methods.html")
PRINTED = (30, 35, 40, 45, 50, 75, 100, 200)
PAIRS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(PAIRS)
def test_the_interval_is_wilsons_as_another_library_has_it(counts: tuple[int, int]) -> None:
    part, base = counts
    theirs = proportion_confint(part, base, 0.05, method="wilson")
    assert wilson(part, base) == pytest.approx(theirs, abs=1e-5)


@given(PAIRS, st.floats(1, 4))
def test_a_design_effect_is_as_if_so_many_fewer_had_answered(
    counts: tuple[int, int], effect: float
) -> None:
    part, base = counts
    theirs = proportion_confint(part / effect, base / effect, 0.05, method="wilson")
    ours = score_interval(part / base, base, Spread(effect, 0.0))
    assert ours == pytest.approx(theirs, abs=1e-5)


@given(PAIRS, st.sampled_from([1, 2]))
def test_the_ends_of_an_interval_are_as_far_as_their_variance_says(
    counts: tuple[int, int], parts: int
) -> None:
    """Sampling and what noise and rounding do to both counts are added as variances."""
    part, base = counts[0], counts[1] + LEAST_BASE
    share, blur = part / base, DEVIATION**2 + 2.0
    spread = Spread(DESIGN_EFFECT, statistics.COUNT_VARIANCE, parts)
    for end in score_interval(share, base, spread):
        variance = DESIGN_EFFECT * end * (1 - end) / base + blur * (parts + end**2) / base**2
        if 0 < end < 1:
            assert abs(share - end) == pytest.approx(Z * sqrt(variance), abs=1e-9)


@pytest.mark.parametrize("base", [None, 0, 5, 25])
def test_no_share_is_shown_below_a_base_of_thirty(base: int | None) -> None:
    assert printed_share(20, base) is None
    assert printed_share(None, base) is None


def test_a_share_is_printed_with_its_widened_interval() -> None:
    share = printed_share(80, 145)
    assert share is not None
    assert share.words == "55 %"
    assert share.interval_words == f"likely between {share.low} and {share.high} %"
    plain = wilson(80, 145)
    assert share.exact[1] < plain[0] < plain[1] < share.exact[2]


@pytest.mark.parametrize("base", [None, 10, 30, 75, 1_000])
def test_of_a_count_that_is_not_shown_nothing_is_said(base: int | None) -> None:
    """It may be hidden for the sake of another: 75 of 77 was once printed "under 22 %"."""
    assert printed_share(None, base) is None
    assert share_of(NOT_PRINTED, PrintedCount.of(base)) is None
    assert difference(printed_share(None, base), printed_share(80, 145)) is None
    assert share_without([NOT_SHOWN, PrintedCount.of(20)], PrintedCount.of(base)) is None


@pytest.mark.parametrize(
    ("part", "base", "percent"),
    [(115, 200, 58), (15, 40, 38), (25, 40, 63), (10, 80, 13), (30, 90, 33), (40, 40, 100)],
)
def test_halves_are_rounded_up(part: int, base: int, percent: int) -> None:
    share = printed_share(part, base)
    assert share is not None
    assert share.percent == percent


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_rounding_is_that_of_exact_arithmetic(part: int, base: int) -> None:
    exact = Fraction(100 * part, base)
    assert rounded(100 * (part / base)) == (2 * exact + 1) // 2
    assert rounded(-100 * (part / base)) == -rounded(100 * (part / base))


def test_points_carry_their_sign() -> None:
    assert [signed(points) for points in (-7, 0, 4)] == ["−7", "0", "+4"]


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_worked_out_from_the_printed_counts_alone(counts: tuple[int, int]) -> None:
    part, base = (TEN_FIVE.shown(each) for each in counts)
    share = printed_share(part, base)
    same = {
        printed_share(TEN_FIVE.shown(part + shift), base)
        for shift in (0, 1, 2)
        if part is not None and TEN_FIVE.shown(part + shift) == part
    }
    assert same <= {share}
    if share is not None:
        assert 0 <= share.low <= share.percent <= share.high <= 100


@given(st.integers(2, 60), st.integers(2, 60))
def test_a_share_of_the_rest_is_the_other_side_of_that_of_the_others(one: int, two: int) -> None:
    """Those who feel safe are who is left of the base; its interval is that of the others."""
    parts, base = [PrintedCount.of(5 * one), PrintedCount.of(5 * two)], 5 * (one + two + 6)
    share = share_without(parts, PrintedCount.of(base))
    others = printed_share(5 * (one + two), base)
    assert share is not None
    assert others is not None
    assert share.is_of_the_rest
    assert share.exact[0] == pytest.approx(1 - others.exact[0])
    # Two counts are noisier than one.
    assert share.exact[1] < 1 - others.exact[2] < 1 - others.exact[1] < share.exact[2]


def test_the_tables_are_worked_out_with_the_noise_that_is_declared() -> None:
    every, weights = chances()
    assert (every.min(), every.max()) == (-MOST, MOST)
    assert weights.sum() == pytest.approx(1)
    assert weights @ every == pytest.approx(0)
    assert weights @ every**2 == pytest.approx(DEVIATION**2)


def test_printed_intervals_cover_the_truth_at_every_base_as_the_documents_say() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert table() in text
    assert printed_table(PRINTED) in text
    for effect in (1.0, DESIGN_EFFECT):
        for base in BASES:
            assert coverage(base, effect).chances.mean() >= PROMISED, base
        for shown in PRINTED:
            assert coverage_as_printed(shown, effect) >= PROMISED, shown


@pytest.mark.parametrize("effect", [1.0, DESIGN_EFFECT])
def test_bases_that_are_hardly_ever_printed_seldom_bring_an_interval_that_is_wrong(
    effect: float,
) -> None:
    """Of so few people a percentage is printed only where noise makes thirty of them."""
    for base in range(LEAST_BASE - 2 - MOST, LEAST_BASE + 1):
        found = coverage(base, effect)
        assert found.shown * (1 - found.chances.mean()) <= 0.02, base
    for base in SELDOM:
        assert coverage(base, effect).shown < 0.1


@pytest.mark.parametrize(
    ("name", "value", "effect"),
    [("COUNT_VARIANCE", 0.0, DESIGN_EFFECT), ("DESIGN_EFFECT", 1.0, DESIGN_EFFECT)],
    ids=["without noise", "without a design effect"],
)
def test_intervals_that_are_not_widened_are_caught(
    monkeypatch: pytest.MonkeyPatch, name: str, value: float, effect: float
) -> None:
    monkeypatch.setattr(statistics, name, value)
    assert min(float(coverage(base, effect).chances.mean()) for base in BASES) < PROMISED


def test_bases_of_the_coverage_table_rise() -> None:
    assert all(one < other for one, other in pairwise((*SELDOM, *BASES)))


def test_the_page_on_methods_promises_what_the_table_shows() -> None:
    text = METHODS.read_text(encoding="utf-8")
    (least, base) = re.findall(r"it is (\d+) times of 100 from a true base of (\d+) on", text)[0]
    found = min(
        coverage(each, effect).chances.min()
        for each in BASES
        for effect in (1.0, DESIGN_EFFECT)
        if each >= int(base)
    )
    assert int(least) == int(100 * found)
    (few,) = re.findall(r"of a true base of 25, printed so one time in four, (\d+) times", text)
    assert int(few) == int(100 * coverage(25, DESIGN_EFFECT).chances.min())
    assert coverage(25, 1.0).shown == pytest.approx(0.25, abs=0.02)
    (never,) = re.findall(r"that differ by (\d+) points or less are never", text)
    assert int(never) == int(100 * Z * MIX * sqrt(2))
    (seen,) = re.findall(r"a true fall of 20 points is seen (\d+) times of 100", text)
    shares = (BEFORE, BEFORE - 0.2)
    chance = chance_of_a_call((300, 300), shares, DESIGN_EFFECT)
    assert int(seen) == round(100 * chance)
    assert chance_of_a_call((300, 300), (BEFORE, BEFORE - 0.1), DESIGN_EFFECT) < 0.1
