"""The fixed cast of the phone's tests: the example network as published at NOW, and an answer."""

import hashlib
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from demo.network import example_network
from demo.replies import example_replies
from mobile.store import mirror
from shared.clock import format_moment, to_minute
from shared.geo import Point
from shared.help import help_to_wire
from shared.hours import openings
from shared.perception import Feedback, questions_to_wire
from shared.postcodes import gazetteer_to_wire
from shared.wire_hours import hours_from_wire

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""Half past eleven on a Friday night."""

MARKET = Point(53.5448, -2.6300)
OUTSIDE = ("WN99 9ZZ", 53.2000, -2.2000)
"""An invented postcode outside the borough."""

NEIGHBOURS = [
    {"name": "UMay Westbury", "url": "https://umay.westbury.example"},
    {"name": "Safe in Eastham", "url": "https://eastham.example/safe/"},
]
"""Invented services of other partnerships, as they are published."""

ANSWER = Feedback("fairly_unsafe", "2026-W48", "night_economy", zone="z-wigan-1")


def published(now: datetime = NOW) -> dict[str, dict[str, Any]]:
    """Return the documents of the example network."""
    network = example_network(now)
    return {
        "places": {"format": 1, "places": [_place(item, now) for item in network["places"]]},
        "zones": {"format": 1, "zones": network["zones"]},
        "areas": {"format": 1, "areas": network["areas"]},
        "gazetteer": {"format": 1, **gazetteer_to_wire(network["names"], [OUTSIDE])},
        "questions": questions_to_wire(),
        "help": help_to_wire(),
        "replies": {"format": 1, "replies": example_replies(now)},
        "points": {"format": 1, "points": network["points"]},
    }


def manifest_of(
    documents: dict[str, dict[str, Any]], version: int = 1, **changed: Any
) -> dict[str, Any]:
    """Return the manifest that names these documents."""
    entries = []
    for name, content in documents.items():
        body = as_bytes(content)
        digest = hashlib.sha256(body).hexdigest()
        entries.append(
            {
                "document": name,
                "name": f"{name}.{digest}.json",
                "size": len(body),
                "sha256": digest,
            }
        )
    manifest = {
        "format": 1,
        "epoch": "5f0c7a52-7c0c-4f0e-9a39-0a4fb3f8f0a1",
        "version": version,
        "published_at": format_moment(NOW),
        "documents": entries,
    }
    return {**manifest, **changed}


def as_bytes(content: dict[str, Any]) -> bytes:
    """Return a document as it is published."""
    return json.dumps(content, sort_keys=True).encode()


def fill(memory: sqlite3.Connection, now: datetime = NOW, **changed: Any) -> None:
    """Let a memory hold the example network."""
    documents = published(now)
    mirror.swap_in(memory, manifest_of(documents, **changed), documents, etag='"held"')


def write_pack(
    folder: Path,
    now: datetime = NOW,
    documents: dict[str, dict[str, Any]] | None = None,
    **changed: Any,
) -> Path:
    """Write the example network, or other documents, as those shipped with the app."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = documents or published(now)
    told = {"neighbours": NEIGHBOURS, **changed}
    manifest = manifest_of(documents, published_at=format_moment(now), **told)
    for entry in manifest["documents"]:
        (folder / entry["name"]).write_bytes(as_bytes(documents[entry["document"]]))
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _place(item: dict[str, Any], now: datetime) -> dict[str, Any]:
    found = openings(hours_from_wire(item), now)
    return {
        **item,
        "checked_on": "2026-11-21",
        "listed_until": to_minute(now) + 120 * 24 * 60,
        "openings": [list(opening) for opening in found],
    }
