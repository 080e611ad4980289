"""A receipt on the phone, against the real server: not arrived, arrived, taken back."""

import time
from pathlib import Path

from kivy.clock import Clock

from mobile.viewmodels.receipts import ReceiptsViewModel
from tests.mobile.phone import NOBODY, Phone, a_phone
from tests.support.relay import Relay

DEADLINE_S = 20


def answered(model: ReceiptsViewModel) -> str:
    """Let the thread answer; return the state."""
    until = time.monotonic() + DEADLINE_S
    while time.monotonic() < until:
        Clock.tick()
        if not model.is_asking:
            return str(model.state)
    raise TimeoutError("no answer about the receipt")


def receipt_of(phone: Phone) -> str:
    """Give an answer and return its code."""
    feedback = phone.feedback()
    feedback.choose_level("fairly_unsafe")
    assert feedback.save()
    assert feedback.given is not None
    return feedback.given.receipt


def test_an_answer_is_followed_and_taken_back(network: Relay, tmp_path: Path) -> None:
    with a_phone(tmp_path, network.url) as phone:
        phone.round()
        code = receipt_of(phone)
        model = phone.context.make("receipts")
        model.begin()
        model.look(code.lower().replace("-", " "))
        assert answered(model) == "not_arrived"
        assert phone.round().sent == 1
        model.look(code)
        assert answered(model) == "arrived"
        assert "Near the market, Wigan" in model.detail
        model.withdraw()
        assert answered(model) == "withdrawn"
        model.look(code)
        assert answered(model) == "withdrawn"


def test_a_code_that_is_none_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    with a_phone(tmp_path, NOBODY) as phone:
        model = phone.context.make("receipts")
        model.begin()
        model.look("7K3M")
        assert not model.is_asking
        assert model.refusal == "That is not a receipt code. It has 16 letters and digits."


def test_without_a_connection_it_says_so(tmp_path: Path) -> None:
    with a_phone(tmp_path, NOBODY) as phone:
        model = phone.context.make("receipts")
        model.begin()
        model.look("7K3M-Q0ZD-1XWA-9BTE")
        answered(model)
        assert model.refusal == "No connection right now. Try again in a moment."
