"""The three sizes of a run: quick, the suite, and what is longer, each part by its name.

`UMAY_FULL=PART ./umay test` runs the tests of one part at full size and no others. No part takes
over thirty minutes on two cores.
"""

import os
from collections.abc import Iterable

import pytest

SETTING = "UMAY_FULL"

PARTS = {
    "attacks": "a hundred releases by chance, attacked by readers who know everything of ours",
    "bench": "each measurement from end to end, at sizes that measure nothing",
    "clocks": "phones and servers whose clocks are wrong, a suspension that must arrive",
    "chain": "every single change of ten thousand rows of the audit chain",
    "crashes": "three thousand answers while PostgreSQL crashes twelve times",
    "figures": "two hundred releases by chance, each printed sentence held against the truth",
    "files": "lists that leave and come back through LibreOffice, in each form that it saves",
    "fire": "ten thousand answers through a bad network, with a hundred kills",
    "flood": "ten thousand replays of answers",
    "guesses": "ten thousand guesses of passwords, five times the replays of old cookies; timing",
    "hours": "four thousand opening hours drawn at random, against opening_hours.js",
    "inbox": "a thousand answers cleared by keys alone, in Chromium",
    "install": "the finder put on a home screen, in the whole Chromium",
    "links": "two thousand pairs of answers that nothing may link",
    "looks": "every state of the phone in fifteen looks, for overlap, cut words, small targets",
    "mutants": "thirty small changes of each rule's file, on which some test must fail",
    "newest": "the phone's contract and memory under Python 3.14, as WebAssembly",
    "operations": "drills of a whole set-up: faults, backups, failover, poolers, certificates",
    "packages": "the staged app without one after another of the packages that it asks for",
    "pages": "every page of every role in its states, for axe, at two widths",
    "pairs": "fifty pairs of positions whose searches must be the same bytes",
    "schemathesis": "ten thousand requests that the description of the API allows or forbids",
    "rules": "a thousand examples of what the suite tries in hundreds: hours, steps, rankings",
    "typed": "five hundred hostile words in every field",
    "twins": "every test with a database on both engines",
    "upgrades": "old and new processes side by side over one database, a program that is replaced",
    "year": "a year of three hundred venues kept ready",
}
"""The parts by their names, and what each does."""

QUICK = (
    *("tests/architecture", "tests/shared", "tests/backend/domain"),
    *("tests/mobile/store", "tests/mobile/sync", "tests/mobile/viewmodels"),
)
"""What a quick run takes: rules, contract, the house's order, the phone without a window."""


def asked_for() -> str:
    """Return the name of the part that this run is, "" for the suite."""
    return os.environ.get(SETTING, "")


def is_part(name: str) -> bool:
    """Return whether this run is the part of that name; it must be one of PARTS."""
    assert name in PARTS
    return asked_for() == name


def runs_in(part: str, marks: Iterable[pytest.Mark]) -> bool:
    """Return whether a test with these marks of parts runs in a part, "" for the suite.

    `full("pages")` runs in both, at the size of each; `full("pages", alone=True)` in that part.
    """
    told = list(marks)
    if part and part != "twins":
        return any(part in mark.args for mark in told)
    return not any(mark.kwargs.get("alone") for mark in told)


def what_is_wrong(name: str) -> str:
    """Return what to tell somebody who asked for a part that there is not, "" if it is one."""
    if not name or name in PARTS:
        return ""
    known = "\n".join(f"  {part:<8} {what}" for part, what in PARTS.items())
    return f"{SETTING}={name} names no part. There are:\n{known}"
