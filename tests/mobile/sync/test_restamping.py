"""Unsent answers get the week and daypart of when they were saved; sent ones stay as they are."""

import json
import sqlite3
import struct
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobile.store.clock import CorrectedClock, Saved, read_offset
from mobile.store.database import open_store
from mobile.store.outbox import Item, Outbox
from mobile.store.voice import Voice
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from mobile.sync.restamping import stamp_anew
from mobile.sync.timekeeping import Heard, learn
from shared.clock import from_minute, to_minute, week_of
from shared.geo import Point
from shared.stamping import LAST_NIGHT, NOW, WHENS, daypart_said, week_said
from tests.mobile.cast import ANSWER, fill
from tests.mobile.cast import NOW as LISTED_AT
from tests.mobile.clocks import WrongClocks
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import Asked, Reply, serving, stored

DAY = timedelta(days=1)
YEARS = timedelta(days=3652)
MARKET = Point(53.5456, -2.6318)
MOST_OFF_MIN = 6
"""What rounding to minutes and the small offsets that are not applied may add up to."""


def save(memory: sqlite3.Connection, phone: WrongClocks, when: str = NOW, **body: object) -> str:
    """Save an answer about the first zone as the screens do."""
    clock = CorrectedClock(phone.clocks())
    clock.offset = read_offset(memory)
    now = clock.now()
    stamp = {"week": week_said(when, now), "daypart": daypart_said(when, MARKET, now)}
    message = {**ANSWER.to_wire(), **stamp, **body}
    return Outbox(memory).save(message, clock.saving(when, now))


def hears_the_truth(memory: sqlite3.Connection, phone: WrongClocks) -> None:
    """Let the phone learn the true time and stamp anew what waits."""
    learn(memory, Heard(phone.true, phone.uptime_s()), phone.clocks())
    stamp_anew(memory, phone.clocks())


def stamp_of(item: Item) -> tuple[str, str]:
    """Return the week and daypart of an item."""
    return item.body["week"], item.body["daypart"]


@pytest.fixture
def market(memory: sqlite3.Connection) -> Point:
    """The centre of the zone that answers are about."""
    fill(memory, LISTED_AT)
    zones = json.loads(
        memory.execute("SELECT body FROM document WHERE name = 'zones'").fetchone()[0]
    )["zones"]
    zone = next(zone for zone in zones if zone["id"] == ANSWER.zone)
    return Point(zone["lat"], zone["lon"])


@pytest.mark.parametrize("error", [-2 * DAY, 40 * DAY, -YEARS, YEARS])
def test_an_answer_goes_out_with_the_week_it_was_saved_in(
    memory: sqlite3.Connection, market: Point, error: timedelta
) -> None:
    phone = WrongClocks(LISTED_AT, error)
    weeks: list[str] = []

    def put(asked: Asked) -> Reply:
        weeks.append(json.loads(asked.body)["week"])
        return stored(asked)

    save(memory, phone)
    (before,) = Outbox(memory).items()
    with serving(Publisher(put)) as server:
        client = Client(HttpTransport(server.url), phone.uptime_s)
        assert Engine(memory, client, phone.now).round().sent == 1
    assert weeks == ["2026-W48"]
    assert before.body["week"] != "2026-W48" or error == -2 * DAY


def test_an_answer_that_may_have_arrived_keeps_its_content(
    memory: sqlite3.Connection, market: Point
) -> None:
    phone = WrongClocks(LISTED_AT, 40 * DAY)
    sent, unsent = save(memory, phone), save(memory, phone)
    outbox = Outbox(memory)
    outbox.note_attempt(sent)
    before = {item.id: dict(item.body) for item in outbox.items()}
    hears_the_truth(memory, phone)
    after = {item.id: dict(item.body) for item in outbox.items()}
    assert after[sent] == before[sent]
    assert after[unsent]["week"] == "2026-W48"
    # The control: were the attempt forgotten, it would change under its id.
    outbox.take_back_attempt(sent)
    hears_the_truth(memory, phone)
    assert {item.id: dict(item.body) for item in outbox.items()}[sent] != before[sent]


@pytest.mark.parametrize(
    ("error", "has_code"), [(-2 * DAY, True), (-9 * DAY, True), (9 * DAY, False)]
)
def test_a_voice_code_never_names_a_wrong_week(
    memory: sqlite3.Connection, market: Point, error: timedelta, *, has_code: bool
) -> None:
    phone = WrongClocks(LISTED_AT, error)
    wrong, where = week_of(phone.now()), f"zone:{ANSWER.zone}"
    code = Voice(memory).code(where, wrong, wrong)
    save(memory, phone, voice=code)
    save(memory, phone, voice=None)
    hears_the_truth(memory, phone)
    told, silent = (item.body for item in Outbox(memory).items())
    assert (told["week"], silent["voice"]) == ("2026-W48", None)
    assert (told["voice"] is not None) == has_code
    assert told["voice"] == Voice(memory).code(where, "2026-W48", "2026-W48")
    assert (told["voice"] == code) == (wrong == "2026-W48")


def test_a_week_repaired_for_the_server_goes_without_a_code(memory: sqlite3.Connection) -> None:
    outbox = Outbox(memory)
    outbox.save({**ANSWER.to_wire(), "voice": "a" * 64})
    repaired = outbox.repair_week(outbox.items()[0], "2026-W49")
    assert (repaired.body["week"], repaired.body["voice"]) == ("2026-W49", None)
    assert outbox.items()[0].body == repaired.body


