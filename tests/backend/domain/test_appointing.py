"""Who counts as an administrator of whom two must agree, and whose word is the second."""

from datetime import timedelta

import pytest

from backend.domain.appointing import COUNTS_FOR, Administrator, is_another
from tests.conftest import NOW

INSTANT = timedelta(microseconds=1)
AMIR = Administrator(1, "Amir", "amir@council.example", is_one=True)


def bea(**changes: object) -> Administrator:
    values: dict[str, object] = {"is_one": True, **changes}
    return Administrator(2, "Bea", "bea@council.example", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        (bea(), True),
        (bea(is_one=False), False),
        (bea(is_passed_by=True), True),
        (bea(is_one=False, ceased_at=NOW), True),
        (bea(is_one=False, ceased_at=NOW - COUNTS_FOR + INSTANT), True),
        (bea(is_one=False, ceased_at=NOW - COUNTS_FOR), False),
    ],
)
def test_whoever_is_or_lately_was_an_administrator_counts(
    other: Administrator, *, counts: bool
) -> None:
    assert is_another([AMIR, other], AMIR.id, NOW) is counts


def test_nobody_is_another_than_themselves() -> None:
    assert not is_another([AMIR], AMIR.id, NOW)
    assert is_another([AMIR], None, NOW)


@pytest.mark.parametrize(
    ("giver", "asked_by", "about", "may"),
    [
        (bea(), 1, None, True),
        (bea(), 1, 3, True),
        (bea(), 2, None, False),
        (bea(), 1, 2, False),
        (bea(is_one=False), 1, None, False),
        (bea(is_one=False, ceased_at=NOW), 1, None, False),
        (bea(is_passed_by=True), 1, None, False),
    ],
)
def test_the_second_word_is_somebody_elses(
    giver: Administrator, asked_by: int, about: int | None, *, may: bool
) -> None:
    assert giver.may_give_word(asked_by, about) is may
