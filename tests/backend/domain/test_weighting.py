"""A share weighted by age: beside a library that weights, and where ages answer unequally."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from backend.domain.census import BAND_AGES
from backend.domain.printed_counts import PrintedCount
from backend.domain.statistics import share_of
from backend.domain.weighting import Group, weighted
from tests.backend.domain.as_printed import printed_share
from tests.backend.domain.noisy import printed

LIVE_HERE = np.array([10, 10, 15, 30, 15, 20.0])
ANSWER = np.array([0.08, 0.30, 0.28, 0.22, 0.07, 0.05])
"""The young answer far more often than they live here."""

FEEL_SAFE = np.array([0.50, 0.45, 0.55, 0.70, 0.80, 0.85])
TRUTH = float(LIVE_HERE @ FEEL_SAFE / LIVE_HERE.sum())
GROUPS = st.lists(
    st.tuples(st.floats(1, 50), st.integers(6, 100), st.floats(0.4, 1)), min_size=1, max_size=6
)


def groups_of(told: list[tuple[float, int, float]]) -> list[Group]:
    found = []
    for weight, fives, part in told:
        share = printed_share(max(10, 5 * round(fives * part)), 5 * fives)
        assert share is not None
        found.append(Group(weight, share))
    return found


@given(GROUPS)
def test_the_share_and_the_effect_of_its_weights_are_those_of_weighted_people(
    told: list[tuple[float, int, float]],
) -> None:
    """Every person weighs as much as their group is short of people, as statsmodels reckons."""
    groups = groups_of(told)
    found = weighted(groups)
    said = np.array([[1.0, 0.0]] * len(groups))
    people = np.array([[g.share.exact[0], 1 - g.share.exact[0]] for g in groups])
    people *= np.array([[g.share.base] for g in groups])
    weights = np.array([[g.weight / g.share.base] for g in groups]) * people
    theirs = DescrStatsW(said.ravel(), weights=weights.ravel())
    assert found.share.exact[0] == pytest.approx(theirs.mean)
    each = np.repeat([g.weight / g.share.base for g in groups], [g.share.base for g in groups])
    assert found.design_effect == pytest.approx(1 + each.var() / each.mean() ** 2)


@given(GROUPS)
def test_its_interval_holds_it_and_is_that_of_the_plain_share_where_there_is_one_group(
    told: list[tuple[float, int, float]],
) -> None:
    found = weighted(groups_of(told)).share
    assert found.exact[1] <= found.exact[0] <= found.exact[2]
    (alone,) = groups_of(told[:1])
    assert weighted([alone]).share.exact == pytest.approx(alone.share.exact)


def held(answers: int, draws: int) -> tuple[float, float]:
    """Return how often the weighted and the plain interval hold the residents' true share."""
    chance = np.random.default_rng(1)
    by_weight = plain = 0
    for _ in range(draws):
        bases = chance.multinomial(answers, ANSWER)
        parts = chance.binomial(bases, FEEL_SAFE)
        counts = zip(printed(parts, chance), printed(bases, chance), strict=True)
        shares = [share_of(*map(PrintedCount.of, each)) for each in counts]
        told = [Group(w, s) for w, s in zip(LIVE_HERE, shares, strict=True) if s is not None]
        assert len(told) == len(BAND_AGES)
        _, low, high = weighted(told).share.exact
        by_weight += low <= TRUTH <= high
        share = printed_share(*(printed(np.array([n.sum()]), chance)[0] for n in (parts, bases)))
        assert share is not None
        plain += share.exact[1] <= TRUTH <= share.exact[2]
    return by_weight / draws, plain / draws


def test_the_weighted_interval_holds_the_truth_where_the_young_answer_most() -> None:
    by_weight, plain = held(1500, 80)
    assert by_weight >= 0.95
    # The control: the plain share is that of another mix of ages.
    assert plain < 0.5
