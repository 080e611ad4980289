"""A printed count is no number: one that is not shown never passes for nought or a small one."""

from collections.abc import Callable

import pytest

from backend.domain.printed_counts import NOT_PRINTED, NOT_SHOWN, NotShownError, PrintedCount

SHOWN = PrintedCount.of(1200)
EVERY = {"shown": SHOWN, "not shown": NOT_SHOWN, "not printed": NOT_PRINTED}
MISREADINGS: dict[str, Callable[[PrintedCount], object]] = {
    "truth": bool,
    "default": lambda count: count or 0,  # type: ignore[redundant-expr]
    "not": lambda count: not count,
    "less": lambda count: count < 10,  # type: ignore[operator]
    "more": lambda count: count >= 10,  # type: ignore[operator]
    "order": lambda count: sorted([count, PrintedCount.of(5)]),  # type: ignore[type-var]
    "sum": lambda count: count + 1,  # type: ignore[operator]
    "sum of many": lambda count: sum([count]),  # type: ignore[list-item]
    "minus": lambda count: 50 - count,  # type: ignore[operator]
    "share": lambda count: count / 50,  # type: ignore[operator]
    "whole": lambda count: int(count),  # type: ignore[call-overload]
    "float": lambda count: float(count),  # type: ignore[arg-type]
    "equal": lambda count: count == 0,
    "unequal": lambda count: count != 1200,
    "none": lambda count: count == None,  # noqa: E711
    "written": lambda count: f"{count:,}",
}


@pytest.mark.parametrize("state", EVERY)
@pytest.mark.parametrize("read", MISREADINGS.values(), ids=list(MISREADINGS))
def test_it_cannot_be_read_as_a_number(state: str, read: Callable[[PrintedCount], object]) -> None:
    with pytest.raises(TypeError):
        read(EVERY[state])


def test_only_what_is_shown_has_a_number() -> None:
    assert SHOWN.is_shown
    assert SHOWN.number == 1200
    assert PrintedCount.of(0).number == 0
    for count in (NOT_SHOWN, NOT_PRINTED):
        assert not count.is_shown
        with pytest.raises(NotShownError, match=count.words):
            _ = count.number


def test_it_says_why_there_is_no_number() -> None:
    assert [each.words for each in (SHOWN, NOT_SHOWN, NOT_PRINTED)] == [
        "1,200",
        "not shown",
        "not in this release",
    ]
    assert (NOT_SHOWN.is_printed, NOT_PRINTED.is_printed) == (True, False)


def test_counts_are_alike_when_they_are_printed_alike() -> None:
    assert PrintedCount.of(25) == PrintedCount.of(25) != PrintedCount.of(30)
    assert PrintedCount.of(None) == NOT_SHOWN != NOT_PRINTED
    assert len({PrintedCount.of(25), PrintedCount.of(25), NOT_SHOWN, NOT_PRINTED}) == 3
