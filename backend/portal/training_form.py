"""Face: the training register between the boxes of a form and what the deed takes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from backend.domain.training import Register, Trained
from backend.services.readiness.register import RegisterTold
from shared.digits import is_digits
from shared.problems import Fault, Problem

BLANK_LINES = 3
BOXES = ("people", "module", "on")
_LINE = re.compile(r"line([0-9]{1,2})-people")
_DAY = re.compile(r"([0-9]{1,2})[ ./-]([0-9]{1,2})[ ./-]([0-9]{4})")


@dataclass(frozen=True)
class Line:
    """One line as it stands in the form, with the day on which it runs out, if it is kept."""

    people: str = ""
    module: str = ""
    on: str = ""
    ends_on: date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nobody typed anything: a module alone says nothing."""
        return not (self.people or self.on)


@dataclass
class TrainingForm:
    """The register as shown or typed; faults stand at their boxes (`line2-on`)."""

    rota: str
    lines: list[Line]
    wanted: Register | None = None
    faults: list[Fault] = field(default_factory=list)
    status: int = 200

    @classmethod
    def of(cls, told: RegisterTold) -> "TrainingForm":
        """Return the form of what is kept, with some empty lines below."""
        kept = [
            Line(str(line.people), line.module, line.on.isoformat(), ends_on)
            for line, ends_on in told.lines
        ]
        return cls(str(told.rota or ""), kept + [Line()] * BLANK_LINES)

    @classmethod
    def typed(cls, form: Mapping[str, str], today: date) -> "TrainingForm":
        """Return the form just as it was typed, and the register that it says if it says one."""
        numbers = sorted(int(found[1]) for found in map(_LINE.fullmatch, form) if found)
        lines = [_line(form, number) for number in numbers]
        made = cls(form.get("rota", "").strip(), lines)
        made._read(today)
        return made

    def done(self, keep: Callable[[Register], object]) -> bool:
        """Keep the register; return whether it was kept. What can be mended becomes faults."""
        if not self.faults and self.wanted is not None:
            try:
                keep(self.wanted)
            except Problem as problem:
                if problem.status not in (409, 422):
                    raise
                self._refuse(problem)
        self.status = 422 if self.faults else 200
        return not self.faults

    def fault(self, name: str) -> str:
        """Return what is wrong with a box, in words, or nothing."""
        return next((fault.what for fault in self.faults if fault.where == name), "")

    def _read(self, today: date) -> None:
        rota = self._number("rota", self.rota, "Say how many people are on the rota, in digits.")
        found = []
        for at, line in enumerate(self.lines):
            if line.is_blank:
                continue
            people = self._number(f"line{at}-people", line.people, "Say how many, in digits.")
            on = _day(line.on)
            if on is None:
                example = f"27/3/{today.year}"
                self._fault(f"line{at}-on", f"Give the day of the training, such as {example}.")
            found.append(Trained(line.module, people, on or today))
        if not self.faults:
            self.wanted = Register(rota, tuple(found))

    def _number(self, box: str, typed: str, words: str) -> int:
        if is_digits(typed) and len(typed) <= 6:
            return int(typed)
        self._fault(box, words)
        return 0

    def _fault(self, box: str, words: str) -> None:
        self.faults.append(Fault(box, words))

    def _refuse(self, problem: Problem) -> None:
        """Take a refusal's faults, whose lines are counted without the blank ones."""
        filled = [at for at, line in enumerate(self.lines) if not line.is_blank]
        for fault in problem.errors:
            found = re.fullmatch(r"lines/([0-9]+)/([a-z_]+)", fault.where)
            where = f"line{filled[int(found[1])]}-{found[2]}" if found else fault.where
            self._fault(where if where != "lines" else "", fault.what)
        if not problem.errors:
            self._fault("", problem.title)


def _line(form: Mapping[str, str], number: int) -> Line:
    people, module, on = (form.get(f"line{number}-{box}", "").strip() for box in BOXES)
    return Line(people, module, on)


def _day(typed: str) -> date | None:
    """Return a day as browsers send it (2026-03-27) or as people type it (27/3/2026)."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        found = _DAY.fullmatch(typed)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
