"""Mutants: those that are known to change nothing anybody can see (equivalent.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.mutating import Mutant

LIST = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True)
class Equivalent:
    """One that is known: its function, what stands there, what the mutant has, and why it is."""

    function: str
    before: str
    after: str
    why: str

    def is_of(self, mutant: Mutant) -> bool:
        """Return whether a mutant is this one."""
        mine = (self.function, self.before, self.after)
        return mine == (mutant.function, mutant.before, mutant.after)


@dataclass(frozen=True)
class Equivalents:
    """All that are known, by the file that they are of."""

    by_file: Mapping[str, Sequence[Equivalent]]

    def of(self, file: str, mutants: Sequence[Mutant]) -> list[Mutant]:
        """Return those of a file's mutants that are known to be equivalent."""
        known = self.by_file.get(file, ())
        return [mutant for mutant in mutants if any(each.is_of(mutant) for each in known)]


def equivalents() -> Equivalents:
    """Read the list; raise TypeError where an entry lacks something."""
    read = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return Equivalents(
        {file: [Equivalent(**entry) for entry in entries] for file, entries in read.items()}
    )
