"""After the way to a place was asked for the phone asks once whether they helped."""

from pathlib import Path

from mobile.store.outbox import FEEDBACK, HELPED, YOUNG
from mobile.sync.engine import Engine
from mobile.viewmodels.place import PlaceViewModel
from tests.mobile.phone import Phone, a_phone


def the_page(phone: Phone, place_id: str = "p-001") -> PlaceViewModel:
    page: PlaceViewModel = phone.context.make("place")
    page.show(place_id)
    return page


def test_nobody_is_asked_before_the_way_was(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = the_page(phone)
        assert not page.helped.is_asked
        page.lead()
        assert page.helped.is_asked
        page.show("p-002")
        assert not page.helped.is_asked
        page.show("p-001")
        assert page.helped.is_asked


def test_one_tap_is_kept_and_asked_no_more(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = the_page(phone)
        page.lead()
        page.say_helped("no")
        (item,) = phone.context.outbox.items()
        assert item.kind == HELPED
        assert dict(item.body) == {
            "version": 1,
            "place": "p-001",
            "week": "2026-W48",
            "helped": "no",
        }
        assert page.helped.thanks
        page.show("p-001")
        assert not page.helped.is_asked


def test_the_app_forgets_which_way_was_asked_for(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        the_page(phone).lead()
        assert not the_page(phone).helped.is_asked


def test_messages_of_two_kinds_never_go_in_one_round(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        for kind in (YOUNG, HELPED, FEEDBACK, FEEDBACK):
            phone.context.outbox.save({"kind": kind}, kind=kind)
        sent = []
        engine: Engine = engine_of(phone)
        while round_of := engine._in_this_round():
            sent.append({item.kind for item in round_of})
            for item in round_of:
                phone.context.outbox.remove(item.id)
        engine.close()
        assert sent == [{FEEDBACK}, {YOUNG}, {HELPED}]


def engine_of(phone: Phone) -> Engine:
    from mobile.context import engine_builder

    engine = engine_builder(phone.context.config)(lambda: True)
    assert isinstance(engine, Engine)
    return engine


def test_a_queue_names_what_waits(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = the_page(phone)
        page.lead()
        page.say_helped("yes")
        phone.context.queue.refresh()
        (row,) = phone.context.queue.rows
        assert row.title == "Did they help?"
        assert row.detail == page.name
