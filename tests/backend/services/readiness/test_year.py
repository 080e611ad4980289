"""A year of many venues: guardians forget, staff leave, checks fail, mail is out for days.

At no moment is a place shown that a calendar would hide; every due date had its reminder, once.
"""

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from backend.domain.training import Register, Trained
from backend.gateways.mail import MailUnreachableError, Message
from backend.services import documents
from backend.services.actors import Actor
from backend.services.documents import places_to_publish, to_bytes
from backend.services.listing import safety, vetting
from backend.services.readiness.checking import Found, check_spot
from backend.services.readiness.confirming import confirm
from backend.services.readiness.register import keep_register
from backend.services.readiness.sweep import look_due
from backend.services.sending import send_due
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.notices import NoticeRow
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReminderRow
from shared.clock import LOCAL_ZONE, to_minute
from shared.geo import Point
from shared.nations import ENGLAND
from shared.places import place_from_wire
from shared.problems import Problem
from shared.ranking import RankingIndex
from tests.backend.services.listing.cast import apply, guardian_of, staff, version_of
from tests.backend.services.readiness.journal import Journal
from tests.support.parts import is_part

pytestmark = pytest.mark.full("year")

IS_FULL = is_part("year")
VENUES, DAYS = (300, 365) if IS_FULL else (6, 120)
SEED = 20_261_127
BEGIN = date(2026, 11, 28)
OUTAGE_DAYS = 2
MARKET = Point(53.545, -2.632)


class Postman:
    """Mail that is out on some days; what it took is counted by its id."""

    def __init__(self) -> None:
        self.is_out = False
        self.taken: Counter[str] = Counter()

    def send(self, message: Message) -> None:
        """Take a mail, or not."""
        if self.is_out:
            raise MailUnreachableError("the mail server is away")
        self.taken[message.id] += 1


@dataclass
class Venue:
    """One venue: who looks after it, how reliably, and its journal."""

    id: str
    guardian: Actor
    journal: Journal
    care: float


class Year:
    """The venues, and what happens to them day after day."""

    def __init__(self, world: World) -> None:
        self.world, self.chance, self.day = world, Random(SEED), BEGIN
        self.officers = staff("anna@council.example"), staff("ben@police.example")
        self.venues = [self._venue(number) for number in range(VENUES)]
        self.mail = Postman()
        self.due: list[tuple[str, str, date]] = []

    def at(self, hour: int = 9) -> World:
        """Return the world at an hour of the day by the wall."""
        moment = datetime.combine(self.day, time(hour), LOCAL_ZONE)
        return replace(self.world, now=lambda: moment)

    def live(self) -> None:
        """Let one day pass."""
        for venue in self.venues:
            self._is_looked_after(venue)
        self.mail.is_out = self.day.toordinal() % 30 < OUTAGE_DAYS
        for hour in (6, 9, 15, 22):
            look_due(self.at(hour))
            send_due(self.at(hour), self.mail)
        for venue in self.venues:
            if not venue.journal.is_hidden:
                kinds = venue.journal.falls_due(self.day)
                self.due += [(venue.id, kind, self.day) for kind in kinds]
        self.day += timedelta(days=1)

    def _venue(self, number: int) -> Venue:
        checked = BEGIN - timedelta(days=self.chance.randrange(300))
        place_id = apply(f"v{number}", lat=MARKET.lat + number / 1000)
        with write() as session:
            place = session.get(PlaceRow, place_id)
            assert place is not None
            place.state, place.checked_on = "live", checked
            place.listed_until = to_minute(
                datetime.combine(checked.replace(year=checked.year + 1), time(), LOCAL_ZONE)
            )
        guardian = guardian_of(place_id, f"{place_id}@inn.example")
        journal = Journal(BEGIN, checked=checked)
        return Venue(place_id, guardian, journal, self.chance.choice((0.02, 0.2, 0.6, 0.9)))

    def _is_looked_after(self, venue: Venue) -> None:
        chance, journal = self.chance, venue.journal
        waits = (self.day - journal.known).days
        if waits > 24 and chance.random() < venue.care and not journal.is_hidden:
            confirm(self.at(), venue.guardian, venue.id)
            journal.confirmed = self.day
        if chance.random() < (0.004 if journal.is_written else venue.care / 8):
            people = chance.choice((0, 1, 3, 4))
            self._train(venue, people)
        elif journal.short_on(self.day) and chance.random() < venue.care / 10:
            self._train(venue, 4)
        if not journal.is_hidden and chance.random() < 0.002:
            check_spot(self.at(), self.officers[0], venue.id, 0, Found(("staff_knew",)))
            journal.is_hidden = True
        elif journal.is_hidden and chance.random() < 0.15:
            self._bring_back(venue)
        checked = journal.checked or BEGIN
        if (self.day - checked).days > 340 and chance.random() < 0.2 and not journal.is_hidden:
            self._renew(venue)

    def _train(self, venue: Venue, people: int) -> None:
        lines = (Trained("first_response", people, self.day),) if people else ()
        rota = self.chance.choice((5, 6))
        try:
            keep_register(self.at(), venue.guardian, venue.id, Register(rota, lines))
        except Problem:
            return  # The same register again says nothing new.
        venue.journal.write(people >= 3, self.day)

    def _bring_back(self, venue: Venue) -> None:
        anna, ben = self.officers
        safety.propose_lift(self.at(), anna, venue.id, version_of(venue.id), "Trained again.")
        safety.lift(self.at(), ben, venue.id, version_of(venue.id))
        venue.journal.is_hidden, venue.journal.began = False, self.day

    def _renew(self, venue: Venue) -> None:
        anna, ben = self.officers
        vetting.check_again(self.at(), anna, venue.id, version_of(venue.id))
        vetting.renew(self.at(), ben, venue.id, version_of(venue.id))
        venue.journal.checked = self.day

    def allowed(self, day: date) -> set[str]:
        """Return the venues that a calendar would let residents see on a day."""
        return {venue.id for venue in self.venues if venue.journal.may_be_shown(day)}


