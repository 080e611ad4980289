"""What lists say otherwise: left as it is, asked for as a change, or looked at again."""

from typing import Any

import pytest
from flask import Flask

from backend.domain.staff import ANALYST
from backend.services.candidates import Filter, candidates
from backend.services.documents import places_to_publish
from backend.services.list_news import (
    doubles_of,
    look_again,
    news_of_place,
    propose_news,
    put_news_aside,
    take_for_place,
    venues_with_news,
)
from backend.services.listing.decide_change import waiting_change
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.imported import DraftRow
from shared.problems import Problem
from tests.backend.services.listing.cast import (
    apply,
    deeds_audited,
    keep_ready,
    make_live,
    staff,
    version_of,
)

NINE = [[["09:00", "17:00"]]] * 5 + [[], []]
LONGER = [[["09:00", "20:00"]]] * 5 + [[], []]


def draft(draft_id: str = "d-1", **changes: Any) -> str:
    values: dict[str, Any] = {
        "id": draft_id,
        "source": "Council list",
        "name": "The Inn",
        "kind": "pub",
        "town": "Wigan",
        "address": "1 King Street",
        "postcode": "WN1 1BS",
        "lat": 53.5448,
        "lon": -2.6318,
        "phone": "01942 000000",
        "facilities": [],
        "weekly": NINE,
        "seasons": [],
        "notes": [],
        "state": "taken",
    }
    with write() as session:
        session.add(DraftRow(**values | changes))
    return draft_id


def state_of(draft_id: str = "d-1") -> tuple[str, str | None, dict[str, Any]]:
    with read() as session:
        row = session.get_one(DraftRow, draft_id)
        return row.state, row.place_id, row.news


def test_news_stands_beside_the_live_place_until_somebody_decides(app: Flask, world: World) -> None:
    anna, _ = make_live(world)
    draft(place_id="p1", news={"phone": ["01942 000000", "01942 000009"]})
    draft("d-2", source="Another list", place_id="p1")
    draft("d-3", source="A list", place_id="p1", news={"gone": [None, "2026-11-20"]})
    told = news_of_place("p1")
    assert [(each.source, dict(each.fields)) for each in told] == [
        ("A list", {"gone": (None, "2026-11-20")}),
        ("Council list", {"phone": ("01942 000000", "01942 000009")}),
    ]
    assert venues_with_news() == 2
    assert [each.id for each in candidates(Filter(only_news=True)).candidates] == ["d-1", "d-3"]
    put_news_aside(world, anna, "d-1")
    assert state_of() == ("taken", "p1", {})
    assert deeds_audited(app)[-1] == (f"staff:{anna.id}", "put_news_aside")
    with pytest.raises(Problem, match="nothing new"):
        put_news_aside(world, anna, "d-1")


def test_what_a_list_says_is_asked_for_and_a_colleague_has_to_agree(world: World) -> None:
    anna, ben = make_live(world)
    keep_ready()
    news = {"weekly": [NINE, LONGER], "phone": ["01942 000000", "01942 000009"]}
    draft(place_id="p1", news=news)
    done = propose_news(world, anna, "d-1", version_of("p1"))
    assert done.at_once == ()
    assert state_of()[2] == {}
    waits = waiting_change(ben, "p1")
    assert waits is not None
    assert waits.may_decide
    assert waits.fields["phone"] == ("01942 000000", "01942 000009")
    assert waits.fields["weekly"] == (NINE, LONGER)
    mine = waiting_change(anna, "p1")
    assert mine is not None
    assert not mine.may_decide
    with read() as session:
        (place,), _ = places_to_publish(session, world.now(), world.nation)
    assert place["weekly"] == NINE


def test_a_place_that_moved_is_hidden_as_by_any_wish(world: World) -> None:
    anna, _ = make_live(world)
    keep_ready()
    draft(place_id="p1", news={"position": [[53.5448, -2.6318], [53.5458, -2.6318]]})
    with pytest.raises(Problem):
        # Outside of every zone, as any other wish.
        propose_news(world, anna, "d-1", version_of("p1"))
    assert state_of()[2] != {}


@pytest.mark.parametrize(
    "news",
    [
        {"gone": [None, "2026-11-20"]},
        {"weekly": [NINE, []]},
        {"phone": ["01942 000000", ""]},
        {"position": [[53.5, -2.6], None]},
    ],
)
def test_what_a_list_no_longer_tells_is_no_wish(world: World, news: dict[str, Any]) -> None:
    anna, _ = make_live(world)
    draft(place_id="p1", news=news)
    with pytest.raises(Problem, match="says nothing that a place can be changed to"):
        propose_news(world, anna, "d-1", version_of("p1"))


def test_a_candidate_that_was_put_aside_can_wait_again(app: Flask, world: World) -> None:
    officer = staff("anna@council.example")
    draft(state="dismissed", news={"phone": ["1", "2"]})
    look_again(world, officer, "d-1")
    assert state_of() == ("waiting", None, {})
    with pytest.raises(Problem, match="It is waiting now"):
        look_again(world, officer, "d-1")
    assert [deed for _, deed in deeds_audited(app)] == ["look_again"]


def test_a_candidate_is_taken_for_a_place_that_is_here(world: World) -> None:
    officer = staff("anna@council.example")
    apply("p1")
    apply("p2", state="left")
    draft(state="invited", invitation_hash="x")
    with pytest.raises(Problem):
        take_for_place(world, officer, "d-1", "p2")
    take_for_place(world, officer, "d-1", "p1")
    assert state_of() == ("taken", "p1", {})
    with read() as session:
        assert session.get_one(DraftRow, "d-1").invitation_hash is None
    with pytest.raises(Problem, match="It is taken now"):
        take_for_place(world, officer, "d-1", "p1")


def test_near_doubles_are_shown_across_lists_and_places(world: World) -> None:
    apply("p1")
    apply("p2", name="The Inn", postcode="WN9 9ZZ", lat=53.5, lon=-2.5)
    apply("p3", name="The Inn", state="left")
    draft(name="Inn", state="waiting")
    draft("d-2", source="Other", name="The Inn, Wigan", state="dismissed")
    draft("d-3", source="Other", name="Corner Bakery")
    draft("d-4", source="Other", name="The Inn", gone_on=world.now().date())
    with read() as session:
        found = doubles_of(session, session.get_one(DraftRow, "d-1"))
    assert [(each.id, each.is_place) for each in found] == [("p1", True), ("d-2", False)]


@pytest.mark.parametrize("deed", [put_news_aside, look_again])
def test_only_officers_decide_on_what_lists_say(world: World, deed: Any) -> None:
    draft(state="dismissed", news={"phone": ["1", "2"]})
    with pytest.raises(Problem) as refusal:
        deed(world, staff("ada@council.example", ANALYST), "d-1")
    assert refusal.value.code == "not-for-you"
