"""Deeds: the folder of published documents, in which a reader never meets half a file."""

import fcntl
import gzip
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from backend.storage.disk import flush
from shared.problems import Problem
from shared.wire_documents import ManifestSchema

MANIFEST = "manifest.json"
LOCK = ".publishing"
"""The file that the one who publishes holds; it stays, and nothing is in it."""

WAIT_FOR_OTHERS_S = 60.0
ASKED_EVERY_S = 0.05
WRITTEN_AT_ONCE = 32
"""Files that wait for the disk together: a slow one is waited for once, not once a file."""

KEPT_AFTER_REPLACEMENT = timedelta(hours=24)
"""How long a phone with an older manifest can still fetch what that manifest names."""

_OURS = re.compile(
    r"[a-z]+\.[0-9a-f]{64}\.json(\.gz)?|tiles\.[0-9a-f]{64}\.mbtiles|\.[a-z0-9.]+\.[0-9]+\.part"
)
_CHUNK = 1024 * 1024


@contextmanager
def refusing_unwritable(folder: Path) -> Iterator[None]:
    """Turn what the file system refuses into Problem folder-not-writable."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem("folder-not-writable", f"{folder}: {reason}.") from error


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest, or None where there is none that can be read: publishing replaces it."""
    try:
        manifest: dict[str, Any] = ManifestSchema().load(
            json.loads((folder / MANIFEST).read_bytes())
        )
    except (FileNotFoundError, ValueError, ValidationError):
        return None
    return manifest


def read_documents(folder: Path, *wanted: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the manifest and what its documents of these kinds hold, those it names.

    A document never changes under its name, and is read once: whoever gets it changes nothing in
    it. Raises Problem nothing-published before the first publication.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise Problem("nothing-published")
    bodies = {
        entry["document"]: _body(folder / entry["name"])
        for entry in manifest["documents"]
        if entry["document"] in wanted
    }
    return manifest, bodies


@lru_cache(maxsize=16)
def _body(path: Path) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(path.read_bytes())
    return body


def names_in(manifest: Mapping[str, Any]) -> set[str]:
    """Return the names of all files that a manifest names."""
    names = {entry["name"] for entry in manifest["documents"]}
    pack = manifest.get("map_pack")
    return names | {pack["name"]} if pack else names


def put_map_pack(
    folder: Path, source: Path, check: Callable[[Path], None], now: datetime
) -> tuple[str, str]:
    """Copy a map pack into the folder under its hash; return its name and SHA-256.

    The copy is what is checked, so that nobody changes the file between looking and copying. One
    that is there already is written anew: nobody can be about to sweep it.
    """
    part = _part(folder, "tiles.mbtiles")
    try:
        digest = _copy(source, part)
        check(part)
        name = f"tiles.{digest}.mbtiles"
        _stamp(part, now)
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)
    return name, digest


def _copy(source: Path, part: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as whole, part.open("wb") as file:
        while chunk := whole.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o644)
    return digest.hexdigest()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Make the folder where it is not there, and let nobody else publish into it meanwhile.

    No transaction is open while one waits here. Raises Problem folder-not-writable where another
    has been at it for a minute: a disk that does not answer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        until = time.monotonic() + WAIT_FOR_OTHERS_S
        while not _is_taken(descriptor):
            if time.monotonic() > until:
                what = "another publisher has been writing there for a minute; is its disk well?"
                raise Problem("folder-not-writable", f"{folder}: {what}")
            time.sleep(ASKED_EVERY_S)
        yield
    finally:
        os.close(descriptor)


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def entry_of(document: str, content: bytes) -> dict[str, Any]:
    """Return a document's entry in the manifest: its name is its hash."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"{document}.{digest}.json"
    return {"document": document, "name": name, "size": len(content), "sha256": digest}


def put(
    folder: Path,
    named: Mapping[str, bytes],
    pages: Mapping[str, bytes],
    manifest: bytes,
    now: datetime,
) -> None:
    """Write the documents that are not there yet and the pages, plain and gzip, then the manifest.

    All of them lie on the disk before any gets its name, and the manifest gets it last, so that
    readers see the old list or the new one.
    """
    forms = {name: content for name, content in named.items() if not (folder / name).exists()}
    for name, content in named.items():
        if not (folder / f"{name}.gz").exists():
            forms[f"{name}.gz"] = squeeze(content)
    for code, content in pages.items():
        forms |= {f"away.{code}.html": content, f"away.{code}.html.gz": squeeze(content)}
    parts = {name: _part(folder, name) for name in (*forms, MANIFEST)}
    try:
        with ThreadPoolExecutor(WRITTEN_AT_ONCE) as pool:
            list(pool.map(_write, parts.values(), (*forms.values(), manifest)))
        for name in forms:
            _stamp(parts[name], now)
        for name, part in parts.items():
            part.replace(folder / name)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
    # The new names must outlive a power cut before anyone relies on them.
    flush(folder)


def mark_replaced(
    folder: Path, before: dict[str, Any] | None, names: set[str], now: datetime
) -> None:
    """Note on each document that the new manifest no longer names when it was replaced."""
    for name in names_in(before or {"documents": ()}) - names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.exists():
                _stamp(path, now)


def sweep(folder: Path, names: set[str], now: datetime) -> None:
    """Delete documents replaced over 24 hours ago, and leftovers of a publisher that was killed."""
    limit = (now - KEPT_AFTER_REPLACEMENT).timestamp()
    for path in folder.iterdir():
        is_named = path.name.removesuffix(".gz") in names
        if _OURS.fullmatch(path.name) and not is_named and path.stat().st_mtime <= limit:
            path.unlink()


def squeeze(content: bytes) -> bytes:
    """Return gzip without a moment in it: the same bytes for the same content."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def take_back(folder: Path) -> None:
    """Take away the pages for when the server is away, and the manifest: nothing is claimed."""
    for page in folder.glob("away.*.html*"):
        page.unlink(missing_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)


def _part(folder: Path, name: str) -> Path:
    return folder / f".{name}.{os.getpid()}.part"


def _write(part: Path, data: bytes) -> None:
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _stamp(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))
