"""Names that deceive are refused, or shown to officers as what they read as."""

from typing import Any
from unicodedata import normalize

import pytest
from flask import Flask
from marshmallow import Schema, ValidationError

from backend.services.deceiving import looks_like, mixed_word
from backend.services.listing.change import propose
from backend.services.listing.decide_change import waiting_change
from backend.services.listing.story import story
from backend.services.offers.answers import answer, begin
from backend.services.offers.sending import confirm, send
from backend.services.place_fields import Line, WebAddress
from backend.services.world import World
from shared.problems import Problem
from shared.wire_fields import Text
from tests.backend.services.listing.cast import apply, guardian_of, staff, version_of
from tests.backend.services.offers.cast import ANSWERS, filled_in, secrets_mailed, settle

LINE = Schema.from_dict({"it": Line(120), "site": WebAddress(), "text": Text(300)})()
COOP = "\u0421\u043e\u043e\u0440"
DECEIVING = [
    "N\u0456ght Haven",
    "\u0391sda",
    "Tesc\u043e",
    "The \u3164 Inn",
    "\u3164",
    "\u2800\u2800",
    "Z" + "\u0301" * 110 + "algo",
    "Inn\u200b",
    "Inn\u202e",
]
HONEST = [
    "Night Haven",
    "Caf\u00e9 \u0141\u00f3d\u017a",
    "O'Neill’s & Sons, 2nd floor",
    "\u0645\u0643\u062a\u0628\u0629 Wigan",
    "\u0645\u064e\u0643\u0652\u062a\u064e\u0628\u064e\u0629\u0651\u064e",
    "\u6771\u4eac\u30bf\u30ef\u30fc",
    "\u039a\u03b1\u03c6\u03ad \u0391\u03b8\u03ae\u03bd\u03b1",
    "Ng\u1ed9 Qu\u1ef3nh",
]


def loaded(**values: str) -> dict[str, Any]:
    found: dict[str, Any] = LINE.load(values)
    return found


@pytest.mark.parametrize("name", DECEIVING)
def test_a_name_that_deceives_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        loaded(it=name)


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_name_of_any_language_is_kept_as_it_is(name: str) -> None:
    assert loaded(it=name)["it"] == normalize("NFC", name)
    assert looks_like(name) == ""


@pytest.mark.parametrize("name", [each for each in DECEIVING if not mixed_word(each)])
def test_what_cannot_be_seen_is_refused_in_every_text(name: str) -> None:
    with pytest.raises(ValidationError):
        loaded(text=name)


def test_letters_of_other_widths_and_styles_are_kept_as_the_plain_ones() -> None:
    assert loaded(it="\uff37igan \U0001d400nk") == {"it": "Wigan Ank"}
    assert loaded(it="The \ufb01ve") == {"it": "The five"}


def test_a_web_address_in_lookalike_letters_is_refused() -> None:
    with pytest.raises(ValidationError):
        loaded(site="https://\u0440aypal.example")
    assert loaded(site="https://paypal.example")["site"] == "https://paypal.example"


def test_a_whole_word_of_lookalikes_is_read_out_to_officers(app: Flask, world: World) -> None:
    assert looks_like(f"{COOP} Leigh") == "Coop Leigh"
    with app.app_context():
        settle()
        place = {**ANSWERS["place"], "name": COOP}
        send(world, filled_in(world, place=place))
        place_id = confirm(world, secrets_mailed()[-1]).place_id
        told = " ".join(story(place_id)[0].changed["notes"])
        assert "reads as “Coop”" in told


def test_a_wish_for_such_a_name_says_so_too(app: Flask, world: World) -> None:
    with app.app_context():
        apply("p1")
        gus = guardian_of("p1", "gus@inn.example")
        propose(world, gus, "p1", {"name": COOP}, version_of())
        told = waiting_change(staff("amy@council.example"), "p1")
        assert told is not None
        assert told.looks_like == "Coop"
        with pytest.raises(Problem):
            propose(world, gus, "p1", {"name": "Tesc\u043e"}, version_of())


def test_an_offer_names_the_word_that_is_mixed(app: Flask, world: World) -> None:
    with app.app_context():
        settle()
        offer = begin(world)
        with pytest.raises(Problem) as refusal:
            answer(world, offer, "place", {"name": "Tesc\u043e", "kind": "shop"})
        (fault,) = refusal.value.errors
        assert fault.where == "place/name"
        assert "several alphabets" in fault.what
