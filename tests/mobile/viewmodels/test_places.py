"""What the list and the page of a place show."""

from datetime import timedelta
from pathlib import Path

from mobile.store import mirror
from shared.geo import Point
from shared.intervals import parse_interval
from shared.standing import hours_words
from tests.mobile.cast import MARKET, NOW, manifest_of, published
from tests.mobile.phone import a_phone

NOWHERE = Point(53.5100, -2.5550)


def test_without_a_list_the_phone_says_so(tmp_path: Path) -> None:
    with a_phone(tmp_path, pack=tmp_path / "no pack") as phone:
        assert phone.context.places.notice == "No list on this phone yet. Connect once to fetch it."
        assert list(phone.context.places.cards) == []
        assert phone.feedback().refusal == "Connect once to fetch the questions."


def test_without_a_position_the_phone_asks_for_a_town(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=None) as phone:
        places = phone.context.places
        assert places.needs_where
        assert places.headline is None
        choosing = phone.context.make("where")
        choosing.begin(for_subject=False)
        choosing.query = "lei"
        assert choosing.choices[0].label == "Leigh"
        choosing.be_at(choosing.choices[0])
        assert not places.needs_where
        assert places.where == "From Leigh, as you chose"
        assert places.cards


def test_the_headline_is_the_nearest_place_open_on_arrival(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        card = phone.context.places.headline
        assert card.name == "Night Haven (example)"
        assert (card.amount, card.unit, card.tone) == ("4", "min walk", "go")
        assert card.reason == "Open until 02:00"
        assert card.detail == "step-free · checked 6 days ago"
        assert card.way == "north-east"
        assert phone.context.places.where == "Near the market, Wigan · stays on this phone"


def test_with_nothing_open_near_it_says_so_and_names_the_next_best(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=NOWHERE) as phone:
        places = phone.context.places
        assert places.headline is None
        assert places.none_title == "None open near you"
        first, *others = places.next_best
        assert first.detail.startswith("The nearest that is open: ")
        assert first.tone == "go"
        above = {line.place_id for line in places.next_best}
        assert above.isdisjoint(card.place_id for card in places.cards)
        assert len({line.place_id for line in places.next_best}) == len(others) + 1
        assert places.cards[0].tone == "go"


def test_a_list_without_a_place_says_that_none_is_listed(tmp_path: Path) -> None:
    """ "None open near you" would tell of places that are closed, where there are none."""
    documents = {**published(), "places": {"format": 1, "places": []}}
    with a_phone(tmp_path) as phone:
        mirror.swap_in(phone.context.connection, manifest_of(documents, version=2), documents)
        phone.context.surroundings.reload()
        places = phone.context.places
        assert places.none_title == "No safe place is listed here"
        assert places.none_detail == "In danger, call 999. Someone to talk to: press Help."


def test_a_list_over_a_week_old_claims_nothing_open(tmp_path: Path) -> None:
    later = NOW + timedelta(days=8)
    with a_phone(tmp_path, now=lambda: later) as phone:
        places = phone.context.places
        assert "8 days ago" in places.notice
        assert places.none_title == "Open hours not known"
        assert {card.reason for card in places.cards} == {"Hours may have changed, call first"}
        assert {card.tone for card in places.cards} == {"plain"}


def test_a_list_over_a_day_old_says_its_age(tmp_path: Path) -> None:
    later = NOW + timedelta(hours=25)
    with a_phone(tmp_path, now=lambda: later) as phone:
        assert phone.context.places.notice == "List from yesterday. Hours may have changed."


def test_outside_the_borough_is_said(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=Point(51.5, -0.1)) as phone:
        assert phone.context.places.where.startswith("Outside the borough")
        assert len(phone.context.places.cards) == 0
        assert phone.feedback().about == "Choose where"


def test_more_places_are_worked_out_towards_the_end(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        places = phone.context.places
        places._limit = 5
        places.refresh()
        assert len(places.cards) == 4
        places.reach(3)
        assert len(places.cards) == 40
        found = [card.place_id for card in places.cards]
        places.refresh()
        assert [card.place_id for card in places.cards] == found


def test_nothing_is_drawn_again_when_nothing_changed(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        changes: list[object] = []
        phone.context.places.bind(on_change=changes.append)
        phone.context.places.refresh()
        assert changes == []
        phone.context.surroundings.choose("Leigh", Point(53.4975, -2.519))
        assert len(changes) == 1


def test_the_page_of_a_place_shows_hours_facilities_and_age(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = phone.context.make("place")
        page.show("p-001")
        assert page.standing == "Open until 02:00"
        assert page.hours == [
            ("Today", "21:00 – 02:00"),
            ("Tomorrow", "23:00 – 05:00"),
            ("Sunday", "Closed"),
            ("Monday", "Closed"),
        ]
        assert ("charging", "Charging") in page.facilities
        assert page.checked == "Checked by the partnership 6 days ago."
        page.call()
        assert page.note == "This device cannot call. From any phone, call 01632 960100."


def test_hours_at_other_times_of_the_year_are_told_and_read_aloud(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = phone.context.make("place")
        page.show("p-017")
        assert page.seasons == [
            (
                "20/07 – 31/08 each year",
                "Monday – Friday 10:00 – 14:00; Saturday Closed",
            ),
            ("1st Monday of the month", "19:00 – 21:30"),
        ]
        assert "1st Monday of the month: 19:00 – 21:30" in page._spoken()
        page.show("p-001")
        assert page.seasons == []


def test_a_place_that_has_left_says_so(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = phone.context.make("place")
        page.show("p-999")
        assert (page.name, page.phone) == ("No longer listed", "")


def test_hours_are_words() -> None:
    assert hours_words(()) == "Closed"
    assert hours_words((parse_interval("00:00", "24:00"),)) == "Day and night"
    split = (parse_interval("14:15", "18:15"), parse_interval("09:00", "13:00"))
    assert hours_words(split) == "09:00 – 13:00, 14:15 – 18:15"


def test_a_position_picked_by_name_is_kept_when_the_phone_speaks_up(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        phone.context.surroundings.choose("Leigh", Point(53.4975, -2.519))
        phone.context.start_location()
        assert phone.context.surroundings.here != MARKET
