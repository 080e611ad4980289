"""Deeds: what an import did, row by row where a row was refused or deserves a look."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from backend.services.importing.refusal import shown
from backend.storage.reconcile import Changes
from shared.problems import Fault

Watch = Callable[[Iterable[Any], str], Iterable[Any]]
"""Wraps what an import goes through, with a word for it, so that a face can show how far it is."""


MOST_PASSED_OVER = 1000
"""Of a file of which so many rows are of no use for each that is, somebody chose the wrong one."""


def unwatched(items: Iterable[Any], _what: str) -> Iterable[Any]:
    """Return the items as they are: nobody looks on."""
    return items


@dataclass(frozen=True)
class Report:
    """What one file brought: how many new, changed and unchanged; what was refused or noted.

    `refused` and `notes` name rows as "row 12": the line of the heading is row 1 of a CSV, the
    first feature is row 1 of a GeoJSON. `gone` counts what an older file had and this one has not,
    `passed_over` the rows that are of no use here, such as those of other boroughs.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    is_dry_run: bool = False
    gone: int = 0
    passed_over: int = 0

    @property
    def used(self) -> int:
        """How many rows are taken in now, or were before."""
        return self.new + self.changed + self.unchanged

    @property
    def is_as_good_as_nothing(self) -> bool:
        """Return whether all rows were refused or passed over, but for one in a thousand."""
        return self.used * MOST_PASSED_OVER < len(self.refused) + self.passed_over


@dataclass
class Findings:
    """What an import gathers while it reads: refusals and notes, each with its row.

    Of several files taken in together the rows are numbered on; `where` says which file it was.
    """

    refused: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    passed_over: int = 0
    _begins: list[tuple[int, str]] = field(default_factory=list)

    def begin(self, name: str, after: int) -> None:
        """Say that the rows after this number are those of another file."""
        self._begins.append((after, name))

    def where(self, number: int) -> str:
        """Return how a row is named, with its file where there are several."""
        after, name = max((each for each in self._begins if each[0] < number), default=(0, ""))
        return f"{name}, row {number - after}" if len(self._begins) > 1 else f"row {number}"

    as_it_is: int = 0

    def refuse(self, number: int, what: str) -> None:
        """Say why a row is not taken in."""
        self.refuse_at(self.where(number), what)

    def refuse_at(self, where: str, what: str) -> None:
        """Say why what stands somewhere is not taken in."""
        self.refused.append(Fault(shown(where), shown(what)))

    def note(self, number: int, what: str) -> None:
        """Say what somebody should look at in a row that is taken in."""
        self.note_at(self.where(number), what)

    def note_at(self, where: str, what: str) -> None:
        """Say what somebody should look at in what is taken in."""
        self.notes.append(Fault(shown(where), shown(what)))

    def note_file(self, what: str) -> None:
        """Say something about the whole file."""
        self.note_at("file", what)

    def leave_as_it_is(self) -> None:
        """Count a row that says what is here already, where no import changes that."""
        self.as_it_is += 1

    def pass_over(self, rows: int, what: str) -> None:
        """Count rows that are of no use here, and say what they are; none are not spoken of."""
        self.passed_over += rows
        if rows:
            self.note_file(f"{rows:,} {what} were passed over.")

    def report(self, changes: Changes, *, is_dry_run: bool, gone: int = 0) -> Report:
        """Return the report of a whole import."""
        return Report(
            new=len(changes.new),
            changed=len(changes.changed),
            unchanged=len(changes.unchanged) + self.as_it_is,
            refused=tuple(self.refused),
            notes=tuple(self.notes),
            is_dry_run=is_dry_run,
            passed_over=self.passed_over,
            gone=gone,
        )
