"""A place that was closed, or turned somebody away, stands below the others on this phone."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mobile.store import remembered
from mobile.viewmodels.place import PlaceViewModel
from mobile.viewmodels.turned_away import LONGEST_MIN, Said, TurnedAway, without
from shared.clock import to_minute
from shared.help_answer import CLOSED, TURNED_AWAY
from shared.ranking import Tier
from tests.mobile.cast import NOW
from tests.mobile.phone import Phone, a_phone


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def phone(tmp_path: Path, time: Time) -> Iterator[Phone]:
    with a_phone(tmp_path, now=time) as found:
        yield found


def page_of(phone: Phone, place_id: str) -> PlaceViewModel:
    page: PlaceViewModel = phone.context.make("place")
    page.show(place_id)
    return page


def order(phone: Phone) -> list[tuple[str, Tier]]:
    ranking = phone.context.surroundings.rank(1000)
    assert ranking is not None
    return [(item.place.id, item.tier) for item in ranking.items]


def say(phone: Phone, answer: str = CLOSED) -> tuple[str, PlaceViewModel]:
    """Be led to the headline's place and say what was met there."""
    best = phone.context.places.headline.place_id
    page = page_of(phone, best)
    page.lead()
    page.say_helped(answer)
    return best, page


@pytest.mark.parametrize("answer", [CLOSED, TURNED_AWAY])
def test_it_stands_below_every_other_open_place_at_once(phone: Phone, answer: str) -> None:
    before = order(phone)
    best, page = say(phone, answer)
    after = order(phone)
    place = [place_id for place_id, _ in after].index(best)
    others = [tier for place_id, tier in before if place_id != best]
    assert place >= sum(tier is Tier.OPEN for tier in others)
    assert phone.context.places.headline.place_id != best
    assert [each for each in after if each[0] != best] == [
        each for each in before if each[0] != best
    ]
    assert (
        page.standing
        == {
            CLOSED: "You said it was closed, today",
            TURNED_AWAY: "You said they turned you away, today",
        }[answer]
    )


def test_one_that_is_not_sunk_would_be_seen(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app did before: the answer leaves, and the list leads to the same door again."""
    monkeypatch.setattr("mobile.viewmodels.surroundings.without", lambda openings, _said: openings)
    best, _ = say(phone)
    assert phone.context.places.headline.place_id == best


def test_the_list_and_the_map_say_whose_word_it_is(phone: Phone) -> None:
    best, _ = say(phone)
    cards = {card.place_id: card for card in phone.context.places.cards}
    assert (cards[best].reason, cards[best].tone) == ("You said it was closed, today", "soon")
    shown = phone.context.make("map")
    shown.choose(f"place/{best}")
    assert shown.card.reason == "You said it was closed, today"


def test_a_reason_travels_beside_a_no_and_says_nothing_more(phone: Phone) -> None:
    best, _ = say(phone, TURNED_AWAY)
    (item,) = phone.context.outbox.items()
    body = {"version": 1, "place": best, "week": "2026-W48", "helped": "no"}
    assert dict(item.body) == {**body, "why_not": "turned_away"}


@pytest.mark.parametrize("answer", ["yes", "no", "not_there"])
def test_other_answers_sink_nothing(phone: Phone, answer: str) -> None:
    before = order(phone)
    _, page = say(phone, answer)
    assert order(phone) == before
    assert "why_not" not in phone.context.outbox.items()[0].body
    assert not page.helped.said


def test_it_counts_for_twelve_hours_at_most_and_by_the_day(phone: Phone, time: Time) -> None:
    _, page = say(phone)
    time.now = NOW + timedelta(minutes=45)
    page.refresh()
    assert page.standing == "You said it was closed, yesterday"
    time.now = NOW + timedelta(minutes=LONGEST_MIN)
    page.refresh()
    assert not page.helped.said
    phone.context.surroundings.reload()
    assert remembered.read(phone.context.connection, "turned_away") == ""


def test_it_is_known_when_the_app_is_opened_again(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        best, _ = say(phone)
    with a_phone(tmp_path, pack=tmp_path / "pack") as phone:
        assert phone.context.places.headline.place_id != best
        assert page_of(phone, best).helped.said


def test_it_is_never_named_as_what_opens_next(phone: Phone) -> None:
    """Where it opens no sooner than it counts no more, that is not when it opens."""
    while phone.context.places.headline is not None:
        say(phone)
    said = phone.context.surroundings.said_of
    assert not [each for each in phone.context.places.next_best if said(each.place_id)]


def test_it_can_be_undone_and_leaves_nothing(phone: Phone) -> None:
    before = order(phone)
    _, page = say(phone)
    page.helped.undo()
    assert order(phone) == before
    assert not page.helped.said
    assert phone.context.outbox.items() == []
    assert page.helped.thanks == "Undone. Nothing of it was sent."
    assert remembered.read(phone.context.connection, "turned_away") == ""


def test_undone_after_it_may_have_left_it_says_so(phone: Phone) -> None:
    _, page = say(phone)
    (item,) = phone.context.outbox.items()
    phone.context.outbox.note_attempt(item.id)
    page.helped.undo()
    assert not page.helped.said
    assert len(phone.context.outbox.items()) == 1
    assert "cannot be told from others" in page.helped.thanks


def test_until_its_next_opening(phone: Phone) -> None:
    said = TurnedAway(phone.context.connection)
    said.say("p", CLOSED, ((0, 150), (160, 300)), 100)
    assert said.of("p", 159) == Said(CLOSED, 100, 160)
    assert said.of("p", 160) is None
    assert said.of("p", 99) is None
    said.say("p", CLOSED, ((0, 150), (5000, 6000)), 100)
    assert said.of("p", 99 + LONGEST_MIN) == Said(CLOSED, 100, 100 + LONGEST_MIN)


def test_openings_before_it_counts_no_more_are_none() -> None:
    said = Said(CLOSED, 100, 160)
    assert without(((0, 120), (130, 200), (300, 400)), said) == ((160, 200), (300, 400))


@pytest.mark.parametrize(
    "kept",
    [
        *("{", "[]", '"x"', '{"p": 1}', '{"p": ["closed", 1]}', '{"p": ["closed", "a", "b"]}'),
        *('{"p": ["eaten", 1, 2]}', f'{{"p": ["closed", 1, {LONGEST_MIN + 2}]}}'),
    ],
)
def test_what_cannot_be_read_was_never_said(phone: Phone, kept: str) -> None:
    remembered.keep(phone.context.connection, "turned_away", kept)
    assert TurnedAway(phone.context.connection).is_empty()


def test_what_is_remembered_is_no_more_than_this(phone: Phone) -> None:
    best, _ = say(phone)
    kept = json.loads(remembered.read(phone.context.connection, "turned_away"))
    minute = to_minute(NOW)
    (one,) = kept.values()
    assert list(kept) == [best]
    assert one[:2] == [CLOSED, minute]
    assert minute < one[2] <= minute + LONGEST_MIN


def test_a_full_phone_sinks_it_until_the_app_closes(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = TurnedAway(phone.context.connection)
    phone.context.connection.execute("PRAGMA query_only = ON")
    said.say("p", CLOSED, (), 100)
    assert said.of("p", 100)
    phone.context.connection.execute("PRAGMA query_only = OFF")
