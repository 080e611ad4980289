"""What is said of a clock that is wrong, and that the list is right all the same."""

from datetime import timedelta
from pathlib import Path

import pytest

from mobile.viewmodels.clock import clock_words
from tests.mobile.cast import NOW
from tests.mobile.clocks import WrongClocks
from tests.mobile.phone import Phone, a_phone
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import serving

SLOW = timedelta(hours=-2)


def standing(phone: Phone) -> list[tuple[str, str, str]]:
    """Return what the list says of each place."""
    places = phone.context.places
    return [(card.name, card.reason, card.detail) for card in (places.headline, *places.cards)]


def test_a_slow_clock_is_said_and_the_list_is_right_all_the_same(tmp_path: Path) -> None:
    with a_phone(tmp_path / "right") as phone:
        right = standing(phone)
    clocks = WrongClocks(NOW, SLOW)
    with (
        serving(Publisher()) as server,
        a_phone(tmp_path / "slow", server.url, now=clocks.now, uptime_s=clocks.uptime_s) as phone,
    ):
        assert phone.round().is_clock_new
        assert phone.context.places.notice == (
            "This phone's clock is 2 hours slow. Opening times here are right all the same."
        )
        assert standing(phone) == right
        assert not phone.round().is_clock_new
        clocks.mend()
        phone.context.places.refresh()
        assert phone.context.places.notice == ""
        assert standing(phone) == right


def test_the_notice_stands_beside_the_age_of_the_list(tmp_path: Path) -> None:
    clocks = WrongClocks(NOW + timedelta(days=2), SLOW)
    with serving(Publisher()) as server:
        server.says = clocks.true
        arguments = {"now": clocks.now, "uptime_s": clocks.uptime_s}
        with a_phone(tmp_path, server.url, **arguments) as phone:  # type: ignore[arg-type]
            phone.round()
            assert "2 hours slow" in phone.context.places.notice
            assert phone.context.places.notice.endswith(
                "List from 2 days ago. Hours may have changed."
            )


def test_what_is_known_of_the_clock_holds_from_the_first_list_on(tmp_path: Path) -> None:
    clocks = WrongClocks(NOW, SLOW)
    arguments = {"now": clocks.now, "uptime_s": clocks.uptime_s}
    with (
        serving(Publisher()) as server,
        a_phone(tmp_path, server.url, **arguments) as phone,  # type: ignore[arg-type]
    ):
        phone.round()
    with a_phone(tmp_path, **arguments) as phone:  # type: ignore[arg-type]
        assert "2 hours slow" in phone.context.places.notice


def test_by_a_clock_that_is_lost_nothing_is_called_open(tmp_path: Path) -> None:
    with a_phone(tmp_path, now=lambda: NOW - timedelta(days=3000)) as phone:
        places = phone.context.places
        assert places.notice == (
            "This phone's clock is wrong, so what is open is not known. Call first."
        )
        assert places.none_title == "Open hours not known"
        assert {card.tone for card in places.cards} == {"plain"}


@pytest.mark.parametrize(
    ("off_by", "said"),
    [
        (timedelta(minutes=9), ""),
        (timedelta(minutes=11), "11 minutes slow"),
        (timedelta(minutes=-63), "1 hour fast"),
        (timedelta(minutes=90), "90 minutes slow"),
        (timedelta(hours=26), "1 day slow"),
        (timedelta(days=-3652), "10 years fast"),
    ],
)
def test_the_amount_is_in_words_that_suit_it(off_by: timedelta, said: str) -> None:
    words = clock_words(round(off_by.total_seconds()))
    assert said in words
    assert bool(words) == bool(said)