def test_an_answer_that_is_being_sent_meanwhile_is_left_alone(memory: sqlite3.Connection) -> None:
    outbox = Outbox(memory)
    outbox.save(ANSWER.to_wire(), Saved(NOW, 1000, 0, 1000))
    (item,) = outbox.items()
    outbox.note_attempt(item.id)
    assert not outbox.restamp(item, {"week": "2020-W01"}, 1)
    assert outbox.items()[0].body == item.body


def test_an_answer_saved_by_an_older_app_keeps_its_stamp(memory: sqlite3.Connection) -> None:
    outbox = Outbox(memory)
    outbox.save(ANSWER.to_wire())
    before = outbox.items()
    hears_the_truth(memory, WrongClocks(LISTED_AT, 40 * DAY))
    assert outbox.items() == before


def test_where_the_zone_is_not_known_any_more_the_daypart_stays(
    memory: sqlite3.Connection, market: Point
) -> None:
    phone = WrongClocks(LISTED_AT, 40 * DAY - timedelta(hours=11))
    save(memory, phone, zone="z-gone")
    save(memory, phone, zone=None, place="p-001")
    hears_the_truth(memory, phone)
    stamps = [stamp_of(item) for item in Outbox(memory).items()]
    assert stamps == [("2026-W48", "daylight"), ("2026-W48", "night_economy")]


def test_nothing_of_the_clock_is_left_in_the_file_after_sending(tmp_path: Path) -> None:
    phone = WrongClocks(datetime(2026, 11, 27, 23, 30, tzinfo=UTC), 40 * DAY)
    with closing(open_store(tmp_path).connection) as memory:
        ids = [save(memory, phone) for _ in range(2)]
        marks = [struct.pack(">i", to_minute(moment)) for moment in (phone.now(), phone.true)]
        hears_the_truth(memory, phone)
        outbox = Outbox(memory)
        # The control: as long as they wait, both minutes are there to be found.
        assert all(_holds(tmp_path, mark) for mark in marks)
        outbox.set_aside(ids[0], "zone-unknown")
        outbox.remove(ids[1])
        assert not any(_holds(tmp_path, mark) for mark in marks)
        assert outbox.items()[0].saved is None


def _holds(folder: Path, mark: bytes) -> bool:
    return any(mark in path.read_bytes() for path in folder.iterdir())


errors = st.timedeltas(-YEARS, YEARS)
moments = st.timedeltas(timedelta(), timedelta(days=364)).map(
    lambda into_the_year: datetime(2026, 1, 1, tzinfo=UTC) + into_the_year
)
# The nights of changing clocks and the turn of the year, an hour either way.
turns = st.sampled_from(
    [
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2026, 7, 5, 23, tzinfo=UTC),
    ]
)
between = st.one_of(
    st.tuples(st.just("nothing"), st.just(timedelta())),
    st.tuples(st.just("restart"), st.timedeltas(timedelta(), DAY)),
    st.tuples(st.just("mend"), st.timedeltas(-DAY, DAY)),
)


def stamped_by(
    phone: WrongClocks, when: str, event: tuple[str, timedelta], *, remembers: bool = True
) -> tuple[Item, datetime]:
    """Save an answer, let something happen, let the phone hear the truth; return what became."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_store(Path(folder)).connection) as memory,
    ):
        save(memory, phone, when, zone="z-1")
        saved_at = phone.true
        if not remembers:
            memory.execute("UPDATE outbox SET booted_minute = NULL, said_when = NULL")
        phone.wait(timedelta(minutes=20))
        kind, amount = event
        if kind == "restart":
            phone.restart(amount)
        elif kind == "mend":
            phone.mend(amount)
        hears_the_truth(memory, phone)
        (item,) = Outbox(memory).items()
        return item, saved_at


@settings(max_examples=60)
@given(moment=st.one_of(moments, turns), error=errors, when=st.sampled_from(WHENS), event=between)
def test_whatever_the_clock_an_answer_is_stamped_by_the_moment_it_was_saved(
    moment: datetime, error: timedelta, when: str, event: tuple[str, timedelta]
) -> None:
    # Long enough that a hand on the clock is told from a start of the phone.
    phone = WrongClocks(moment, error, ran_for=2 * YEARS + 9 * DAY)
    item, saved_at = stamped_by(phone, when, event)
    assert item.saved is not None
    assert abs(item.saved.stamped_minute - to_minute(saved_at)) <= MOST_OFF_MIN, (error, event)
    assert item.body["week"] == week_said(when, from_minute(item.saved.stamped_minute))


def test_an_answer_that_forgot_its_clock_would_be_noticed() -> None:
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    for remembers, week in ((True, "2026-W22"), (False, "2026-W24")):
        phone = WrongClocks(moment, 12 * DAY, ran_for=20 * DAY)
        item, _ = stamped_by(phone, LAST_NIGHT, ("mend", timedelta()), remembers=remembers)
        assert item.body["week"] == week


def test_a_clock_set_right_by_more_than_the_phone_ran_is_left_to_the_server() -> None:
    phone = WrongClocks(LISTED_AT, -YEARS, ran_for=DAY)
    item, _ = stamped_by(phone, NOW, ("mend", timedelta()))
    assert item.saved is not None
    assert from_minute(item.saved.stamped_minute) == LISTED_AT - YEARS
    assert item.body["week"] == week_said(NOW, LISTED_AT - YEARS)
