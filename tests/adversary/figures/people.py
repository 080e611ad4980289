"""Invented people and what they say, drawn by a seed, and what a service prints of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from backend.domain.audit_system import Shown
from backend.domain.disclosure import KEYED, TEN_FIVE
from backend.domain.noise import record_key
from backend.domain.periods import Period
from backend.domain.printing import Printing, print_tally
from backend.domain.products import AGES, BOROUGH, DAYPARTS, Counted
from backend.domain.tallying import AreaThen, Said, tally
from backend.services.releasing.protecting import protected
from shared.asking import HAPPENED_TO, feelings
from shared.perception import FACTORS, HAPPENED, REPORTED, WHY_NOT, Question

QUARTER = Period(2026, 3)
LEVELS = ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe", "dont_know")
WARDS = 4
ZONES = tuple(f"z{number}" for number in range(WARDS * 3))
AREAS = (
    AreaThen(BOROUGH, "Borough", BOROUGH, ZONES),
    *(AreaThen(f"w{at}", f"Ward {at}", "ward", ZONES[3 * at : 3 * at + 3]) for at in range(WARDS)),
    # Towns cut wards: what is printed of one can be subtracted from the other.
    *(AreaThen(f"t{at}", f"Town {at}", "town", ZONES[4 * at + 1 : 4 * at + 6]) for at in range(2)),
)
_AGES = tuple(code for codes in AGES.values() for code in codes)


@dataclass(frozen=True)
class Service:
    """How a service prints: its rule, its secret, and whether its audit hides more."""

    printing: Printing
    is_audited: bool = True

    def release(self, said: Iterable[Said], period: Period = QUARTER) -> Shown:
        """Return what it prints of some answers, the true counts beside it."""
        areas = AREAS[:1] if period.is_year else AREAS
        printed = print_tally(period, tally(said, AREAS), areas, self.printing)
        new = Shown(period, areas, printed, self.printing.rule)
        if not self.is_audited:
            return new
        return Shown(period, areas, protected([], new).printed, self.printing.rule)


def ours(seed: int) -> Service:
    """Return a service as it is, with a secret of its own."""
    return Service(Printing(KEYED, Random(f"secret {seed}").randbytes(32)))


WITHOUT_NOISE = Service(Printing(TEN_FIVE))
"""The control: rounded, hidden and audited, as releases were before there was noise."""


def people(chance: Random, count: int, zones: Sequence[str] = ZONES) -> list[Said]:
    """Return what some invented people say, as the app lets them; zones of an area are unequal."""
    return [_said(chance, zones) for _ in range(count)]


def _said(chance: Random, zones: Sequence[str]) -> Said:
    level = chance.choices(LEVELS, (24, 42, 21, 9, 4))[0]
    happened = reported = why_not = "not_said"
    if chance.random() < 0.7:
        happened = chance.choices(_codes(HAPPENED), (1, 6, 2, 1, 1))[0]
    if happened in HAPPENED_TO:
        reported = chance.choice(_codes(REPORTED))
    if reported == "no":
        why_not = chance.choice(_codes(WHY_NOT))
    age = chance.choices((*_AGES, "not_said"), (1, 2, 5, 6, 8, 4, 3, 3))[0]
    said = Counted(
        *(level, chance.choice(DAYPARTS), age, happened, reported, why_not, _reasons(chance, level))
    )
    return Said(chance.choice(zones), None, f"2026-W{chance.randint(28, 39)}", said, key(chance))


def _reasons(chance: Random, level: str) -> tuple[str, ...]:
    fits = feelings(level)
    shown = [each.code for each in FACTORS.options if fits is None or each.feeling in fits]
    return tuple(sorted(chance.sample(shown, chance.choices((0, 1, 2, 3), (3, 4, 2, 1))[0])))


def key(chance: Random) -> int:
    """Return the record key of a random id; which secret made it is nobody's concern here."""
    return record_key(b"invented", f"{chance.getrandbits(128):032x}")


def _codes(question: Question) -> tuple[str, ...]:
    return tuple(option.code for option in question.options)
