"""Publishing: names are hashes, nothing is ever half there, and the replaced stays for a day."""

import gzip
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from backend.services.load_network import load_network
from backend.services.publish import publish
from backend.services.world import World
from backend.storage.database import db
from shared.ceilings import CEILINGS
from shared.clock import to_minute
from shared.problems import Problem
from shared.wire_documents import DOCUMENT_SCHEMAS, DOCUMENTS, ManifestSchema
from tests.backend.cast import a_network, a_place, load
from tests.backend.rows import rows
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


@contextmanager
def world_writes(app: Flask) -> Iterator[Connection]:
    """Change the database past all of our own code."""
    with app.app_context(), db.engine.begin() as connection:
        yield connection


def later(world: World, **by: int) -> World:
    return replace(world, now=lambda: NOW + timedelta(**by))


def manifest_of(world: World) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((world.published_dir / "manifest.json").read_bytes())
    return loaded


def read(world: World, document: str) -> dict[str, Any]:
    entry = next(item for item in manifest_of(world)["documents"] if item["document"] == document)
    loaded: dict[str, Any] = json.loads((world.published_dir / entry["name"]).read_bytes())
    return loaded


def names(world: World, document: str) -> list[str]:
    return sorted(path.name for path in world.published_dir.glob(f"{document}.*.json"))


def test_a_folder_that_cannot_be_written_is_refused_and_no_version_is_spent(
    app: Flask, world: World, tmp_path: Path
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder")
    with pytest.raises(Problem) as refusal:
        publish(replace(world, published_dir=blocked / "published"))
    assert refusal.value.code == "folder-not-writable"
    assert str(blocked) in refusal.value.detail
    assert rows(app, "SELECT version FROM publication") == []


def test_a_crash_before_the_manifest_leaves_the_old_list_whole(world: World) -> None:
    publish(world)
    before = manifest_of(world)
    load_network(a_network(places=[a_place(name="Other")]), NOW)
    part = world.published_dir / f".manifest.json.{os.getpid()}.part"
    part.mkdir()
    with pytest.raises(Problem):
        publish(world)
    part.rmdir()
    assert manifest_of(world) == before
    for entry in before["documents"]:
        assert (world.published_dir / entry["name"]).is_file()
    assert publish(world).version == 3, "the one that was begun and never seen is not used again"


def test_every_document_is_there_valid_and_named_by_its_hash(world: World) -> None:
    publish(world)
    manifest = ManifestSchema().load(manifest_of(world))
    assert [entry["document"] for entry in manifest["documents"]] == list(DOCUMENTS)
    for entry in manifest["documents"]:
        content = (world.published_dir / entry["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert entry["name"] == f"{entry['document']}.{entry['sha256']}.json"
        assert len(content) == entry["size"]
        assert (
            gzip.decompress((world.published_dir / f"{entry['name']}.gz").read_bytes()) == content
        )
        assert DOCUMENT_SCHEMAS[entry["document"]]().validate(json.loads(content)) == {}


def test_the_manifest_says_when_and_the_version_rises_by_one(world: World) -> None:
    published = [publish(later(world, hours=hour)) for hour in range(3)]
    assert [item.version for item in published] == [1, 2, 3]
    assert len({item.epoch for item in published}) == 1
    assert manifest_of(world)["published_at"] == "2026-11-28T01:30:00Z"
    assert manifest_of(world)["version"] == 3


def test_unchanged_content_keeps_its_name_for_the_day(world: World) -> None:
    publish(world)
    before = manifest_of(world)["documents"]
    publish(later(world, minutes=20))
    assert manifest_of(world)["documents"] == before
    publish(later(world, minutes=40))
    changed = [
        a["document"]
        for a, b in zip(before, manifest_of(world)["documents"], strict=True)
        if a != b
    ]
    assert changed == ["places"]


def test_openings_of_fourteen_days_are_worked_out(world: World) -> None:
    publish(world)
    (place,) = read(world, "places")["places"]
    first = place["openings"][0]
    friday_21_00 = to_minute(NOW) - 150
    assert first == [friday_21_00, friday_21_00 + 8 * 60]
    assert len(place["openings"]) == 4
    assert place["weekly"][4] == [["21:00", "05:00"]]
    assert place["exceptions"] == [{"on": "2026-12-25", "hours": []}]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "suspended"},
        {"state": "applied"},
        {"state": "due"},
        {"listed_days": 0, "checked_days_ago": 0},
        {
            "weekly": [[]] * 7,
            "exceptions": [{"on": "2026-01-01", "hours": [["10:00", "12:00"]]}],
        },
    ],
)
def test_a_place_that_residents_must_not_see_is_not_published(
    world: World, changes: dict[str, Any]
) -> None:
    load_network(a_network(places=[a_place("p1", **changes), a_place("p2")]), NOW)
    publish(later(world, hours=1))
    assert [place["id"] for place in read(world, "places")["places"]] == ["p2"]


