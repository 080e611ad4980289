"""The needle turns while somebody looks and the phone is sure; else it says why not, in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.device.compass import DISTURBED, VAGUE
from mobile.device.location import Fix
from mobile.viewmodels import needle as needle_module
from mobile.viewmodels.needle import Needle
from shared.geo import Point, bearing_deg
from tests.mobile.cast import MARKET
from tests.mobile.hand import Hand, take
from tests.mobile.phone import Phone, a_phone

ME = "the page"


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    with a_phone(tmp_path) as found:
        yield found


@pytest.fixture
def hand(phone: Phone) -> Hand:
    found = Hand()
    take(phone.context, found)
    return found


@pytest.fixture
def needle(phone: Phone, hand: Hand) -> Needle:
    """The needle, aimed at the headline's place from a position known to 12 m."""
    place(phone, 12.0)
    found = phone.context.needle()
    found.aim(best(phone), ME)
    assert hand.is_on
    return found


def best(phone: Phone) -> str:
    return str(phone.context.places.headline.place_id)


def place(phone: Phone, accuracy_m: float | None, at: Point = MARKET, **fix: bool) -> None:
    phone.context._told(Fix(at, accuracy_m=accuracy_m, **fix))


def way(phone: Phone) -> float:
    """Return the true bearing of the headline's place."""
    found = phone.context.surroundings.place(best(phone))
    assert found is not None
    return bearing_deg(MARKET, found.at)


def test_it_turns_against_the_phone(phone: Phone, hand: Hand, needle: Needle) -> None:
    for heading in (0.0, 90.0, 200.0, 355.0):
        hand.turn(heading)
        assert needle.is_turning
        assert needle.turn_deg == pytest.approx((way(phone) - heading) % 360)


@pytest.mark.parametrize(
    ("turned", "words"),
    [
        (0, "ahead"),
        (45, "ahead, slightly right"),
        (90, "to the right"),
        (135, "behind you, to the right"),
        (180, "behind you"),
        (225, "behind you, to the left"),
        (270, "to the left"),
        (315, "ahead, slightly left"),
        (350, "ahead"),
    ],
)
def test_who_does_not_see_hears_where(
    phone: Phone, hand: Hand, needle: Needle, turned: int, words: str
) -> None:
    hand.turn((way(phone) - turned) % 360)
    assert needle.words.endswith(f"that way: {words}.")


def test_words_do_not_change_with_every_degree(phone: Phone, hand: Hand, needle: Needle) -> None:
    heard: list[str] = []
    needle.bind(words=lambda _needle, words: heard.append(words))
    for turn in range(20):
        hand.turn((way(phone) - 20 - (turn % 6)) % 360)
    assert len(heard) == 1


def test_a_small_turn_is_not_drawn(phone: Phone, hand: Hand, needle: Needle) -> None:
    drawn: list[float] = []
    needle.bind(turn_deg=lambda _needle, turned: drawn.append(turned))
    for tenths in range(100):
        hand.turn((way(phone) - 40 - tenths / 10) % 360)
    assert len(drawn) == 4


def test_one_that_draws_every_turn_would_be_seen(
    phone: Phone, hand: Hand, needle: Needle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needle_module, "LEAST_TURN_DEG", 0.0)
    drawn: list[float] = []
    needle.bind(turn_deg=lambda _needle, turned: drawn.append(turned))
    for tenths in range(100):
        hand.turn((way(phone) - 40 - tenths / 10) % 360)
    assert len(drawn) > 50


def test_where_things_shall_stand_still_it_goes_in_steps(
    phone: Phone, hand: Hand, needle: Needle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needle, "_is_still", lambda: True)
    drawn = set()
    for turn in range(0, 720, 2):
        hand.turn((way(phone) - turn) % 360)
        drawn.add(needle.turn_deg)
    assert drawn == {30.0 * step for step in range(12)}


@pytest.mark.parametrize(("trouble", "words"), [(VAGUE, "figure of eight"), (DISTURBED, "magnet")])
def test_unsure_it_says_so_and_turns_nothing(
    phone: Phone, hand: Hand, needle: Needle, trouble: str, words: str
) -> None:
    hand.turn(10.0)
    hand.turn(None, trouble)
    assert not needle.is_turning
    assert needle.is_unsure
    assert words in needle.words
    assert needle.words.endswith(f"Towards the {phone.context.places.headline.way}.")


def test_a_phone_without_a_compass_keeps_the_words_of_before(phone: Phone) -> None:
    take(phone.context, Hand(has_compass=False))
    place(phone, 12.0)
    needle = phone.context.needle()
    needle.aim(best(phone), ME)
    assert (needle.is_turning, needle.is_unsure) == (False, False)
    assert needle.words == f"Towards the {phone.context.places.headline.way}."


@pytest.mark.parametrize(
    ("accuracy_m", "is_metres"), [(5.0, True), (49.0, True), (50.0, False), (80.0, False)]
)
def test_metres_only_where_the_position_is_that_good(
    phone: Phone, hand: Hand, accuracy_m: float, *, is_metres: bool
) -> None:
    place(phone, accuracy_m)
    needle = phone.context.needle()
    needle.aim(best(phone), ME)
    hand.turn(10.0)
    assert needle.is_turning
    assert (" m, that way" in needle.words) is is_metres
    assert ("on foot, that way" in needle.words) is not is_metres


def test_a_rough_position_points_nowhere_and_keeps_the_sensors_off(
    phone: Phone, hand: Hand, needle: Needle
) -> None:
    hand.turn(10.0)
    place(phone, 2000.0)
    assert (hand.is_on, needle.is_turning) == (False, False)
    assert "not known well enough" in needle.words
    place(phone, 2000.0, is_approximate=True)
    assert needle.words == ""
    place(phone, 12.0)
    assert hand.is_on


def test_from_a_chosen_town_nothing_turns(phone: Phone, hand: Hand, needle: Needle) -> None:
    phone.context.surroundings.choose("Leigh", Point(53.4975, -2.5150))
    assert (hand.is_on, needle.is_turning, needle.is_unsure) == (False, False, False)
    assert needle.words.startswith("Towards the ")


def test_the_sensors_are_on_only_while_somebody_looks(
    phone: Phone, hand: Hand, needle: Needle
) -> None:
    phone.context.pause()
    assert not hand.is_on
    phone.context.resume()
    assert hand.is_on
    needle.look_away("another page")
    assert hand.is_on
    needle.look_away(ME)
    assert (hand.is_on, needle.is_turning, needle.words) == (False, False, "")
    phone.context.pause()
    phone.context.resume()
    assert not hand.is_on


def test_a_page_that_is_left_does_not_switch_off_the_next_ones(
    phone: Phone, hand: Hand, needle: Needle
) -> None:
    needle.aim("p-002", "the next page")
    needle.look_away(ME)
    assert hand.is_on
    assert hand.starts == 1


def test_closing_the_app_switches_them_off(tmp_path: Path) -> None:
    hand = Hand()
    with a_phone(tmp_path) as phone:
        take(phone.context, hand)
        place(phone, 12.0)
        phone.context.needle().aim(best(phone), ME)
        assert hand.is_on
    assert not hand.is_on


def test_a_place_that_left_the_list_is_pointed_at_no_more(
    phone: Phone, hand: Hand, needle: Needle
) -> None:
    hand.turn(10.0)
    needle.aim("p-gone", ME)
    hand.turn(10.0)
    assert (needle.is_turning, needle.words) == (False, "")
