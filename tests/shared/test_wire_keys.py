"""The wire's keys: each accepted spelling of one thing loads as one value, and all else is refused.

The control of every property is the field as it stood: a plain text of some length.
"""

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields

from shared.problems import Problem
from shared.wire_fields import Degrees, Dialled, Flag, Language, Lines, Text
from shared.wire_keys import (
    Choice,
    Code,
    Day,
    Email,
    Id,
    IsoDay,
    Moment,
    Month,
    OptionalId,
    Receipt,
    Sha256,
    TypedWhole,
    Week,
    Whole,
)

WELL_MADE: dict[str, tuple[fields.Field[Any], str]] = {
    "id": (Id(), "z-leigh-1"),
    "optional_id": (OptionalId(), "p-003"),
    "sha256": (Sha256(), "0a" * 32),
    "week": (Week(), "2026-W48"),
    "month": (Month(), "2026-11"),
    "iso_day": (IsoDay(), "2026-11-22"),
    "day": (Day(), "2026-11-22"),
    "moment": (Moment(), "2026-11-22T14:00:00Z"),
    "receipt": (Receipt(), "7K3M-Q0ZD-1XWA-9BTE"),
    "choice": (Choice(("yes", "not_there")), "not_there"),
    "code": (Code(("after_dark",)), "after_dark"),
    "number": (TypedWhole(), "48"),
    "email": (Email(), "pat@example.org"),
    "language": (Language(), "pl"),
    "phone": (Dialled(), "01942 244991"),
    "text": (Text(200), "Café on King St 8"),
    "lines": (Lines(200), "Café\nKing St 8"),
}
FOREIGN_ZEROS = [
    code
    for code in range(0x110000)
    if unicodedata.category(chr(code)) == "Nd" and unicodedata.decimal(chr(code)) == 0
]


def loaded(field: fields.Field[Any], text: object) -> object:
    """Return what a field makes of a text, or None where it refuses."""
    schema = Schema.from_dict({"it": field})()
    try:
        value: object = schema.load({"it": text})["it"]
    except (ValidationError, Problem):
        return None
    return value


def respelt(text: str, draw: st.DrawFn) -> str:
    """Write a text as an attacker would: what people and programs read alike, in other letters."""
    made = []
    for letter in text:
        zero = draw(st.sampled_from(FOREIGN_ZEROS))
        ways = [letter, letter.upper(), letter.lower(), unicodedata.normalize("NFD", letter)]
        if letter.isascii() and letter.isdigit():
            ways.append(chr(zero + int(letter)))
        if "!" <= letter <= "~":
            ways.append(chr(ord(letter) + 0xFEE0))
        made.append(draw(st.sampled_from(ways)))
    around = st.sampled_from(["", " ", "\n", "\u200b", "\u3164", "\t", "\u00a0"])
    return draw(around) + "".join(made) + draw(around)