def test_a_damaged_stored_place_is_left_out_and_named(app: Flask, world: World) -> None:
    load_network(a_network(places=[a_place(f"p{number}") for number in range(1, 5)]), NOW)
    with world_writes(app) as connection:
        insert = "INSERT INTO place_weekly (place_id, weekday, opens, closes) VALUES "
        connection.execute(text(f"{insert} ('p1', 4, 1200, 1400)"))
        connection.execute(text("UPDATE place SET phone = '=cmd()' WHERE id = 'p2'"))
        connection.execute(text("UPDATE place SET facilities = '\"water\"' WHERE id = 'p3'"))
    done = publish(world)
    assert [place["id"] for place in read(world, "places")["places"]] == ["p4"]
    assert [fault.where for fault in done.left_out] == ["place p1", "place p2", "place p3"]
    assert [
        word in fault.what
        for word, fault in zip(("overlap", "phone", "facilities"), done.left_out, strict=True)
    ] == [True] * 3


def test_what_phones_would_refuse_is_published_and_said_loudly(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert publish(world).too_large == ""
    monkeypatch.setitem(CEILINGS, "places", replace(CEILINGS["places"], objects=3))
    load_network(a_network(places=[a_place(f"p{number}") for number in range(1, 5)]), NOW)
    done = publish(world)
    assert len(read(world, "places")["places"]) == 4, "the web finder must lose nothing"
    assert done.too_large.startswith("places: ")
    assert "Phones refuse what is published" in caplog.text


def test_any_other_damaged_row_stops_publishing_and_the_list_stays(
    app: Flask, world: World
) -> None:
    publish(world)
    before = manifest_of(world)
    with world_writes(app) as connection:
        connection.execute(text("UPDATE zone SET label = '' WHERE id = 'z1'"))
    with pytest.raises(Problem) as refusal:
        publish(world)
    assert refusal.value.code == "stored-invalid"
    assert "label" in refusal.value.detail
    assert manifest_of(world) == before


def test_what_was_replaced_stays_a_day_and_then_goes(world: World) -> None:
    publish(world)
    (first,) = names(world, "places")
    publish(later(world, days=5))
    assert len(names(world, "places")) == 2
    publish(later(world, days=5, hours=23))
    assert first in names(world, "places")
    publish(later(world, days=6))
    assert first not in names(world, "places")
    assert not (world.published_dir / f"{first}.gz").exists()


def test_leftovers_of_a_killed_publisher_go_after_a_day_and_foreign_files_stay(
    world: World,
) -> None:
    publish(world)
    leftover = world.published_dir / f".places.{'0' * 64}.json.99999.part"
    foreign = world.published_dir / "robots.txt"
    for path in (leftover, foreign):
        path.write_text("x")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    publish(later(world, hours=23))
    assert leftover.exists()
    publish(later(world, hours=24))
    assert (leftover.exists(), foreign.exists()) == (False, True)


def test_a_database_older_than_the_folder_publishes_nothing(app: Flask, world: World) -> None:
    publish(world)
    publish(world)
    before = manifest_of(world)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE publication SET version = 1")
    with pytest.raises(Problem, match="held"):
        publish(world)
    assert manifest_of(world) == before


@pytest.mark.parametrize("content", ["", "{cut", "[]", '{"format": 1}'])
def test_a_manifest_that_cannot_be_read_is_replaced(world: World, content: str) -> None:
    before = publish(world)
    (world.published_dir / "manifest.json").write_text(content)
    after = publish(world)
    assert (after.epoch, after.version) == (before.epoch, before.version + 1)
    assert manifest_of(world)["version"] == after.version


def test_a_new_epoch_can_be_asked_for(world: World) -> None:
    first = publish(world)
    second = publish(world, new_epoch=True)
    assert (second.epoch == first.epoch, second.version) == (False, 1)


def test_publishers_at_the_same_moment_never_share_a_version(app: Flask, world: World) -> None:
    barrier = threading.Barrier(4)
    versions: list[int] = []

    def work() -> None:
        with app.app_context():
            barrier.wait()
            for _ in range(3):
                versions.append(publish(world).version)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == list(range(1, 13))
    assert manifest_of(world)["version"] == 12
    assert not list(world.published_dir.glob(".*.part"))
