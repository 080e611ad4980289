"""Deeds: looking at everything at once, each thing for a few seconds at most."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic

from backend.services.examining.backups import backups
from backend.services.examining.clocks import clocks
from backend.services.examining.database import database, pooler
from backend.services.examining.findings import UNKNOWN, WRONG, Check, Finding, SetUp
from backend.services.examining.folders import folders, room
from backend.services.examining.jobs import jobs
from backend.services.examining.listed import published
from backend.services.examining.logs import logs
from backend.services.examining.mails import mails
from backend.services.examining.nation import nation
from backend.services.examining.session_store import session_store
from backend.services.examining.settings import keys, settings
from backend.services.examining.tables import has_records, tables
from backend.services.examining.transport import transport
from shared.problems import Problem

WITHIN_S = 9.0

ANYWAY: Mapping[str, Check] = {
    "settings": settings,
    "files": folders,
    "disk": room,
    "https": transport,
    "redis": session_store,
    "jobs": jobs,
    "logs": logs,
    "tables": tables,
}
"""What is looked at even where there are no records yet."""

OF_RECORDS: Mapping[str, Check] = {
    "keys": keys,
    "clock": clocks,
    "database": database,
    "pooler": pooler,
    "backup": backups,
    "mail": mails,
    "list": published,
    "nation": nation,
}


@dataclass
class _Looking:
    """One check at work in a thread of its own."""

    about: str
    check: Check
    found: list[Finding] = field(default_factory=list)

    def start(self, set_up: SetUp) -> threading.Thread:
        # Whoever hangs must not keep the others, or the command, from ending.
        thread = threading.Thread(target=self._look, args=(set_up,), daemon=True)
        thread.start()
        return thread

    def _look(self, set_up: SetUp) -> None:
        try:
            with set_up.inside():
                for each in self.check(set_up):
                    self.found.append(replace(each, about=self.about))
        except Problem as problem:
            self.found.append(self.unknown(problem.title))
        except Exception as error:  # noqa: BLE001 - the rim: one look must not end the others
            # Never the error's words, which may name a password.
            self.found.append(self.unknown(f"{type(error).__name__}."))

    def unknown(self, why: str) -> Finding:
        return Finding(UNKNOWN, f"could not be looked at: {why}", about=self.about)


def examine(
    set_up: SetUp, checks: Mapping[str, Check] | None = None, within_s: float = WITHIN_S
) -> tuple[Finding, ...]:
    """Return what was found of a set-up; changes nothing and raises nothing.

    What takes longer than it may is said not to be known. Without `checks` all of ours are done.
    """
    if checks is None:
        checks = {**ANYWAY, **(OF_RECORDS if has_records(set_up) else {})}
    until = monotonic() + within_s
    begun = [_Looking(about, check) for about, check in checks.items()]
    threads = [each.start(set_up) for each in begun]
    found: list[Finding] = []
    for looking, thread in zip(begun, threads, strict=True):
        thread.join(max(0.0, until - monotonic()))
        found += looking.found
        if thread.is_alive():
            found.append(looking.unknown(f"no answer within {within_s:.0f} seconds."))
    return tuple(found)


def is_wrong(found: Iterable[Finding]) -> bool:
    """Return whether anything is wrong."""
    return any(each.state == WRONG for each in found)


def in_lines(found: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each finding: its state, what it is about, what was seen, what to do."""
    for each in found:
        told = f"{each.what} {each.to_do}".rstrip()
        yield f"{each.state:<8} {each.about:<9} {told}"
