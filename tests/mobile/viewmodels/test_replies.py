"""What was done because of answers, on the phone: at a place, and for a receipt."""

import sqlite3
from pathlib import Path
from typing import Any

from demo.replies import example_replies
from mobile.device.choosing import Pretence, device_for
from mobile.store import mirror, projection
from mobile.store.clock import Clocks
from mobile.store.outbox import Outbox
from mobile.ui import words
from mobile.viewmodels.exchange import Exchange
from mobile.viewmodels.helped import Helped
from mobile.viewmodels.place import REPLIES_SHOWN, PlaceViewModel
from mobile.viewmodels.receipts import ReceiptsViewModel
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import uptime_s
from tests.mobile.cast import MARKET, NOW, manifest_of, published
from tests.mobile.phone import a_phone

LAMPS = "Twelve lamps were mended and four are new."
TRAINED = "Everybody who works there has been trained again."


def the_page(memory: sqlite3.Connection, replies: list[dict[str, Any]]) -> PlaceViewModel:
    """Return the page of the first place, as a phone that holds these replies shows it offline."""
    documents = {**published(), "replies": {"format": 1, "replies": replies}}
    mirror.swap_in(memory, manifest_of(documents), documents)
    surroundings = Surroundings(memory, Clocks(lambda: NOW, uptime_s))
    helped = Helped(Outbox(memory), Exchange(lambda: None, lambda: None), surroundings)
    page = PlaceViewModel(surroundings, device_for(Pretence(MARKET), is_android=False), helped)
    page.show("p-001")
    return page


def a_reply(number: int, **changes: Any) -> dict[str, Any]:
    words = {"said": {"en": f"said {number}"}, "did": {"en": f"did {number}"}}
    where = {"zones": [], "places": ["p-001"]}
    return {"id": f"r-{number}", **where, **words, "on": f"2026-11-{number:02d}", **changes}


def test_a_place_shows_what_was_done_there_and_in_its_zone(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = phone.context.make("place")
        page.show("p-001")
        assert [did for _, did, _ in page.replies] == [LAMPS, TRAINED]
        assert page.replies[0][2] == "15/11/2026"
        assert f"We did: {LAMPS}" in page._spoken()


def test_a_place_elsewhere_shows_none_of_it(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        page = phone.context.make("place")
        held = phone.context.surroundings.list
        assert held is not None
        other = next(place for place in held.places if place.town not in ("Wigan", "Leigh"))
        page.show(other.id)
        assert page.name
        assert page.replies == []
        assert "We did" not in page._spoken()


def test_the_newest_come_first_and_no_more_than_three(memory: sqlite3.Connection) -> None:
    page = the_page(memory, [a_reply(day) for day in (3, 9, 1, 27, 5)])
    assert [said for said, _, _ in page.replies] == ["said 27", "said 9", "said 5"]
    assert len(page.replies) == REPLIES_SHOWN


def test_a_reply_in_the_language_of_the_phone_is_read_in_it_else_in_english(
    memory: sqlite3.Connection,
) -> None:
    words.use("pl")
    both = {"en": "It is dark.", "pl": "Jest ciemno."}
    page = the_page(memory, [a_reply(2, said=both)])
    assert page.replies[0][:2] == ("Jest ciemno.", "did 2")


def test_a_document_of_an_older_server_names_no_places(memory: sqlite3.Connection) -> None:
    old = {key: value for key, value in a_reply(1).items() if key != "places"}
    assert the_page(memory, [old]).replies == []
    assert projection.replies(memory)[0].places == frozenset()


def test_a_list_that_arrives_brings_its_replies_and_one_taken_back_goes(
    memory: sqlite3.Connection,
) -> None:
    page = the_page(memory, [])
    assert page.replies == []
    for told, shown in ((example_replies(NOW), 2), ([], 0)):
        documents = {**published(), "replies": {"format": 1, "replies": told}}
        mirror.swap_in(memory, manifest_of(documents), documents)
        page._surroundings.reload()
        assert len(page.replies) == shown


def test_a_place_that_left_shows_no_replies(memory: sqlite3.Connection) -> None:
    page = the_page(memory, [a_reply(1)])
    assert page.replies
    page.show("p-gone")
    assert page.replies == []


def test_a_receipt_shows_what_the_server_says_was_done(memory: sqlite3.Connection) -> None:
    reply = {"said": {"en": "Dark."}, "did": {"en": "Lit."}, "on": "2026-11-20"}
    answer = {"state": "arrived", "label": "Near the market, Wigan", "replies": [reply]}
    page = ReceiptsViewModel(memory, lambda _deed, _code, answered: answered(answer))
    page.look("7K3M-Q0ZD-1XWA-9BTE")
    assert page.replies == [("Dark.", "Lit.", "20/11/2026")]
