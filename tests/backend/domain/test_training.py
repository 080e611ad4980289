"""Training covers a place while enough of its rota hold every module that is asked for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.domain.training import (
    MOST_LINES,
    MOST_ON_ROTA,
    Cover,
    Register,
    Trained,
    covered_until,
    faults_in,
    is_covered,
    needed,
    trained_on,
)

DAY, ONE = date(2026, 3, 10), timedelta(days=1)
COVER = Cover(12, ("first_response", "safeguarding"), 50)
FIRST = Trained("first_response", 3, DAY)
SECOND = Trained("safeguarding", 2, DAY + ONE)
REGISTER = Register(4, (FIRST, SECOND))


@pytest.mark.parametrize(
    ("rota", "percent", "people"), [(4, 50, 2), (5, 50, 3), (1, 10, 1), (9, 0, 1), (3, 100, 3)]
)
def test_a_share_of_the_rota_is_rounded_up_and_at_least_one(
    rota: int, percent: int, people: int
) -> None:
    assert needed(rota, replace(COVER, percent=percent)) == people


def test_the_module_with_the_fewest_people_counts() -> None:
    assert trained_on(REGISTER, COVER, DAY) == 0
    assert trained_on(REGISTER, COVER, DAY + ONE) == 2
    assert trained_on(replace(REGISTER, rota=1), COVER, DAY + ONE) == 1
    assert trained_on(REGISTER, replace(COVER, modules=()), DAY) == 0


def test_training_holds_from_its_day_to_the_same_day_a_year_later() -> None:
    one = replace(COVER, modules=("first_response",))
    year = date(2027, 3, 10)
    found = [trained_on(REGISTER, one, day) for day in (DAY - ONE, DAY, year - ONE, year)]
    assert found == [0, 3, 3, 0]


def test_people_trained_on_several_days_are_added_up() -> None:
    again = replace(REGISTER, lines=(FIRST, SECOND, replace(SECOND, people=1)))
    assert trained_on(again, COVER, DAY + ONE) == 3


def test_an_empty_rota_is_never_covered() -> None:
    assert is_covered(REGISTER, COVER, DAY + ONE) is True
    alone = tuple(replace(line, people=1) for line in REGISTER.lines)
    assert is_covered(Register(1, alone), COVER, DAY + ONE) is True
    assert is_covered(replace(REGISTER, rota=5), COVER, DAY + ONE) is False
    assert is_covered(Register(0, (FIRST, SECOND)), COVER, DAY + ONE) is False


def test_cover_ends_on_the_first_day_without_enough_people() -> None:
    assert covered_until(REGISTER, COVER, DAY) == DAY
    assert covered_until(REGISTER, COVER, DAY + ONE) == date(2027, 3, 10)
    renewed = replace(REGISTER, lines=(FIRST, SECOND, replace(FIRST, on=DAY + 9 * ONE)))
    assert covered_until(renewed, COVER, DAY + ONE) == date(2027, 3, 11)
    assert covered_until(renewed, COVER, DAY + 10 * ONE) == date(2027, 3, 11)


@pytest.mark.parametrize(
    ("register", "where"),
    [
        (Register(0, ()), "rota"),
        (Register(MOST_ON_ROTA + 1, ()), "rota"),
        (Register(MOST_ON_ROTA, (replace(FIRST, people=1),) * (MOST_LINES + 1)), "lines"),
        (Register(4, (FIRST, replace(FIRST, module="juggling"))), "lines/1/module"),
        (Register(4, (replace(FIRST, people=0),)), "lines/0/people"),
        (Register(4, (FIRST, replace(SECOND, on=DAY + 2 * ONE))), "lines/1/on"),
        (Register(1, (replace(FIRST, people=2),)), "lines/0/people"),
        (Register(4, (SECOND, FIRST, replace(FIRST, people=2))), "lines/1/people"),
    ],
)
def test_a_register_that_cannot_be_true_is_told_where(register: Register, where: str) -> None:
    assert [fault.where for fault in faults_in(register, DAY + ONE)] == [where]


@pytest.mark.parametrize(
    "register",
    [
        REGISTER,
        Register(1, (replace(FIRST, people=1),)),
        Register(MOST_ON_ROTA, (replace(FIRST, people=1),) * MOST_LINES),
        Register(3, (FIRST, replace(SECOND, people=3))),
    ],
)
def test_a_register_that_can_be_true_is_kept(register: Register) -> None:
    assert list(faults_in(register, DAY + ONE)) == []
