"""Turns: who comes when, and which figure of several counts."""

from functools import partial
from itertools import count

from bench.rounds import medians, take_turns


def test_the_order_turns_round_each_time() -> None:
    order: list[str] = []

    def noting(name: str) -> float:
        order.append(name)
        return 0.0

    take_turns({name: partial(noting, name) for name in "ab"}, 3)
    assert "".join(order) == "abbaab"


def test_every_figure_is_kept_under_its_name() -> None:
    numbers = count(1)
    found = take_turns({"a": lambda: next(numbers), "b": lambda: -next(numbers)}, 2)
    assert found == {"a": [1, 4], "b": [-2, -3]}


def test_one_slow_round_does_not_move_the_median() -> None:
    figures = iter([1.0, 900.0, 2.0])
    assert medians({"a": lambda: next(figures)}, 3) == {"a": 2.0}
