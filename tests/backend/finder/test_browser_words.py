"""The browser says what Python says, letter for letter, in every language and for every number."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from shared.browser_words import PLURALS, bundle
from shared.clock import from_minute, to_minute
from shared.places import Place, days_ago
from shared.readiness import readiness_words
from shared.reasons import CODES, Reason
from shared.saying import LANGUAGES, saying
from tests.conftest import NOW
from tests.shared.cast import ALWAYS, place
from tests.shared.golden_cases import to_wire
from tests.support.finder_page import Finder

SEED = 20261127
MINUTE = to_minute(NOW)
NUMBERS = (*range(251), 1_000, 1_001, 1_002, 1_011, 12_345)
AUTUMN, SPRING = to_minute(NOW) - 48_000, to_minute(NOW) + 172_500
"""Some time before clocks go back, and some time before they go forward again."""

SAY = "const say = m.saying.makeSay(given.bundle);"
REASONS = f"{SAY} return given.reasons.map((reason) => m.reasons.reasonWords(reason, say));"
COUNTS = (
    f"{SAY} return given.numbers.map((n) => given.pairs.map("
    "([one, many]) => say.count(one, many, n)));"
)
READINESS = f"""
{SAY}
return given.places.map(({{ place, minute }}) => [
  m.readiness.readinessWords(place, minute, say, given.comma),
  m.readiness.daysAgo(place.checked_on, minute, say),
]);
"""

codes = pytest.mark.parametrize("code", LANGUAGES)


def reasons() -> list[Reason]:
    """Return reasons of every code, at moments of all kinds."""
    chance = random.Random(SEED)
    starts = [MINUTE, AUTUMN, SPRING]
    starts += [MINUTE + chance.randrange(-400_000, 400_000) for _ in range(12)]
    ahead = (0, 1, 29, 31, 150, 390, 391, 700, 1_439, 1_441, 2_000, 3_500, 9_000, 19_000)
    return [
        Reason(code, now, now + step, minutes)
        for code in sorted(CODES)
        for now in starts
        for step, minutes in zip(
            ahead, (0, 1, 2, 3, 5, 9, 11, 12, 21, 22, 25, 59, 60, 14), strict=True
        )
    ]


def reason_faults(finder: Finder, code: str, page: Page | None = None) -> list[str]:
    """Return the reasons that the browser says otherwise."""
    wanted = reasons()
    bodies = [
        {"code": each.code, "now": each.now, "at": each.at, "minutes": each.minutes}
        for each in wanted
    ]
    said = finder.run(REASONS, {"bundle": bundle(code), "reasons": bodies}, page)
    say = saying(code)
    return [
        f"{each}: {words}"
        for each, words in zip(wanted, said, strict=True)
        if words != each.words(say)
    ]


@codes
def test_every_reason_is_said_as_python_says_it(finder: Finder, code: str) -> None:
    assert reason_faults(finder, code) == []


BROKEN = {
    "braces stay": ("saying.js", "if (name === undefined) return found[0];", ""),
    "one form for all": ("saying.js", "n < 200 ? n : 100 + (n % 100)", "n % 10"),
    "English always": ("saying.js", "has(messages, text) ? messages[text] : text", "text"),
    "another day": ("clock.js", "(day + 3) % 7", "(day + 4) % 7"),
    "tomorrow is today": ("clock.js", "ahead === 1", "ahead === 2"),
}  # fmt: skip


@pytest.mark.parametrize("change", BROKEN)
def test_broken_words_are_noticed(finder: Finder, change: str) -> None:
    script, was, becomes = BROKEN[change]
    with finder.broken({script: (was, becomes)}) as page:
        assert reason_faults(finder, "ar", page)


@codes
def test_every_number_is_counted_as_python_counts(finder: Finder, code: str) -> None:
    say = saying(code)
    # Double braces are left for what is filled in after the number, in browsers and in Python.
    given = {"bundle": bundle(code), "numbers": NUMBERS, "pairs": PLURALS}
    assert finder.run(COUNTS, given) == [
        [say.count(one, many, number) for one, many in PLURALS] for number in NUMBERS
    ]


@codes
def test_readiness_and_days_ago_are_said_as_python_says_them(finder: Finder, code: str) -> None:
    places = ready_places()
    comma = "، " if LANGUAGES[code].is_rtl else ", "
    bodies = [{"place": to_wire(each), "minute": minute} for each, minute in places]
    said = finder.run(READINESS, {"bundle": bundle(code), "places": bodies, "comma": comma})
    say = saying(code)
    assert said == [
        [
            readiness_words(each, from_minute(minute), say, comma),
            days_ago(each.checked_on, from_minute(minute), say),
        ]
        for each, minute in places
    ]
    assert "" in {words for words, _ in said}


def ready_places() -> list[tuple[Place, int]]:
    """Return places in every state of readiness, at minutes by chance, years' ends included."""
    chance = random.Random(SEED)
    found: list[tuple[Place, int]] = []
    for _ in range(300):
        minute = MINUTE + chance.choice((0, 48_300, 48_990, 49_100, chance.randrange(500_000)))
        today = from_minute(minute).date()
        rota = chance.choice((0, 1, 8))
        changed: dict[str, Any] = {
            "due_from": chance.choice((None, 0, minute - 1, minute, minute + 1)),
            "confirmed_on": chance.choice((None, today - timedelta(days=chance.randrange(250)))),
            "rota": rota,
            "trained": chance.randrange(rota + 1),
            "visited": chance.choice(("", "2026-10", f"{today:%Y-%m}", "2025-01")),
            "checked_on": today - timedelta(days=chance.choice((0, 1, 2, 30, 100, 300))),
        }
        found.append((replace(TEMPLATE, **changed), minute))
    return found


TEMPLATE = place("a place", 0, ALWAYS, checked_on=date(2026, 11, 21))


def test_a_list_from_before_readiness_says_nothing_of_it(finder: Finder) -> None:
    body = {name: value for name, value in to_wire(TEMPLATE).items() if name != "due_from"}
    given = {"bundle": {}, "places": [{"place": body, "minute": MINUTE}], "comma": ", "}
    assert finder.run(READINESS, given) == [["", "6 days ago"]]


def test_what_is_not_in_the_bundle_is_said_in_english(finder: Finder) -> None:
    script = """
    const say = m.saying.makeSay(given);
    return [say("constructor"), say("Not {there}", { there: "here" }), say("toString {x}"),
      say.count("{n} cat", "{n} cats", 1), say.count("{n} cat", "{n} cats", 5), say.language];
    """
    said = ["constructor", "Not here", "toString {x}", "1 cat", "5 cats", "pl"]
    assert finder.run(script, bundle("pl")) == said


def test_what_is_filled_in_is_not_filled_in_turn(finder: Finder) -> None:
    script = 'return m.saying.makeSay()("{a} {b}", { a: "{b}", b: "$&" });'
    assert finder.run(script) == "{b} $&"
