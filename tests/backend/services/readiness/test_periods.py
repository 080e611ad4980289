"""Deeds: an administrator sets periods within their bounds, and the chain says which."""

from typing import Any

import pytest
from flask import Flask

from backend.domain.readiness import BOUNDS, Periods
from backend.services.actors import Actor
from backend.services.readiness.periods import change_periods, periods
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import staff

MODULES = {"modules": ["first_response"]}


@pytest.fixture
def ada(world: World) -> Actor:
    return staff("ada@council.example", "administrator")


def code_of(world: World, actor: Actor, wanted: dict[str, Any]) -> str:
    with pytest.raises(Problem) as refused:
        change_periods(world, actor, wanted)
    return refused.value.code


def test_what_changed_is_returned_kept_and_written_down(
    app: Flask, world: World, ada: Actor
) -> None:
    wanted = {"visit_every_days": 90, "confirm_every_days": 20, "trained_percent": 50, **MODULES}
    expected = Periods(visit_every_days=90, confirm_every_days=20)
    assert change_periods(world, ada, wanted) == periods() == expected
    told = rows(app, "SELECT about, detail FROM audit WHERE deed = 'periods-changed'")
    assert told == [("readiness", "confirm_every_days: 20, visit_every_days: 90")]


def test_setting_what_holds_already_changes_nothing(app: Flask, world: World, ada: Actor) -> None:
    assert code_of(world, ada, {"confirm_every_days": 31, **MODULES}) == "nothing-changed"
    assert rows(app, "SELECT count(*) FROM audit") == [(0,)]


@pytest.mark.parametrize("name", BOUNDS)
def test_each_period_may_be_set_to_its_bounds_and_no_further(
    world: World, ada: Actor, name: str
) -> None:
    least, most = BOUNDS[name]
    for beyond in (least - 1, most + 1):
        assert code_of(world, ada, {name: beyond, **MODULES}) == "form-invalid"
    for value in (least, most):
        if value != getattr(periods(), name):
            assert getattr(change_periods(world, ada, {name: value, **MODULES}), name) == value


def test_every_module_must_be_one_that_there_is(world: World, ada: Actor) -> None:
    assert code_of(world, ada, {"modules": ["first_response", "juggling"]}) == "form-invalid"
    wanted = ["first_response", "safeguarding"]
    assert change_periods(world, ada, {"modules": wanted}).modules == tuple(wanted)
