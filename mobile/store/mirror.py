"""The phone's memory: the mirror of what is published, replaced in one transaction."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mobile.store.database import write
from shared.clock import parse_moment
from shared.problems import Problem

_STATE, MAP_OFFER, NEIGHBOURS = "mirror", "map_offer", "neighbours"
"""Settings: which publication the phone holds, which map pack it may download, and who is next."""


@dataclass(frozen=True)
class MirrorState:
    """Which publication the phone holds: epoch, version, moment, entity tag."""

    epoch: str
    version: int
    published_at: datetime
    etag: str


def state(connection: sqlite3.Connection) -> MirrorState | None:
    """Return which publication the phone holds, or None before the first."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (_STATE,)).fetchone()
    if row is None:
        return None
    value = json.loads(row[0])
    return MirrorState(
        value["epoch"], value["version"], parse_moment(value["published_at"]), value["etag"]
    )


def hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the SHA-256 of each document the phone holds, by its kind."""
    return dict(connection.execute("SELECT name, sha256 FROM document").fetchall())


def swap_in(
    connection: sqlite3.Connection,
    manifest: Mapping[str, Any],
    changed: Mapping[str, Mapping[str, Any]],
    etag: str = "",
) -> None:
    """Replace the changed documents (kind → content), the state and the map offer, all or nothing.

    Documents the manifest no longer names are dropped.
    """
    entries = {entry["document"]: entry["sha256"] for entry in manifest["documents"]}
    with write(connection):
        for name, content in changed.items():
            _put_document(connection, name, entries[name], content)
        for name in hashes(connection).keys() - entries.keys():
            connection.execute("DELETE FROM document WHERE name = ?", (name,))
        value = {key: manifest[key] for key in ("epoch", "version", "published_at")}
        for name, held in (
            (_STATE, {**value, "etag": etag}),
            (MAP_OFFER, manifest.get("map_pack")),
            (NEIGHBOURS, manifest.get("neighbours")),
        ):
            connection.execute(
                "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
                (name, json.dumps(held)),
            )


def load_pack(connection: sqlite3.Connection, folder: Path) -> bool:
    """Take in the documents shipped with the app, unless the phone holds newer ones.

    Returns whether it did. Raises Problem document-damaged when the pack is incomplete.
    """
    if not (folder / "manifest.json").exists():
        return False
    held = state(connection)
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if held and parse_moment(manifest["published_at"]) <= held.published_at:
            return False
        documents = {
            entry["document"]: json.loads((folder / entry["name"]).read_text(encoding="utf-8"))
            for entry in manifest["documents"]
        }
        swap_in(connection, manifest, documents)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem("document-damaged", f"{folder}: {error}") from error
    return True


def _put_document(
    connection: sqlite3.Connection, name: str, sha256: str, content: Mapping[str, Any]
) -> None:
    body = ""
    if name == "places":
        connection.execute("DELETE FROM place")
        connection.executemany(
            "INSERT INTO place (id, body) VALUES (?, ?)",
            [(place["id"], json.dumps(place)) for place in content["places"]],
        )
    else:
        body = json.dumps(content)
    connection.execute(
        "INSERT OR REPLACE INTO document (name, sha256, body) VALUES (?, ?, ?)",
        (name, sha256, body),
    )
