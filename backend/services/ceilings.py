"""Deeds: an alarm where residents send far more than is usual, or where the disk fills up.

Nothing is refused for it. What was counted stays in the memory of the jobs: only the alarm leaves
it, once a day and without a number, since a number by the hour would be somebody's moment.
"""

import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from backend.domain.security import LITTLE_ROOM, MANY_FROM_RESIDENTS, RESIDENTS_MOST_A_DAY
from backend.domain.staff import ADMINISTRATOR
from backend.services.notices import Letter, post
from backend.services.security_log import midnight_of
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counted import rows_from_residents
from backend.storage.security import Event, note_once
from backend.storage.staff import addresses_of
from shared.clock import WEEK_ACCEPTED_FOR, local, week_of

LEAST_FREE = 0.1
"""Share of a disk; below it somebody has to look."""

OLDEST_SENT = WEEK_ACCEPTED_FOR + timedelta(weeks=2)
"""Answers about weeks before it are refused; and none after it is old enough to be forgotten."""

log = logging.getLogger("backend")


@dataclass
class Ceilings:
    """What the jobs remember of today, and from where on they call.

    A process that is begun anew begins its day anew: it calls later, never sooner.
    """

    most: int = RESIDENTS_MOST_A_DAY
    least_free: float = LEAST_FREE
    _day: date | None = None
    _at_first: Mapping[str, int] = field(default_factory=dict)
    _last: Mapping[str, int] = field(default_factory=dict)

    def look(self, world: World) -> None:
        """Count what residents sent today, look at the disk, and note what is past its ceiling."""
        if self._came_today(world) > self.most:
            _note(world, MANY_FROM_RESIDENTS)
        if self._share_free(world) < self.least_free and _note(world, LITTLE_ROOM):
            log.error("Less than a tenth of the disk is free.")

    def _came_today(self, world: World) -> int:
        """Return how many rows more there are than as the local day began."""
        now = world.now()
        with read() as session:
            counts = rows_from_residents(session, week_of(now - OLDEST_SENT))
        if self._day != (today := local(now).date()):
            self._day, self._at_first = today, self._last or counts
        self._last = counts
        return sum(max(0, rows - self._at_first.get(of, 0)) for of, rows in counts.items())

    def _share_free(self, world: World) -> float:
        """Return the smallest share of a disk that is free, of those on which our folders lie."""
        return min(free_share(folder) for folder in (world.data_dir, world.published_dir))


def free_share(folder: Path) -> float:
    """Return the share of a folder's disk that is free; of one still to be made, its parent's."""
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    disk = shutil.disk_usage(there)
    return disk.free / disk.total


def _note(world: World, what: str) -> bool:
    """Note an alarm unless today has it; return whether it is new."""
    now = world.now()
    with write(world.wake) as session:
        is_new = note_once(session, Event(midnight_of(now), what, None, "", ""))
        if is_new and what == LITTLE_ROOM:
            _call(session, world, local(now).date())
    return is_new


def _call(session: Session, world: World, day: date) -> None:
    """Write to the administrators at once: a full disk is the one thing that refuses residents."""
    for email in addresses_of(session, (ADMINISTRATOR,)):
        body = (
            "Less than a tenth of a disk on which UMay keeps its files is free. When it is full, "
            "nothing can be published, suspended or answered any more.\n\nPlease tell whoever runs "
            f"the service today. What it may come from: {world.base_url}/console/security\n"
        )
        post(session, world, Letter(email, "UMay: the disk is filling up", body, f"disk:{day}"))
