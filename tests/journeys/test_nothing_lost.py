"""From three taps on the phone to one row on the server, whatever the network does."""

from pathlib import Path

from demo.network import example_network
from tests.conftest import NOW
from tests.journeys.partnership import Partnership
from tests.mobile.phone import a_phone
from tests.support.relay import DOWN, LOSE_ANSWERS, PASS, Relay


def test_an_answer_saved_offline_becomes_one_row_online(
    tmp_path: Path, network: Relay, partnership: Partnership
) -> None:
    with a_phone(tmp_path, network.url) as phone:
        network.mode = DOWN
        phone.answer()
        report = phone.round()
        assert (report.sent, report.trouble) == (0, "no-answer")
        assert phone.context.queue.waiting_count == 1
        assert partnership.rows() == []
        network.mode = PASS
        (item,) = phone.context.outbox.items()
        assert phone.round().sent == 1
        assert phone.context.queue.sent_words == "1 answer sent since you opened the app."
        assert phone.context.outbox.items() == []
    assert [str(row) for row in partnership.rows()] == [item.id]
    assert partnership.rows("level") == ["fairly_unsafe"]
    assert partnership.rows("zone_id") == ["z-wigan-1"]
    assert partnership.rows("daypart") == ["night_economy"]


def test_a_phone_switched_off_in_between_still_sends(
    tmp_path: Path, network: Relay, partnership: Partnership
) -> None:
    network.mode = DOWN
    with a_phone(tmp_path, network.url) as phone:
        phone.answer()
        phone.round()
    network.mode = PASS
    with a_phone(tmp_path, network.url) as phone:
        assert phone.round().sent == 1
    assert len(partnership.rows()) == 1


def test_a_lost_answer_is_sent_again_and_counts_once(
    tmp_path: Path, network: Relay, partnership: Partnership
) -> None:
    with a_phone(tmp_path, network.url) as phone:
        phone.answer()
        network.mode = LOSE_ANSWERS
        assert phone.round().sent == 0
        assert phone.round().sent == 0
        assert network.lost >= 2
        assert len(partnership.rows()) == 1
        assert phone.context.queue.waiting_count == 1
        network.mode = PASS
        assert phone.round().sent == 1
    assert len(partnership.rows()) == 1


def test_ten_answers_of_a_bad_night_are_ten_rows(
    tmp_path: Path, network: Relay, partnership: Partnership
) -> None:
    modes = (LOSE_ANSWERS, DOWN, LOSE_ANSWERS, PASS)
    with a_phone(tmp_path, network.url) as phone:
        for number in range(10):
            network.mode = modes[number % len(modes)]
            phone.answer()
            phone.round()
        network.mode = PASS
        phone.round()
        assert phone.context.outbox.items() == []
    assert len(partnership.rows()) == 10


def test_an_answer_the_server_does_not_take_is_set_aside_with_its_reason(
    tmp_path: Path, network: Relay, partnership: Partnership
) -> None:
    with a_phone(tmp_path, network.url) as phone:
        phone.answer()
        phone.context.outbox.save({**_last_body(phone.context.outbox), "zone": "z-nowhere"})
        report = phone.round()
        assert (report.sent, report.set_aside) == (1, 1)
        refusals = [item.refusal for item in phone.context.outbox.items()]
    assert refusals == ["zone-unknown"]
    assert len(partnership.rows()) == 1


def test_a_changed_opening_hour_reaches_the_phone(
    tmp_path: Path, network: Relay, partnership: Partnership
) -> None:
    with a_phone(tmp_path, network.url) as phone:
        assert phone.round().is_list_new
        page = phone.context.make("place")
        page.show("p-001")
        assert page.hours[0] == ("Today", "21:00 – 02:00")
        changed = example_network(NOW)
        changed["places"][0]["weekly"][4] = [["20:00", "23:45"]]
        partnership.publish(changed)
        assert phone.round().is_list_new
        assert page.hours[0] == ("Today", "20:00 – 23:45")
        assert page.standing == "Closes 11 minutes after you arrive"
        assert phone.context.places.headline.name != "Night Haven (example)"
        assert not phone.round().is_list_new


def test_a_place_that_leaves_disappears_from_the_phone(
    tmp_path: Path, network: Relay, partnership: Partnership
) -> None:
    with a_phone(tmp_path, network.url) as phone:
        phone.round()
        changed = example_network(NOW)
        changed["places"][0]["state"] = "suspended"
        partnership.publish(changed)
        phone.round()
        assert phone.context.surroundings.place("p-001") is None
        assert phone.context.places.headline.name == "The Lantern (example)"


def _last_body(outbox: object) -> dict[str, object]:
    return dict(outbox.items()[-1].body)  # type: ignore[attr-defined]
