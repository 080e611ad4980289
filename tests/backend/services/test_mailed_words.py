"""What strangers typed does not go out in our mails, but for a name, cut and cleaned."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.staff import GUARDIAN
from backend.services.actors import COMMAND_LINE
from backend.services.invitations import Invitee
from backend.services.mailed_words import MOST, as_mailed
from backend.services.offers.sending import MAILS_TO_ONE, send
from backend.services.people import make_invitation
from backend.services.transaction import write
from backend.services.world import World
from shared.problems import Problem
from tests.backend.services.listing.cast import mails
from tests.backend.services.offers.cast import ANSWERS, filled_in, settle

BAIT = "Your council tax refund is waiting: https://evil.example/pay a@evil.example"


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("The Inn", "The Inn"),
        ("Marks & Spencer", "Marks & Spencer"),
        ("St Mary's Café-Bar", "St Mary's Café-Bar"),
        ("مكتبة ويغان", "مكتبة ويغان"),
        ("WIN £500 - https://evil.example/claim", "WIN 500 - https evil example claim"),
        ("evil.example", "evil example"),
        ("!!! ... ///", "your place"),
        ("", "your place"),
    ],
)
def test_a_name_stays_and_what_can_be_pressed_does_not(typed: str, mailed: str) -> None:
    assert as_mailed(typed) == mailed


@given(st.text(max_size=300))
def test_nothing_in_it_is_an_address_or_a_line(typed: str) -> None:
    mailed = as_mailed(typed)
    assert 0 < len(mailed) <= MOST
    assert not set(mailed) & set("./:@\n\r<>[]()%$£")


def test_a_confirmation_carries_only_the_places_name_cut_and_cleaned(
    app: Flask, world: World
) -> None:
    with app.app_context():
        settle()
        bait = {
            "organisation": {"organisation": BAIT, "website": "https://evil.example"},
            "place": {"name": f"The Inn {BAIT}", "kind": "pub", "phone": ""},
            "address": {**ANSWERS["address"], "address": BAIT},
            "contact": {**ANSWERS["contact"], "contact_name": BAIT, "contact_role": BAIT},
        }
        send(world, filled_in(world, **bait))
        _, subject, body = mails()[-1]
    assert "evil" not in subject + body
    assert "refund is waiting" not in body
    assert body.count("https://") + body.count("http://") == 1
    assert "The Inn Your council tax refund" in body


def test_one_address_is_written_to_three_times_a_day_whoever_offers(
    app: Flask, world: World
) -> None:
    with app.app_context():
        settle()
        for _ in range(MAILS_TO_ONE.most):
            send(world, filled_in(world))
        held = len(mails())
        with pytest.raises(Problem, match="too-many-tries"):
            send(world, filled_in(world))
        assert len(mails()) == held
        other = {"contact": {**ANSWERS["contact"], "contact_email": "other@inn.example"}}
        assert send(world, filled_in(world, **other)).is_mailed


def test_an_invitation_carries_a_name_and_no_bait(app: Flask, world: World) -> None:
    with app.app_context():
        with write() as session:
            invitee = Invitee("victim@example.org", BAIT[:120], GUARDIAN)
            make_invitation(session, world, COMMAND_LINE, invitee)
        _, subject, body = mails()[-1]
    assert "evil" not in subject + body
    assert f"Dear {as_mailed(BAIT)}," in body
