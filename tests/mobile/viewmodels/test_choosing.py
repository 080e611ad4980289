"""Choosing by name: what fits stands first, what does not is said, what is typed stays here."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest

from mobile.viewmodels.choosing import MOST_SHOWN, ChoosingViewModel, _once
from shared.geo import Point
from shared.matches import Fit, Match
from tests.mobile.cast import NOW, write_pack
from tests.mobile.phone import Phone, a_phone
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import serving

CANARY = "wn99 2ah"


def choosing(phone: Phone, typed: str, *, for_subject: bool = False) -> ChoosingViewModel:
    """Return the model of choosing after something was typed."""
    model = phone.context.make("where")
    model.begin(for_subject=for_subject)
    model.query = typed
    return model


def shown(model: ChoosingViewModel) -> list[tuple[str, str]]:
    """Return the labels and details that are shown."""
    return [(choice.label, choice.detail) for choice in model.choices]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("liegh", ("Leigh", "Town")),
        ("wn991ab", ("WN99 1AB", "Postcode in Wigan")),
        ("wn99 1", ("WN99 1", "The middle of these postcodes, Wigan")),
        ("WN99 1XX", ("WN99 1", "WN99 1XX itself is not known; this is the middle of WN99 1")),
        ("miners lamp", ("The Miner's Lamp (example)", "Safe place in Ashton-in-Makerfield")),
        ("bus stn leigh", ("Bus station, Leigh", "Leigh")),
    ],
)
def test_where_i_am_is_found_by_what_people_type(
    tmp_path: Path, typed: str, first: tuple[str, str]
) -> None:
    with a_phone(tmp_path, at=None) as phone:
        model = choosing(phone, typed)
        assert shown(model)[0] == first
        model.be_at(model.choices[0])
        assert phone.context.places.where == f"From {first[0]}, as you chose"
        assert phone.context.places.cards


@pytest.mark.parametrize(
    ("typed", "label", "zone"),
    [
        ("wn991aa", "Near WN99 1AA", "z-wigan-1"),
        ("market place leigh", "Near Market Place, Leigh", "z-leigh-1"),
        ("near the market, leigh", "Near the market, Leigh", "z-leigh-1"),
    ],
)
def test_a_postcode_or_landmark_leads_to_its_zone(
    tmp_path: Path, typed: str, label: str, zone: str
) -> None:
    with a_phone(tmp_path) as phone:
        model = choosing(phone, typed, for_subject=True)
        subject = model.subject_of(model.choices[0])
        assert subject is not None
        assert (subject.label, subject.zone, subject.place) == (label, zone, None)


def test_a_town_or_half_a_postcode_is_no_neighbourhood_to_speak_about(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = choosing(phone, "leigh", for_subject=True)
        assert ("Near Leigh", "Town") not in shown(model)
        model.query = "wn99 1"
        assert [label for label, _ in shown(model)] == [f"Near WN99 1A{n}" for n in "ABDEFGH"]
        model.query = "wn99"
        assert shown(model) == []
        assert model.advice.startswith("WN99 does not tell one neighbourhood.")


def test_a_name_outside_every_zone_is_refused_in_words(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = choosing(phone, "wn999zz", for_subject=True)
        assert model.subject_of(model.choices[0]) is None
        assert model.advice == "Near WN99 9ZZ lies outside the borough."


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("qqqq", "Nothing fits. Type a town, a landmark, a safe place or a postcode."),
        ("SW1A1AA", "SW1A 1AA is not a postcode of this borough."),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, typed: str, advice: str) -> None:
    with a_phone(tmp_path) as phone:
        model = choosing(phone, typed)
        assert (model.choices, model.advice) == ([], advice)
        model.query = " "
        assert model.choices
        assert model.advice == ""


def test_a_place_whose_listing_has_run_out_is_not_named(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    for days, count in ((119, 1), (121, 0)):
        moment = NOW + timedelta(days=days)
        with a_phone(tmp_path / str(days), now=lambda at=moment: at, pack=pack) as phone:  # type: ignore[misc]
            assert len(choosing(phone, "miners lamp").choices) == count


def test_no_more_is_shown_than_can_be_read(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        for typed, for_subject in itertools.product(("", "e", "leigh"), (True, False)):
            assert 0 < len(choosing(phone, typed, for_subject=for_subject).choices) <= MOST_SHOWN


def canaries_in(folder: Path) -> list[str]:
    """Return the files that hold what was typed, however it is written."""
    forms = (CANARY, CANARY.upper(), CANARY.replace(" ", ""), CANARY.upper().replace(" ", ""))
    marks = [form.encode() for form in forms]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(mark in path.read_bytes() for mark in marks)
    ]


def test_what_is_typed_is_neither_kept_nor_sent(tmp_path: Path) -> None:
    with (
        serving(Publisher()) as server,
        a_phone(tmp_path, server.url, at=None) as phone,
    ):
        phone.round()
        for for_subject in (False, True):
            model = choosing(phone, CANARY, for_subject=for_subject)
            choice = model.choices[0]
            feedback = phone.feedback()
            model.be_at(choice)
            feedback.aim(model.subject_of(choice), "now")
            feedback.choose_level("very_unsafe")
            assert feedback.save()
            assert canaries_in(tmp_path / "phone") == []
            model.forget()
            assert model.query == ""
        phone.round()
        asked = b"".join(one.body + one.path.encode() for one in server.asked)
        assert b"very_unsafe" in asked
        assert b"2AH" not in asked.upper()
        # The control: were it kept, it would be found.
        phone.context.outbox.save({"zone": CANARY})
        assert canaries_in(tmp_path / "phone")


def test_a_neighbourhood_and_the_zone_called_by_it_are_one_choice() -> None:
    at = Point(53.4975, -2.5190)
    name = Match("neighbourhood", "Westleigh", "Leigh", at, Fit.EXACT)
    other = Match("neighbourhood", "Bedford", "Leigh", at, Fit.EXACT)
    zone = Match("zone", "Westleigh, Leigh", "Leigh", at, Fit.BEGINS, id="z1")
    assert list(_once([name, zone])) == [zone]
    assert list(_once([other, zone])) == [other, zone]
    assert list(_once([name])) == [name]
