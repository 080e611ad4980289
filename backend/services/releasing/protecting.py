"""Deeds: hiding a little more, until the audit over all releases finds nothing given away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from backend.domain.audit_system import Shown, System, system_of
from backend.domain.printing import Key, Printed, protect
from backend.services.releasing.audit import Contradiction, Pinned, Verdict, audit
from shared.problems import Problem

MOST_ROUNDS = 40
Secret = tuple[str, Key]
"""What must stay uncertain: the name of a release, and a cell of it."""


@dataclass(frozen=True)
class Protected:
    """What can be printed, how many small counts the audit looked at, how many cells it cost."""

    printed: Mapping[Key, Printed]
    targets: int
    hidden: int
    programs: int


def protected(before: list[Shown], new: Shown) -> Protected:
    """Return what of a release can be printed beside all that is printed already.

    What was not shown before stays protected as what is not shown now is. Hiding only takes
    knowledge away, so that each round looks again at what was given away alone; at the end
    everything is audited once more as it will be printed. Raises release-gives-away, and
    release-contradicts where what was printed and what would be cannot both be true.
    """
    kept, programs = dict(new.printed), 0
    lost = _Lost(before)
    wanted: set[Secret] | None = None
    for _ in range(MOST_ROUNDS):
        verdict = _audited([*before, replace(new, printed=kept)], wanted)
        programs += verdict.solved
        pinned = lost.without(verdict.pinned, new.name)
        if not pinned and wanted is None:
            hidden = sum(each.is_hidden for each in kept.values()) - sum(
                each.is_hidden for each in new.printed.values()
            )
            return Protected(kept, verdict.targets, hidden, programs)
        wanted = {(each.release, each.key) for each in pinned} or None
        for key in _to_hide(kept, pinned):
            kept[key] = kept[key].hidden()
    raise Problem("release-gives-away", f"{len(wanted or ())} counts could be worked out.")


class _Lost:
    """What earlier releases give away by themselves: no hiding takes it back, and none is asked."""

    def __init__(self, before: list[Shown]) -> None:
        self._before = before
        self._secrets: set[Secret] | None = None

    def without(self, pinned: tuple[Pinned, ...], new: str) -> tuple[Pinned, ...]:
        """Return what is given away and was not before; `new` names the new release."""
        if all(each.release == new for each in pinned):
            return pinned
        if self._secrets is None:
            found = _audited(self._before, None).pinned
            self._secrets = {(each.release, each.key) for each in found}
        return tuple(each for each in pinned if (each.release, each.key) not in self._secrets)


def _to_hide(printed: Mapping[Key, Printed], pinned: tuple[Pinned, ...]) -> set[Key]:
    """Return one cell to hide for each table in which something is given away."""
    found: dict[tuple[str, ...], Key] = {}
    for each in pinned:
        cell = protect(printed, each.key, each.told_by)
        if cell is None:
            raise Problem("release-gives-away", f"{each.key} could be worked out.")
        is_own = cell[0] == each.key[0]
        table = (each.key[0] if is_own else "", *each.key[1][:2])
        found.setdefault(table, cell)
    return set(found.values())


def _audited(shown: Iterable[Shown], wanted: set[Secret] | None) -> Verdict:
    """Audit some releases together, all that must stay uncertain or what is wanted of it."""
    try:
        return audit(_system(shown, wanted))
    except Contradiction as contradiction:
        raise Problem("release-contradicts", str(contradiction)) from contradiction


def _system(shown: Iterable[Shown], wanted: set[Secret] | None) -> System:
    system = system_of(shown)
    if wanted is not None:
        system.targets = [each for each in system.targets if (each.release, each.key) in wanted]
    return system
