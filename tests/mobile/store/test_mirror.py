"""The phone's memory: a publication is taken in whole or not at all."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from mobile.store import mirror, projection
from shared.problems import Problem
from tests.mobile.cast import NOW, fill, manifest_of, published, write_pack


def test_before_the_first_list_there_is_none(memory: sqlite3.Connection) -> None:
    assert mirror.state(memory) is None
    assert projection.place_list(memory) is None
    assert projection.question_set(memory) is None
    assert projection.zones(memory) == ()


def test_a_swap_that_fails_half_way_leaves_the_old_list(memory: sqlite3.Connection) -> None:
    fill(memory)
    before = list(memory.iterdump())
    documents = published()
    del documents["places"]["places"][7]["id"]
    with pytest.raises(KeyError):
        mirror.swap_in(memory, manifest_of(documents, version=2), documents)
    assert list(memory.iterdump()) == before


def test_a_swap_brings_what_was_published(memory: sqlite3.Connection) -> None:
    fill(memory)
    held = projection.place_list(memory)
    assert held is not None
    assert held.published_at == NOW
    assert len(held.places) == 41
    assert len(projection.zones(memory)) == 63
    assert projection.question_set(memory)["version"] == 1  # type: ignore[index]
    assert projection.doors(memory)[0]["phone"] == "999"
    assert mirror.state(memory).etag == '"held"'  # type: ignore[union-attr]


def test_a_document_that_is_no_longer_published_goes(memory: sqlite3.Connection) -> None:
    fill(memory)
    documents = published()
    del documents["replies"]
    mirror.swap_in(memory, manifest_of(documents, version=2), {})
    assert "replies" not in mirror.hashes(memory)
    assert "places" in mirror.hashes(memory)


def test_one_damaged_place_does_not_hide_the_others(memory: sqlite3.Connection) -> None:
    fill(memory)
    for number, body in enumerate(("{broken", '{"id": "p-002"}', '{"lat": 999}')):
        memory.execute("UPDATE place SET body = ? WHERE id = ?", (body, f"p-00{number + 1}"))
    held = projection.place_list(memory)
    assert held is not None
    assert len(held.places) == 38


def test_the_shipped_documents_are_taken_in_once(
    memory: sqlite3.Connection, tmp_path: Path
) -> None:
    pack = write_pack(tmp_path / "pack")
    assert mirror.load_pack(memory, pack)
    assert not mirror.load_pack(memory, pack)
    assert not mirror.load_pack(memory, tmp_path / "nothing")
    assert len(projection.zones(memory)) == 63


def test_a_newer_pack_of_an_updated_app_is_taken_in_and_an_older_one_is_not(
    memory: sqlite3.Connection, tmp_path: Path
) -> None:
    fill(memory)
    later = NOW + timedelta(days=30)
    assert not mirror.load_pack(memory, write_pack(tmp_path / "old", NOW - timedelta(days=1)))
    assert mirror.load_pack(memory, write_pack(tmp_path / "new", later))
    held = mirror.state(memory)
    assert held is not None
    assert (held.published_at, held.etag) == (later, "")


def test_an_incomplete_pack_is_refused_and_nothing_is_half_taken_in(
    memory: sqlite3.Connection, tmp_path: Path
) -> None:
    pack = write_pack(tmp_path / "pack")
    next(pack.glob("zones.*")).unlink()
    with pytest.raises(Problem) as refused:
        mirror.load_pack(memory, pack)
    assert refused.value.code == "document-damaged"
    assert mirror.state(memory) is None
    (pack / "manifest.json").write_text(json.dumps([]), encoding="utf-8")
    with pytest.raises(Problem):
        mirror.load_pack(memory, pack)
