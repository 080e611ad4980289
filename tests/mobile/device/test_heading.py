"""The needle points within 10° of the truth over simulated walks, or says that it is not sure."""

from collections.abc import Callable
from math import atan2, degrees
from statistics import median, quantiles

import pytest

from mobile.device import compass
from mobile.device.compass import DISTURBED, VAGUE, Pointing, Sense
from mobile.device.heading import (
    SCREEN_UP,
    Field,
    Matrix,
    difference,
    from_pull_and_field,
    from_rotation_vector,
    heading_of,
)
from tests.mobile.device.walks import Sample, Walk, held

MOST_OFF_DEG = 10.0
SETTLED_S = 2.0
DECLINATION_DEG = 14.0
"""As in the far west of Ireland once, or parts of Canada: over Wigan it is less than a degree now,
where leaving it out would hide."""

CALM = [
    Walk(seed, tilt, roll, DECLINATION_DEG)
    for seed, (tilt, roll) in enumerate([(0, 0), (20, 10), (35, -15), (45, 25), (60, 0), (60, -20)])
]
NEAR_IRON = [Walk(100 + seed, 30, 5, DECLINATION_DEG, iron_from_s=20) for seed in range(6)]
Told = list[tuple[Sample, Pointing]]


def told(walk: Walk, *, has_rotation: bool, rotation: int = 0) -> Told:
    """Return what is told of a walk, at each moment the last that was said."""
    sense = Sense(walk.earth, lambda: rotation, has_rotation=has_rotation)
    found: Told = []
    for sample in walk.samples():
        sense.pulled(sample.pull, sample.at_s) if not has_rotation else None
        pointing = sense.drawn(sample.field, sample.at_s)
        if has_rotation:
            pointing = sense.rotated(sample.rotation, sample.at_s)
        if pointing is not None and sample.at_s >= SETTLED_S:
            found.append((sample, pointing))
    return found


def errors(found: Told) -> list[float]:
    """Return how far off each direction was that was told as sure."""
    return [
        abs(difference(pointing.heading_deg, sample.heading_deg))
        for sample, pointing in found
        if pointing.heading_deg is not None
    ]


def off(walks: list[Walk], *, has_rotation: bool) -> tuple[float, float, float]:
    """Return the median error, that of 95 of 100, and which part of the time it was sure."""
    every = [told(walk, has_rotation=has_rotation) for walk in walks]
    found = [each for one in every for each in errors(one)]
    share = len(found) / sum(len(one) for one in every)
    if len(found) < 20:
        return 180.0, 180.0, share
    return median(found), quantiles(found, n=100)[94], share


@pytest.fixture(params=[True, False], ids=["rotation-vector", "field-and-pull"])
def has_rotation(request: pytest.FixtureRequest) -> bool:
    found: bool = request.param
    return found


def test_within_ten_degrees_on_calm_walks(has_rotation: bool) -> None:
    half, most, share = off(CALM, has_rotation=has_rotation)
    assert half <= 5.0
    assert most <= MOST_OFF_DEG
    assert share >= 0.9


def test_near_iron_it_says_so_and_is_right_when_it_is_sure(
    has_rotation: bool,
) -> None:
    _, most, share = off(NEAR_IRON, has_rotation=has_rotation)
    assert most <= MOST_OFF_DEG
    assert share < 0.95
    near = [
        each.trouble
        for walk in NEAR_IRON
        for sample, each in told(walk, has_rotation=has_rotation)
        if sample.is_disturbed
    ]
    assert near.count(DISTURBED) > 0.8 * len(near)


def without_tilt(attitude: Matrix, _rotation: int) -> float | None:
    """Take the phone for level, as a compass app of the plainest kind: what a hand never is."""
    # The field's level part in the phone's own plane, not the world's.
    north = attitude[1]
    return degrees(atan2(-north[0], north[1])) % 360


def turned_a_quarter(attitude: Matrix, rotation: int) -> float | None:
    return heading_of(attitude, rotation + 1)


