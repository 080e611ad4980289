"""Each measurement, with sizes at which it measures nothing but runs from end to end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench import (
    console,
    finder,
    night,
    perception,
    phone,
    readiness,
    security,
    server,
    slow_line,
    sync,
    upgrading,
)
from bench.load import Load, seconds
from bench.published import many, publish_example, read_published
from bench.table import table
from tests.conftest import NOW
from tests.support.serving import Server

PHONE = phone.PhoneSizes(
    starts=1,
    many_places=50,
    ranked_places=60,
    rankings=3,
    geodesics=1,
    saves=3,
    names=50,
    postcodes=60,
    glides=1,
    changes=16,
    untouched_s=1,
)


def measuring(test: Callable[[], None]) -> Callable[[], None]:
    """Mark a test that measures: it starts many servers and phones."""
    return pytest.mark.full("bench", alone=True)(test)


SERVER = server.ServerSizes(rounds=1, manifests=8, answers=8, connections=2)


@measuring
def test_the_phone_is_measured_from_start_to_saving() -> None:
    rows = phone.run(PHONE)
    assert all(row.ours > 0 for row in rows)
    assert [row.goal is not None for row in rows] == [
        *(True, False, False, False, False, False, True, True),
        *(True, False),
        *(False, False, False, True, True, True),
        *(True, True, True, False),
    ]
    assert "60 places" in table(rows)


@measuring
def test_the_night_is_measured_beside_the_day() -> None:
    rows = night.run(night.NightSizes(stored=2_000, by_day=5))
    assert all(row.ours > 0 for row in rows)
    assert [row.against for row in rows] == ["by day", "by day", ""]
    assert "rewritten" in table(rows)


@measuring
def test_a_renewal_is_measured_under_load_beside_what_was_before() -> None:
    rows = upgrading.run(upgrading.UpgradeSizes(rounds=1, before_s=0.5, workers=1, asked=5))
    assert [row.ours for row in rows if row.unit == "failed"] == [0, 0]
    assert [row.against for row in rows] == ["before", "", "before", "", "/healthz"]


@measuring
def test_security_is_measured_by_bodies_and_by_a_siege() -> None:
    rows = security.run(security.SecuritySizes(bodies=4, rounds=1, each=3, sieges=1))
    refusing = [row for row in rows if row.what.startswith("refusing ")]
    assert {row.against for row in refusing} == {"an answer", "an ordinary form"}
    fives, page, _, answer, _ = rows[len(refusing) :]
    assert fives.ours == 0
    assert "3 × PDF 200, 3 × sign-in 200, 3 × withdrawal 200" in fives.what
    assert min(page.ours, answer.ours) > 0


@measuring
def test_the_server_is_measured_beside_bare_ones() -> None:
    rows = server.run(SERVER)
    assert all(row.ours > 0 for row in rows if row.unit == "a second")
    assert [row.against for row in rows[::2]] == [
        "empty route",
        "hand-written view",
        "hand-written view",
    ]


@measuring
def test_the_exchange_is_measured_from_import_to_idle_round() -> None:
    sizes = sync.SyncSizes(
        few_places=3,
        many_places=5,
        postcodes=60,
        rounds=1,
        venues=(20,),
        counties=(60,),
        scattered=40,
        wide_deg=0.1,
    )
    rows = {row.what: row for row in sync.run(sizes)}
    assert all(row.ours > 0 for row in rows.values())
    assert rows["idle round, requests"].ours == 1
    assert rows["idle round, up"].verdict == "met"
    assert "building the zones" in rows
    assert rows["import of 20 venues, processor"].verdict == "met"


@measuring
def test_the_console_is_measured_with_a_network_in_the_middle_of_its_life() -> None:
    rows = console.run(console.ConsoleSizes(few_places=5, many_places=20, rounds=1))
    assert all(row.ours > 0 for row in rows)
    assert [row.what.partition(",")[0] for row in rows] == ["Today", "the list of places"] * 2
    assert {row.against for row in rows} == {"5 places"}


@measuring
def test_the_sweep_of_readiness_is_measured_with_everything_due_and_nothing() -> None:
    rows = readiness.run(readiness.ReadinessSizes(few_places=5, many_places=20, idle_rounds=2))
    assert all(row.ours > 0 for row in rows)
    assert [row.what.partition(",")[0] for row in rows[:3]] == ["sweep", "sweep", "  at most"]
    assert [row.goal for row in rows[:3]] == [
        readiness.GROWTH,
        readiness.IDLE_GROWTH,
        readiness.IDLE,
    ]


@measuring
def test_perception_is_measured_from_the_release_to_the_inbox() -> None:
    # A small borough and two quarters: the audit's programs take most of the time.
    sizes = perception.PerceptionSizes(
        few_answers=3_000, many_answers=6_000, requests=2, batches=1, side=6, quarters=2
    )
    rows = perception.run(sizes)
    assert all(row.ours > 0 for row in rows)
    assert len(rows) == len(perception.PAGES) + 4
    assert rows[0].what.startswith("release of a quarter, 7")
    assert [row.goal for row in (rows[0], *rows[-3:])] == [
        perception.RELEASE,
        perception.SLOWEST,
        perception.SLOWEST,
        perception.FLAT,
    ]


@measuring
def test_the_finder_is_measured_from_the_first_visit_to_the_next() -> None:
    sizes = finder.FinderSizes(
        places=4, few_places=4, many_places=8, postcodes=0, rounds=1, slow_rounds=1, scorings=0
    )
    rows = finder.run(sizes)
    assert [row.goal for row in rows] == [
        *(None, finder.LISTED, finder.MAPPED),
        *(finder.AGAIN, None, None, slow_line.REQUESTS, slow_line.SECONDS),
        *(finder.GROWTH, finder.GROWTH, None),
    ]
    # A visit asks for more with the list, and for more again with the map; none of it twice.
    assert 0 < rows[0].ours < rows[1].ours < rows[2].ours
    assert rows[3].ours == 0
    assert rows[4].ours > 0
    assert all(row.ours > 0 for row in rows[-5:])


def test_many_places_are_all_different_and_stand_apart(tmp_path: Path) -> None:
    _, documents = read_published(publish_example(tmp_path, NOW))
    places = list(many(documents["places"]["places"], 500))
    assert len({place["id"] for place in places}) == 500
    assert len({(place["lat"], place["lon"]) for place in places}) > 450


def test_answers_are_never_sent_twice() -> None:
    requests = server.answers(50)
    assert len({request.split(" ")[1] for request in requests}) == 50
    assert len({request.rpartition("\r\n\r\n")[2] for request in requests}) == 50


def test_an_answer_other_than_the_expected_one_ends_the_measurement(tmp_path: Path) -> None:
    bare = Server({"UMAY_DATA_DIR": str(tmp_path)}, server.BARE.format("empty"), workers=1)
    request = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with bare as running, pytest.raises(RuntimeError, match="404 NOT FOUND"):
        seconds(Load(running.port, 1, 200, [request]))
