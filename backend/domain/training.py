"""Rules: who of a place's rota is trained, counted without names, and for how long (readiness)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from backend.domain.listing import months_after
from shared.problems import Fault

MODULES = ("first_response", "ask_for_angela", "safeguarding", "bleed_control")
"""What staff may be trained in: first response of a safe place (Safe Havens: at least one trained
person), Ask for Angela, safeguarding level 1 (West Berkshire), and bleed control."""

MOST_ON_ROTA = 500
MOST_LINES = 40
"""More would not be read by anybody; a line holds all who were trained together."""


@dataclass(frozen=True)
class Trained:
    """So many people of the rota were trained in one module on one day; nobody is named."""

    module: str
    people: int
    on: date


@dataclass(frozen=True)
class Register:
    """How many people are on the rota, and the training of those that still are."""

    rota: int
    lines: tuple[Trained, ...]


@dataclass(frozen=True)
class Cover:
    """What training must hold: for how many months, in which modules, what share of the rota."""

    months: int
    modules: tuple[str, ...]
    percent: int


def trained_on(register: Register, cover: Cover, day: date) -> int:
    """Return how many people are trained in every wanted module on a day, at least.

    Nobody is named, so the module with the fewest tells how many have all.
    """
    valid = _valid(register.lines, cover, day)
    return min((min(valid[module], register.rota) for module in cover.modules), default=0)


def is_covered(register: Register, cover: Cover, day: date) -> bool:
    """Return whether enough of the rota is trained on a day; an empty rota never is."""
    return register.rota > 0 and trained_on(register, cover, day) >= needed(register.rota, cover)


def needed(rota: int, cover: Cover) -> int:
    """Return how many people must be trained, at least one."""
    return max(1, ceil(rota * cover.percent / 100))


def covered_until(register: Register, cover: Cover, day: date) -> date:
    """Return the first day from this one on without enough trained people."""
    if not is_covered(register, cover, day):
        return day
    ends = sorted({months_after(line.on, cover.months) for line in register.lines})
    return next(end for end in ends if end > day and not is_covered(register, cover, end))


def faults_in(register: Register, today: date) -> Iterable[Fault]:
    """Yield what is wrong with a register that somebody wants to keep."""
    if not 1 <= register.rota <= MOST_ON_ROTA:
        yield Fault("rota", f"Say how many people are on the rota: 1 to {MOST_ON_ROTA}.")
    if len(register.lines) > MOST_LINES:
        yield Fault("lines", f"At most {MOST_LINES} lines: put those trained together in one.")
    for at, line in enumerate(register.lines):
        yield from _faults_of(line, at, today)
    yield from _too_many(register)


def _faults_of(line: Trained, at: int, today: date) -> Iterable[Fault]:
    if line.module not in MODULES:
        yield Fault(f"lines/{at}/module", "Choose what they were trained in.")
    if line.people < 1:
        yield Fault(f"lines/{at}/people", "Say how many people were trained, or leave it empty.")
    if line.on > today:
        yield Fault(f"lines/{at}/on", "This day has not come. Enter training once it was given.")


def _too_many(register: Register) -> Iterable[Fault]:
    for module in MODULES:
        people = sum(line.people for line in register.lines if line.module == module)
        if people > register.rota >= 1:
            first = next(at for at, line in enumerate(register.lines) if line.module == module)
            yield Fault(
                f"lines/{first}/people",
                f"{people} trained, and {register.rota} on the rota. Count those who are still on "
                "the rota, each once: where the same people were trained anew, change the day.",
            )


def _valid(lines: Sequence[Trained], cover: Cover, day: date) -> dict[str, int]:
    """Return how many people of each module hold training that is given and not run out."""
    found = dict.fromkeys((*MODULES, *cover.modules), 0)
    for line in lines:
        if line.on <= day < months_after(line.on, cover.months):
            found[line.module] = found.get(line.module, 0) + line.people
    return found