BROKEN: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "no declination: magnetic north for true": lambda patch: patch.setattr(
        Walk, "earth", property(lambda _: Field(0.0, 68.0, 49.0))
    ),
    "declination the wrong way": lambda patch: patch.setattr(
        Walk, "earth", property(lambda walk: Field(-walk.declination_deg, 68.0, 49.0))
    ),
    "no tilt compensation": lambda patch: patch.setattr(compass, "heading_of", without_tilt),
    "the wrong display rotation": lambda patch: patch.setattr(
        compass, "heading_of", turned_a_quarter
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_compass_is_seen(
    monkeypatch: pytest.MonkeyPatch,
    has_rotation: bool,
    broken: str,
) -> None:
    walks = [each for each in CALM if each.roll_deg and each.tilt_deg]
    if "declination" in broken:
        truth = {walk: list(walk.samples()) for walk in walks}
        monkeypatch.setattr(Walk, "samples", lambda walk: iter(truth[walk]))
    BROKEN[broken](monkeypatch)
    assert off(walks, has_rotation=has_rotation)[1] > MOST_OFF_DEG


def test_one_that_watches_over_nothing_would_be_seen(
    monkeypatch: pytest.MonkeyPatch,
    has_rotation: bool,
) -> None:
    monkeypatch.setattr(compass, "is_disturbed", lambda _seen, _earth: False)
    assert off(NEAR_IRON, has_rotation=has_rotation)[1] > MOST_OFF_DEG


def test_sway_that_is_not_smoothed_away_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compass, "SWAY_S", 0.001)
    assert off(CALM, has_rotation=False)[1] > MOST_OFF_DEG


@pytest.mark.parametrize("rotation", range(4))
def test_the_top_of_the_screen_counts_however_the_phone_is_turned(rotation: int) -> None:
    """At ROTATION_90 the phone's right side is on top, as Android's own remapping has it."""
    attitude = held(100.0, 20.0, 0.0)
    found = heading_of(attitude, rotation)
    assert found is not None
    assert difference(found, 100.0 + 90.0 * rotation) == pytest.approx(0, abs=1)
    assert len(set(SCREEN_UP)) == 4


def test_an_upright_phone_points_where_one_looks_through_it() -> None:
    found = heading_of(held(200.0, 85.0, 0.0), 0)
    assert found is not None
    assert difference(found, 200.0) == pytest.approx(0, abs=1)


def test_a_falling_phone_points_nowhere() -> None:
    assert from_pull_and_field((0, 0, 0.1), (0, 20, -40)) is None
    assert from_pull_and_field((0, 0, 9.8), (0, 0, -40)) is None


def test_the_fourth_number_may_be_missing() -> None:
    full = (0.1, 0.2, 0.3, 0.9273618495495703)
    for ours, other in zip(from_rotation_vector(full), from_rotation_vector(full[:3]), strict=True):
        assert ours == pytest.approx(other)


@pytest.fixture
def sense() -> Sense:
    return Sense(Field(0, 68, 49), lambda: 0, has_rotation=True)


LEVEL = (0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("accuracy", "is_sure"), [(-1, False), (0, False), (1, False), (2, True), (3, True)]
)
def test_a_phone_that_is_not_sure_is_believed(
    sense: Sense, accuracy: int, *, is_sure: bool
) -> None:
    sense.graded(accuracy)
    pointing = sense.rotated(LEVEL, 1.0)
    assert (pointing.heading_deg is not None) is is_sure
    assert pointing.trouble == ("" if is_sure else VAGUE)


@pytest.mark.parametrize(("exact_rad", "trouble"), [(-1.0, ""), (0.2, ""), (0.6, VAGUE)])
def test_a_rotation_vector_says_how_exact_it_is(
    sense: Sense, exact_rad: float, trouble: str
) -> None:
    assert sense.rotated((*LEVEL, exact_rad), 1.0).trouble == trouble
