"""Deeds: noticing, before anything is published, that the records may lack what was done last.

Nobody has to think of it: a backup that was put back without our script is noticed by the
published folder, which is ahead, gone, or another's; or by the database, which is on another
timeline than it was.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backend.domain.restoring import ALONE, BEHIND, PROMOTED, RESTORED, STILL_TRUE_FOR
from backend.services import published_folder as folder
from backend.services.actors import JOBS
from backend.services.restoring.holding import hold_inside, refuse_where_held
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.holding import MARKS, marks_of
from backend.storage.publication import Publication, last
from backend.storage.settings import set_setting, setting
from shared.clock import parse_moment
from shared.problems import Problem

Marks = Mapping[str, str]


def refuse_unless_whole(world: World, before: Mapping[str, Any] | None) -> None:
    """Raise Problem held where the server is held, or is to be from now on.

    For whoever has the published folder for themselves; `before` is the manifest that lies there.
    """
    with read() as session:
        refuse_where_held(session)
        row = last(session)
        kept, marks = setting(session, MARKS), marks_of(session)
    why = (
        _of_our_script(kept or {}, marks, row)
        or _of_the_folder(world, row, before)
        or _of_the_timeline(kept or {}, marks, is_whole=_is_same(row, before, world.now()))
    )
    if why:
        hold_inside(world, JOBS, why)
        raise Problem("held")
    if marks and marks != kept:
        with write() as session:
            set_setting(session, MARKS, marks)


def _of_our_script(kept: Marks, marks: Marks, row: Publication | None) -> str:
    """Return what our restore script wrote into the server's configuration, "" for nothing new."""
    has_restored = marks.get("restored", "") != kept.get("restored", "")
    return RESTORED if row is not None and has_restored else ""


def _of_the_timeline(kept: Marks, marks: Marks, *, is_whole: bool) -> str:
    """Return what PostgreSQL's timeline tells, "" for nothing.

    Where a standby took over, what was published last says whether it had all of it.
    """
    has_another = bool(kept) and kept["timeline"] != marks.get("timeline")
    return PROMOTED if has_another and not is_whole else ""


def _is_same(row: Publication | None, before: Mapping[str, Any] | None, now: datetime) -> bool:
    """Return whether the list that lies there is the last of these records, and young."""
    return (
        before is not None
        and row is not None
        and (before["epoch"], before["version"]) == (row.epoch, row.version)
        and now - parse_moment(before["published_at"]) <= STILL_TRUE_FOR
    )


def _of_the_folder(world: World, row: Publication | None, before: Mapping[str, Any] | None) -> str:
    """Return what the published folder tells, "" for nothing."""
    if row is None or row.published_at is None:
        # Never published, or stopped on the way: what lies there is not expected to be ours.
        is_ahead = row is not None and before is not None and _is_ahead(row, before)
        return BEHIND if is_ahead else ""
    if before is None:
        # One that cannot be read is there, and is replaced.
        return "" if (world.published_dir / folder.MANIFEST).exists() else ALONE
    return BEHIND if before["epoch"] != row.epoch or _is_ahead(row, before) else ""


def _is_ahead(row: Publication, before: Mapping[str, Any]) -> bool:
    return bool(before["epoch"] == row.epoch and before["version"] > row.version)
