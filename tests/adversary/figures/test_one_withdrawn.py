"""One answer is withdrawn, and whoever has the old figures subtracts: nothing of it is told."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from backend.domain.audit_system import Shown
from backend.domain.printing import Key
from backend.domain.tallying import Said
from backend.services.releasing.correcting import counted_anew
from tests.adversary.figures.people import (
    WARDS,
    WITHOUT_NOISE,
    ZONES,
    Service,
    ours,
    people,
)
from tests.support.parts import is_part

pytestmark = pytest.mark.full("attacks")
PAIRS = range(100) if is_part("attacks") else range(20)


def a_quarter(seed: int) -> list[Said]:
    chance = Random(seed)
    return people(chance, chance.randint(60, 110) * WARDS)


def moved(before: Shown, after: Shown) -> set[Key]:
    """Return the cells that whoever has both releases sees to differ."""
    return {key for key, each in after.printed.items() if each.shown != before.printed[key].shown}


def corrected(service: Service, seed: int) -> tuple[Shown, Shown]:
    """Return the release of a quarter, and as it is counted after one answer was withdrawn."""
    said = a_quarter(seed)
    # What the audit hides beside is the same in both.
    printed = replace(service, is_audited=False)
    return printed.release(said), printed.release(said[1:])


def as_published(before: Shown, after: Shown) -> Shown:
    """Return what a correction prints: anew where enough changed, else as it stood."""
    anew = counted_anew(before, after.printed, frozenset(area.id for area in before.areas))
    kept = {
        key: after.printed[key] if key[0] in anew else each for key, each in before.printed.items()
    }
    return Shown(before.period, before.areas, kept, before.rule)


@pytest.mark.parametrize("make", [ours, lambda _: WITHOUT_NOISE], ids=["moved", "rounded alone"])
def test_one_withdrawn_answer_moves_no_figure(make: Callable[[int], Service]) -> None:
    for seed in PAIRS:
        before, after = corrected(make(seed), seed)
        assert moved(before, as_published(before, after)) == set()


def test_counted_anew_at_once_it_would_be_told() -> None:
    # The control: corrections as they were, each of which was counted whole.
    told = [len(moved(*corrected(WITHOUT_NOISE, seed))) for seed in PAIRS]
    assert sum(number > 0 for number in told) > len(PAIRS) * 0.8


def test_of_ten_that_are_withdrawn_nobody_is_told_apart() -> None:
    said = a_quarter(1)
    gone = [each for each in said if each.zone_id in ZONES[:3]][:60]
    left = [each for each in said if each not in gone]
    service = replace(ours(1), is_audited=False)
    before, after = service.release(said), service.release(left)
    anew = {key[0] for key in moved(before, as_published(before, after))}
    assert anew <= {"borough", "w0", "t0"}
    assert "w0" in anew
