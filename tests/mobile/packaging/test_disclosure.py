"""What the stores are told leaves the phone, held against what can leave it."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from marshmallow import Schema, fields

from mobile.packaging import disclosure, papers
from mobile.packaging.disclosure import APPLE, DECLARED, GOOGLE, REQUESTS
from mobile.store.outbox import KINDS
from shared.wire_messages import (
    FeedbackSchema,
    HelpAnswerSchema,
    ReceiptSchema,
    YoungRecordSchema,
)
from tests.architecture.tree import ROOT

MESSAGES: dict[str, type[Schema]] = {
    disclosure.ANSWER: FeedbackSchema,
    disclosure.HELPED: HelpAnswerSchema,
    disclosure.YOUNG: YoungRecordSchema,
    disclosure.RECEIPT: ReceiptSchema,
}
"""What a phone sends, by its name in the papers."""

EXCHANGE = sorted((ROOT / "mobile" / "sync").glob("*.py"))
ADDRESS = re.compile(r"/(?:api|published)[\w/.-]*")


def undeclared(messages: dict[str, type[Schema]]) -> set[tuple[str, str]]:
    """Return the fields that are sent and not declared, and the other way round."""
    sent = {(name, field) for name, schema in messages.items() for field in schema().fields}
    told = [(each.message, field) for each in DECLARED for field in each.fields]
    assert len(told) == len(set(told)), "a field is declared twice"
    return sent ^ set(told)


def addresses(source: str) -> Iterator[str]:
    """Yield the addresses of ours in a script, `…` for what is filled in."""
    for node in ast.walk(ast.parse(source)):
        parts: list[str] = []
        if isinstance(node, ast.JoinedStr):
            parts = [
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            ]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            parts = [node.value]
        if (text := "".join(parts)) and ADDRESS.match(text):
            yield text


def headers(source: str) -> set[str]:
    """Return the names of headers that a script writes."""
    return set(
        re.findall(r'"(Accept|Range|Cookie|[A-Z][a-z]*(?:-[A-Z][a-z]+)+)"(?:: |\] = )', source)
    )


def test_every_field_that_leaves_the_phone_is_declared_and_no_other() -> None:
    assert undeclared(MESSAGES) == set()


@pytest.mark.parametrize("name", MESSAGES)
def test_a_new_field_fails_until_it_was_declared(name: str) -> None:
    more = type("WithMore", (MESSAGES[name],), {"phone_model": fields.String()})
    assert undeclared({**MESSAGES, name: more}) == {(name, "phone_model")}


def test_every_kind_of_message_that_a_phone_sends_is_among_them() -> None:
    assert len(KINDS) == len(MESSAGES) - 1


def test_every_address_that_a_phone_asks_is_declared() -> None:
    found = {text for path in EXCHANGE for text in addresses(path.read_text(encoding="utf-8"))}
    told = {each.path for each in REQUESTS}
    assert {text for text in found if not {text, f"{text}/…", f"{text}…"} & told} == set()
    assert found
    assert set(addresses('f"/api/v1/whereabouts/{here}"')) >= {"/api/v1/whereabouts/…"}


def test_every_header_that_a_phone_writes_is_declared() -> None:
    found = set(chain.from_iterable(headers(path.read_text(encoding="utf-8")) for path in EXCHANGE))
    assert found == set(disclosure.HEADERS)
    assert headers('{"X-Device-Id": ') == {"X-Device-Id"}


def test_types_and_purposes_are_the_stores_own() -> None:
    google, apple = (set(chain.from_iterable(types.values())) for types in (GOOGLE, APPLE))
    for each in DECLARED:
        assert set(each.google) <= google
        assert set(each.apple) <= apple
        assert bool(each.google) == bool(each.apple) == bool(each.purposes)


def test_voice_is_declared_as_what_it_is() -> None:
    (voice,) = (each for each in DECLARED if "voice" in each.fields)
    assert (voice.google, voice.apple) == (("Device or other IDs",), ("Device ID",))
    assert not voice.is_ephemeral


@pytest.mark.parametrize("name", papers.papers())
def test_the_papers_are_what_is_declared(name: str) -> None:
    assert (papers.STORE / name).read_text(encoding="utf-8") == papers.papers()[name]


def test_a_paper_says_every_type_and_the_ones_that_are_collected(tmp_path: Path) -> None:
    assert papers.main(tmp_path) == 0
    form = (tmp_path / "data-safety.md").read_text(encoding="utf-8")
    collected = re.findall(r"^\| [^|]+ \| ([^|]+) \| \*\*yes\*\*", form, re.MULTILINE)
    assert collected == [
        *("Precise location", "Other info", "Other user-generated content", "Device or other IDs")
    ]
    assert len(
        re.findall(r"^\| [^|]+ \| [^|]+ \| (?:no|\*\*yes\*\*) \|", form, re.MULTILINE)
    ) == sum(map(len, GOOGLE.values()))
