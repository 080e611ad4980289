"""Deeds: publishing what phones download."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from backend.services import published_folder as folder
from backend.services.documents import build, to_bytes
from backend.services.restoring.holding import is_held, refuse_where_held
from backend.services.restoring.noticing import refuse_unless_whole
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.publication import begin_epoch, is_wanted, next_version, settle, take_up
from backend.storage.settings import MAP_PACK, setting
from shared.ceilings import check_content, check_entries
from shared.clock import format_moment
from shared.problems import Fault, Problem
from shared.wire_fields import FORMAT

log = logging.getLogger("backend")

AT_LEAST_EVERY = timedelta(minutes=55)
"""Phones go by the age of the list: an hour, less what a job may be late."""


@dataclass(frozen=True)
class Published:
    """What was published: epoch, version, bytes of each document, and places left out.

    `too_large` says what phones refuse of it, if anything.
    """

    epoch: str
    version: int
    sizes: dict[str, int]
    left_out: tuple[Fault, ...] = ()
    too_large: str = ""


def publish(world: World, *, new_epoch: bool = False) -> Published:
    """Write the documents and then the manifest that names them; raises folder-not-writable.

    Raises held where the records may lack what was done last. One at a time in a folder. No
    transaction is open while files are written: a disk that takes its time keeps nobody from the
    database, and a deed stored meanwhile is published next.
    """
    with folder.refusing_unwritable(world.published_dir), folder.alone(world.published_dir):
        return _publish(world, new_epoch=new_epoch)


def _publish(world: World, *, new_epoch: bool) -> Published:
    now = world.now()
    before = folder.read_manifest(world.published_dir)
    refuse_unless_whole(world, before)
    with write() as session:
        refuse_where_held(session)
        epoch, version = _next(session, world, new_epoch=new_epoch)
        take_up(session)
    with read() as session:
        documents = build(session, now, world.nation)
        pack, lacking = _map_pack(session, world.published_dir)
    entries = [folder.entry_of(name, content) for name, content in documents.contents.items()]
    told = {**pack, **_neighbours(world)}
    manifest = {"epoch": epoch, "version": version, "documents": entries, **told}
    _switch(world, before, manifest, documents.contents, now)
    with write() as session:
        settle(session, epoch, version, now)
    sizes = {name: len(data) for name, data in documents.contents.items()}
    too_large = _refused_by_phones(entries, documents.contents)
    return Published(epoch, version, sizes, (*documents.left_out, *lacking), too_large)


def _refused_by_phones(entries: list[dict[str, Any]], contents: dict[str, bytes]) -> str:
    """Return what is larger than phones take, in words; it is published all the same.

    Phones that refuse it keep the list they have, which grows old and then claims nothing; the web
    finder shows what is published.
    """
    try:
        check_entries(entries)
        for name, content in contents.items():
            check_content(name, content)
    except Problem as problem:
        log.error("Phones refuse what is published, since it is too large: %s", problem.detail)
        return problem.detail
    return ""


def publish_due(world: World) -> Published | None:
    """Publish where something changed that residents must see, and hourly all the same.

    Not while the server is held; and each time it is noticed where it has to be.
    """
    now = world.now()
    with read() as session:
        if is_held(session):
            return None
        wanted = is_wanted(session, now - AT_LEAST_EVERY, now)
    if wanted:
        return publish(world)
    notice(world)
    return None


def notice(world: World) -> bool:
    """Hold the server where its records may lack what was done last; return whether it is held."""
    with folder.refusing_unwritable(world.published_dir), folder.alone(world.published_dir):
        try:
            refuse_unless_whole(world, folder.read_manifest(world.published_dir))
        except Problem as problem:
            if problem.code != "held":
                raise
            return True
    return False


def _next(session: Session, world: World, *, new_epoch: bool) -> tuple[str, int]:
    """Return the epoch and version to publish under."""
    if new_epoch:
        # The row is there, and held.
        next_version(session, world.new_id())
        return begin_epoch(session, world.new_id())
    return next_version(session, world.new_id())


def _neighbours(world: World) -> dict[str, Any]:
    """Return the manifest's member about the services next to ours; none is no member."""
    named = [{"name": each.name, "url": each.url} for each in world.neighbours]
    return {"neighbours": named} if named else {}


def _map_pack(session: Session, folder: Path) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Return the manifest's member about the map pack, or what is wrong with the current one."""
    pack = setting(session, MAP_PACK)
    if pack is None:
        return {}, ()
    if not (folder / pack["name"]).is_file():
        what = "Its file is not in the published folder. Give it anew with map-pack."
        return {}, (Fault("map pack", what),)
    return {"map_pack": pack}, ()


def _switch(
    world: World,
    before: dict[str, Any] | None,
    manifest: dict[str, Any],
    contents: dict[str, bytes],
    now: datetime,
) -> None:
    """Put documents and manifest in place; only then may what it does not name be deleted."""
    names = folder.names_in(manifest)
    content = to_bytes({"format": FORMAT, "published_at": format_moment(now), **manifest})
    named = {entry["name"]: contents[entry["document"]] for entry in manifest["documents"]}
    folder.mark_replaced(world.published_dir, before, names, now)
    pages = world.draw(contents, now)
    folder.put(world.published_dir, named, pages, content, now)
    folder.sweep(world.published_dir, names, now)
