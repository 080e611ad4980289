"""Nobody works out a count under ten from what is printed: by linear programs of a reader's own."""

from random import Random

import pytest

from backend.domain.audit_system import Shown
from backend.domain.disclosure import Rule
from backend.domain.printing import Printing
from backend.domain.products import basics_of
from backend.domain.tallying import Said, units_of
from tests.adversary.figures.by_programs import Reader, Variable, pinned
from tests.adversary.figures.people import (
    AREAS,
    WITHOUT_NOISE,
    ZONES,
    Service,
    ours,
    people,
)
from tests.support.parts import is_part

pytestmark = pytest.mark.full("attacks")
SEEDS = range(100) if is_part("attacks") else range(2)
UNDER_FIVE = Service(Printing(Rule("5", least=5, step=1)), is_audited=False)


def a_quarter(seed: int) -> list[Said]:
    chance = Random(seed)
    return people(chance, chance.randint(90, 240))


def given_away(service: Service, said: list[Said]) -> int:
    release = service.release(said)
    found, small = pinned(Reader([release]), release)
    assert small > 50
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_reader_of_one_release_pins_nothing(seed: int) -> None:
    assert given_away(ours(seed), a_quarter(seed)) == 0


def test_hiding_under_five_without_rounding_is_found_out() -> None:
    # The control: the same answers, printed as others print them.
    assert given_away(UNDER_FIVE, a_quarter(0)) > 20


def own_counts(own: list[Said]) -> dict[Variable, int]:
    units = units_of(AREAS)
    found: dict[Variable, int] = {}
    for said in own:
        for basic in basics_of(said.counted):
            variable = (units[str(said.zone_id)], "/".join(basic))
            found[variable] = found.get(variable, 0) + 1
    return found


def inbox_of(said: list[Said]) -> dict[Variable, int]:
    """Return what an officer knows who read every answer: level, daypart and reasons, by zone."""
    seen = own_counts(said)
    return {
        (unit, name): count
        for (unit, name), count in seen.items()
        if name.split("/")[0] in ("level", "daypart", "factor")
    }


def test_who_read_the_whole_inbox_pins_nothing_of_what_it_does_not_show() -> None:
    for seed in SEEDS:
        said = a_quarter(seed)
        release = ours(seed).release(said)
        hidden = {
            key: each
            for key, each in release.printed.items()
            if key[1][0] in ("age", "happened", "reported", "why_not")
        }
        of_it = Shown(release.period, release.areas, hidden, release.rule)
        reader = Reader([release], exact=inbox_of(said))
        found, small = pinned(reader, of_it)
        # What nobody can have said is no secret: no reasons without an answer.
        assert small > 50
        assert found == 0, f"seed {seed}"


def with_chaff(seed: int) -> tuple[list[Said], list[Said]]:
    """Return what a few people say in a ward and many elsewhere, and 36 answers of a reader's."""
    chance = Random(seed)
    own = people(chance, 36, ZONES[:3])
    few = people(chance, chance.randint(4, 12), ZONES[:3])
    return own, [*few, *people(chance, 150, ZONES[3:])]


def told_by_chaff(service: Service, seed: int) -> tuple[int, int]:
    """Return of how many small counts beside the reader's own too little is open."""
    own, genuine = with_chaff(seed)
    release = service.release([*own, *genuine])
    known = own_counts(own)
    reader = Reader([release], own=known)
    found = small = 0
    for count in sorted(set(known.values())):
        cells = {
            key: each
            for key, each in release.printed.items()
            if key[0] == "w0" and sum(known.get(at, 0) for at in reader.terms(*key)) == count
        }
        of_ward = Shown(release.period, release.areas, cells, release.rule)
        pins, asked = pinned(reader, of_ward, count)
        found, small = found + pins, small + asked
    return found, small


def test_ones_own_answers_lift_nothing_into_sight() -> None:
    told = [told_by_chaff(ours(seed), seed) for seed in SEEDS]
    found, small = (sum(each) for each in zip(*told, strict=True))
    assert small > 30 * len(SEEDS)
    assert found <= small / 100


def test_without_noise_ones_own_answers_tell_the_others() -> None:
    # The control: rounded and audited, as releases were before there was noise.
    told = [told_by_chaff(WITHOUT_NOISE, seed) for seed in range(3)]
    assert sum(found for found, _ in told) > sum(small for _, small in told) / 10