def as_read(text: str, *, in_small: bool) -> str:
    """Return what a text says to whoever reads it: one form for all its spellings."""
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(str(unicodedata.decimal(each, each)) for each in plain)
    seen = "".join(each for each in digits if unicodedata.category(each) != "Cf" and each != "ㅤ")
    bare = " ".join(seen.replace("ᅠ", "").split())
    return bare.lower() if in_small else bare


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw a field and two spellings of what it takes."""
    name = draw(st.sampled_from(sorted(WELL_MADE)))
    text = WELL_MADE[name][1]
    return name, respelt(text, draw), respelt(text, draw)


@given(spellings())
@example(("week", "2026-W48", "2026-W4\uff18"))
def test_no_two_accepted_spellings_of_one_thing_are_two_values(case: tuple[str, str, str]) -> None:
    name, first, second = case
    field = WELL_MADE[name][0]
    one, other = loaded(field, first), loaded(field, second)
    # Where letters' size tells things apart, it must still do so.
    in_small = isinstance(field, Email | Receipt | Moment)
    is_same = as_read(first, in_small=in_small) == as_read(second, in_small=in_small)
    if one is not None and other is not None and is_same and not isinstance(field, Text):
        assert one == other


@pytest.mark.parametrize("name", WELL_MADE)
def test_what_a_key_returns_it_takes_again_and_returns_unchanged(name: str) -> None:
    field, text = WELL_MADE[name]
    once = loaded(field, text)
    assert once is not None
    assert loaded(field, str(once)) == once


@pytest.mark.parametrize("name", ["week", "number", "phone", "receipt", "moment", "iso_day"])
def test_digits_of_other_scripts_are_refused(name: str) -> None:
    field, text = WELL_MADE[name]
    digit = next(each for each in text if each in "2348")
    spelt = [text.replace(digit, chr(zero + int(digit)), 1) for zero in FOREIGN_ZEROS[1:]]
    assert len(spelt) > 60
    assert [each for each in spelt if loaded(field, each) is not None] == []


def test_a_plain_text_takes_every_spelling_as_a_value_of_its_own() -> None:
    field = fields.String()
    assert loaded(field, "2026-W4\uff18") not in (None, loaded(field, "2026-W48"))


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("week", "2026-W54"),
        ("week", "2027-W53"),
        ("week", "2026-W00"),
        ("week", "0000-W01"),
        ("week", "2026-w48"),
        ("week", "2026-W48\n"),
        ("month", "0000-01"),
        ("month", "2026-13"),
        ("iso_day", "2026-02-30"),
        ("day", "20261122"),
        ("id", "z1\n"),
        ("id", "z 1"),
        ("id", "z" * 65),
        ("sha256", "0A" * 32),
        ("email", "pät@example.org"),
        ("number", "+48"),
        ("number", "4_8"),
        ("number", "48.0"),
        ("number", "9" * 5000),
        ("receipt", "7K3M-Q0ZD-1XWA-9BT"),
        ("choice", "Yes"),
        ("phone", "01942 244991\n"),
        ("moment", "2026-11-22T14:00:00"),
        ("language", "EN"),
    ],
)
def test_what_is_near_a_key_and_none_is_refused(name: str, refused: str) -> None:
    assert loaded(WELL_MADE[name][0], refused) is None


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("email", " Pat@Example.ORG ", "pat@example.org"),
        ("receipt", "7k3m q0zd ixwa 9bte", "7K3MQ0ZD1XWA9BTE"),
        ("moment", "2026-11-22T15:00:00.5+01:00", "2026-11-22T14:00:00Z"),
        ("moment", "0001-02-03T04:05:06Z", "0001-02-03T04:05:06Z"),
        ("number", " 048 ", 48),
        ("text", " Cafe\u0301  on King  St ", "Caf\u00e9 on King St"),
        ("lines", "Cafe\u0301 \r\nKing  St\r\n", "Caf\u00e9\nKing St"),
        ("code", "a_later_one", "other"),
        ("iso_day", "20261122", "2026-11-22"),
    ],
)
def test_other_spellings_load_in_the_one_form(name: str, typed: str, kept: object) -> None:
    assert loaded(WELL_MADE[name][0], typed) == kept


@pytest.mark.parametrize(
    "value", ["1", 1.5, float("inf"), float("nan"), 2.0**31, True, None, -1, 2**31, 10**300]
)
def test_a_whole_number_of_json_is_no_text_no_flag_and_within_bounds(value: object) -> None:
    assert loaded(Whole(), value) is None
    assert loaded(Whole(), 2**31 - 1) == 2**31 - 1


def test_a_whole_number_of_json_is_one_value_with_a_point_and_without() -> None:
    assert repr(loaded(Whole(), 1.0)) == repr(loaded(Whole(), 1)) == "1"


@pytest.mark.parametrize("value", ["\uff153.5", True, 90.1, "nan", "x"])
def test_degrees_lie_on_the_globe(value: object) -> None:
    assert loaded(Degrees(90), value) is None
    assert loaded(Degrees(90), "53.5") == 53.5


def test_a_flag_is_one_of_two_values() -> None:
    assert {loaded(Flag(), value) for value in (True, "true", "on", 1)} == {True}
    assert loaded(Flag(), "perhaps") is None
