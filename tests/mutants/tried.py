"""Mutants: what came of each, told by file, and held against what is asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.mutants.targets import LEAST_OF_A_FILE, LEAST_OF_ALL


@dataclass(frozen=True)
class Tried:
    """A mutant, the test that failed on it ("" if it survived), and the processor time it took."""

    file: str
    what: str
    failed: str
    is_equivalent: bool = False
    cpu_s: float = 0.0


@dataclass(frozen=True)
class Score:
    """How many mutants some test failed on, of how many; equivalent ones are none of them."""

    killed: int
    all: int

    @property
    def share(self) -> float:
        """The share on which some test failed, from 0 to 1; 1 where there was none to try."""
        return self.killed / self.all if self.all else 1.0

    def __str__(self) -> str:
        return f"{self.killed:>5} of {self.all:>5} {self.share:>7.1%}"


def score(tried: Iterable[Tried]) -> Score:
    """Count mutants."""
    counted = [each for each in tried if not each.is_equivalent]
    return Score(sum(bool(each.failed) for each in counted), len(counted))


def by_file(tried: Iterable[Tried]) -> dict[str, Score]:
    """Count the mutants of each file, in the order of their names."""
    all_tried = list(tried)
    names = sorted({each.file for each in all_tried})
    return {name: score(each for each in all_tried if each.file == name) for name in names}


def survivors(tried: Iterable[Tried]) -> list[str]:
    """Name what no test failed on, as file:line function: before -> after."""
    return [
        f"{each.file}:{each.what}" for each in tried if not each.failed and not each.is_equivalent
    ]


def table(tried: Iterable[Tried]) -> Iterator[str]:
    """Yield a line for each file, one for all, and one for each survivor."""
    all_tried = list(tried)
    for name, found in by_file(all_tried).items():
        seconds = sum(each.cpu_s for each in all_tried if each.file == name)
        yield f"{name:<46} {found} {seconds:>6.1f} s"
    yield f"{'all':<46} {score(all_tried)}"
    yield from survivors(all_tried)


def faults(tried: Iterable[Tried]) -> list[str]:
    """Say which score is too low, and what is called equivalent although a test fails on it."""
    all_tried = list(tried)
    found = [
        f"{name}: {of_file} killed, {LEAST_OF_A_FILE:.0%} are asked for"
        for name, of_file in by_file(all_tried).items()
        if of_file.share < LEAST_OF_A_FILE
    ]
    if score(all_tried).share < LEAST_OF_ALL:
        found.append(f"all: {score(all_tried)} killed, {LEAST_OF_ALL:.0%} are asked for")
    return found + [
        f"{each.file}:{each.what}: not equivalent, {each.failed} fails"
        for each in all_tried
        if each.is_equivalent and each.failed
    ]
