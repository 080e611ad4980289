"""The browser's words: every script's message is in the bundle, is translated, and is said."""

import re
from pathlib import Path

import pytest

from shared.browser_words import MESSAGES, NUMBERS, PLURALS, bundle
from shared.saying import LANGUAGES, saying
from tests.architecture.tree import ROOT
from tools.messages import messages

SCRIPTS = ROOT / "backend" / "web" / "static" / "finder"
OTHERS = [code for code in LANGUAGES if code != "en"]
TEXT = r'\s*"((?:[^"\\]|\\.)*)"'
SAID = re.compile(rf"\b(?:say|toSay)\({TEXT}")
COUNTED = re.compile(rf"\bsay\.count\({TEXT},{TEXT}")


def said_in(source: str) -> set[str]:
    """Return the messages that a script says by their texts."""
    return set(SAID.findall(source))


def counted_in(source: str) -> set[tuple[str, str]]:
    """Return the pairs of messages that a script counts."""
    return {(one, many) for one, many in COUNTED.findall(source)}


def sources(folder: Path = SCRIPTS) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))]


def test_scripts_say_what_is_listed_and_nothing_else() -> None:
    assert sources()
    assert {text for source in sources() for text in said_in(source)} == set(MESSAGES)
    assert {pair for source in sources() for pair in counted_in(source)} == set(PLURALS)


def test_a_message_that_is_not_listed_is_found_however_the_line_breaks() -> None:
    assert said_in('say(\n  "Not \\"listed\\"", { n })') == {'Not \\"listed\\"'}
    assert counted_in('say.count(\n "one", "many",\n n)') == {("one", "many")}


def test_every_listed_message_is_one_that_is_translated() -> None:
    known = set(messages())
    assert set(MESSAGES) - known == set()
    assert set(PLURALS) - known == set()
    assert "A message that nobody wrote." not in known


@pytest.mark.parametrize("code", OTHERS)
def test_a_bundle_says_every_message_as_the_catalogue_does(code: str) -> None:
    made, say = bundle(code), saying(code)
    assert made["language"] == code
    assert {text: made["messages"].get(text, text) for text in MESSAGES} == {
        text: say(text) for text in MESSAGES
    }
    assert len(made["messages"]) > len(MESSAGES) * 0.9


@pytest.mark.parametrize("code", OTHERS)
def test_a_bundle_counts_as_the_catalogue_does(code: str) -> None:
    made, say = bundle(code), saying(code)
    for one, many in PLURALS:
        forms = made["plurals"][f"{one}|{many}"]
        for number in (*range(250), 1_000, 1_001, 12_345):
            at = number if number < NUMBERS else 100 + number % 100
            form = forms[int(made["plural_of"][at])]
            assert form.format(n=number) == say.count(one, many, number)


@pytest.mark.parametrize("code", ["en", "xx"])
def test_english_needs_no_bundle(code: str) -> None:
    assert bundle(code) == {
        "language": "en",
        "messages": {},
        "plurals": {},
        "plural_of": "",
        "is_rtl": False,
    }
