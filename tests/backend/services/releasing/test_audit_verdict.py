"""Deeds: the audit's verdict: how many were looked at, and between which values each lies."""

import pytest

from backend.domain.audit_system import Bound, System, Target, Variable
from backend.domain.printing import Key
from backend.services.releasing.audit import Contradiction, Pinned, audit

UNIT = frozenset(("borough",))


def variable(code: str) -> Variable:
    return "2026Q3", UNIT, ("level", "", code)


def key(code: str, area: str = "borough") -> Key:
    return area, ("level", "", code)


def bound(low: float | None, high: float | None, *codes: str, by: str = "") -> Bound:
    return Bound({variable(code): 1.0 for code in codes}, low, high, key(by) if by else None)


def target(*codes: str, area: str = "borough") -> Target:
    return Target(key("+".join(codes), area), {variable(code): 1.0 for code in codes})


def test_nothing_to_hide_needs_no_program() -> None:
    verdict = audit(System([bound(0, 9, "a")], []))
    assert (verdict.targets, verdict.pinned, verdict.solved) == (0, (), 0)
    assert verdict.holds


@pytest.mark.parametrize(("low", "high", "is_told"), [(0, 3, False), (0, 2, True), (5, 8, False)])
def test_a_count_is_given_away_where_fewer_than_four_values_are_left(
    low: int, high: int, is_told: bool
) -> None:
    verdict = audit(System([bound(low, high, "a", by="a")], [target("a")]))
    assert verdict.holds is not is_told
    told = (Pinned(key("a"), low, high, frozenset({key("a")})),) if is_told else ()
    assert verdict.pinned == told
    assert (verdict.targets, verdict.solved) == (1, 6 if is_told else 2)


def test_ends_that_are_no_whole_numbers_leave_the_whole_ones_between() -> None:
    verdict = audit(System([bound(0.5, 3.5, "a")], [target("a")]))
    assert verdict.pinned == (Pinned(key("a"), 1, 3),)


def test_a_sum_and_its_parts_tell_the_rest_and_are_named() -> None:
    system = System(
        [
            bound(30, 32, "a", "b", by="sum"),
            bound(30, None, "b", by="b"),
            bound(0, 50, "c", by="c"),
        ],
        [target("a"), target("c")],
    )
    (pinned,) = audit(system).pinned
    assert pinned == Pinned(key("a"), 0, 2, frozenset({key("sum"), key("b")}))


def test_each_area_is_asked_about_all_its_counts() -> None:
    bounds = [bound(0, 1, "a"), bound(0, 20, "b"), bound(0, 2, "c"), bound(3, 3, "d")]
    targets = [target("a"), target("b"), target("c", area="town"), target("d", area="town")]
    verdict = audit(System(bounds, targets))
    assert [(each.key, each.low, each.high) for each in verdict.pinned] == [
        (key("a"), 0, 1),
        (key("c", "town"), 0, 2),
        (key("d", "town"), 3, 3),
    ]
    # All at once and some once more, two turns for the areas, each that looked narrow.
    assert verdict.solved == 2 + 2 + 4 + 2 * 3


def test_a_target_may_be_a_sum_with_factors() -> None:
    double = Target(key("x"), {variable("a"): 2.0, variable("b"): -1.0})
    (pinned,) = audit(System([bound(4, 5, "a"), bound(8, 8, "b")], [double])).pinned
    assert (pinned.low, pinned.high) == (0, 2)


def test_what_cannot_all_be_true_is_a_contradiction() -> None:
    with pytest.raises(Contradiction):
        audit(System([bound(5, None, "a"), bound(None, 4, "a")], [target("a")]))


def test_a_sum_whose_parts_hang_together_is_asked_for_by_its_factors() -> None:
    less = Bound({variable("b"): 1.0, variable("a"): -1.0}, None, 0)
    double = Target(key("x"), {variable("a"): 2.0, variable("b"): -1.0})
    assert audit(System([bound(0, 2, "a"), less], [double])).holds