def on_phones(year: Year, hour: int, *, days_later: int = 0) -> set[str]:
    """Return what a phone ranks that took the list now and is asked some days later."""
    now = year.at(hour).now()
    with read() as session:
        body = json.loads(to_bytes({"places": places_to_publish(session, now, ENGLAND)[0]}))
    then = now + timedelta(days=days_later)
    index = RankingIndex(place_from_wire(each) for each in body["places"])
    found = index.rank(MARKET, then, now, limit=VENUES)
    return {item.place.id for item in found.items}


def live_on(year: Year, days: int = DAYS) -> int:
    """Let days pass; return how many places were shown in all, and fail where one may not be."""
    seen = 0
    for number in range(days):
        today = year.day
        year.live()
        year.day = today
        found = on_phones(year, 7 + number % 15)
        assert found <= year.allowed(today), (today, found - year.allowed(today))
        seen += len(found)
        if number % 14 == 0:
            offline = on_phones(year, 23, days_later=6)
            assert offline <= year.allowed(today + timedelta(days=6))
        year.day = today + timedelta(days=1)
    return seen


def test_venues_live_on_for_months_and_in_full_for_a_year(world: World, app: Flask) -> None:
    print(f"seed {SEED}, {VENUES} venues")  # noqa: T201 - seeds are told
    year = Year(world)
    look_due(year.at())
    seen = live_on(year)
    # Most are looked after by somebody now and then: neither all nor none are there.
    assert 0.2 < seen / (VENUES * DAYS) < 0.95
    with read() as session:
        told = list(session.scalars(select(ReminderRow)))
        letters = list(
            session.execute(
                select(NoticeRow.about, NoticeRow.state).where(NoticeRow.about.like("remind:%"))
            )
        )
    said = {(row.place_id, row.kind, row.due_on) for row in told}
    assert [due for due in year.due if due not in said] == []
    assert {kind for _, kind, _ in year.due} == {"confirmation", "training", "holiday"}
    moments = {(row.place_id, row.at) for row in told}
    assert sum(year.mail.taken.values()) == len(year.mail.taken)
    assert {row.mails for row in told} == {1}
    assert len(letters) == len(moments)
    assert {state for _, state in letters} == {"sent"}


def test_a_list_that_goes_by_the_check_alone_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "shown_until", lambda listed, _ready: listed)
    year = Year(world)
    look_due(year.at())
    with pytest.raises(AssertionError):
        live_on(year, days=90)
