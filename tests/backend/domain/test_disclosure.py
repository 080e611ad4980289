"""Small counts are hidden, the others rounded, and a reader knows just that."""

import pytest

from backend.domain.disclosure import TEN_FIVE, Rule


@pytest.mark.parametrize(
    ("count", "shown"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20)]
)
def test_counts_under_ten_are_hidden_and_others_go_to_the_nearest_five(
    count: int, shown: int | None
) -> None:
    assert TEN_FIVE.shown(count) == shown


@pytest.mark.parametrize("rule", [TEN_FIVE, Rule("3-7", least=3, step=7)])
def test_the_bounds_of_what_is_printed_hold_every_count_printed_so_and_no_other(
    rule: Rule,
) -> None:
    counts = range(60)
    for printed in {rule.shown(count) for count in counts[:50]}:
        low, high = rule.bounds(printed)
        assert [count for count in counts if rule.shown(count) == printed] == [
            *range(low, high + 1)
        ]
