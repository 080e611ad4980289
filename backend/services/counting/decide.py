"""Deeds: deciding by the rules which of the answers that came count."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.counting import (
    BURST,
    DAY_MOST,
    LATE_DAY_MOST,
    PLACE_WEEK_MOST,
    USUAL_WEEKS,
    ZONE_WEEK_MOST,
    Answer,
    Group,
    Room,
    Where,
    changes,
    decide,
    is_late,
    said_of,
    usual_of,
    within,
)
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.counting import (
    COUNTED_TODAY,
    counted_in_weeks,
    groups_with_new,
    heard_voices,
    held_turn,
    hold_group,
    set_states,
    unreviewed,
)
from backend.storage.settings import set_setting
from shared.clock import local, monday_of

GROUPS_AT_ONCE = 25
"""Few enough for residents, who wait where one transaction writes at a time."""
NEW_AT_ONCE = 2000
LOOKS = 20
"""So many transactions a minute at most, 500 groups: among ten million answers each took about a
second, and the next minute's publishing must not wait."""
MOST_READ = 20_000
"""A group of more is held without reading it: no week of a zone has so many honest answers."""


def decide_due(world: World, most: int = LOOKS) -> int:
    """Decide on answers that are not decided yet; return in how many groups."""
    done = 0
    for _ in range(most):
        some = decide_some(world)
        done += some
        if not some:
            break
    return done


def decide_some(world: World, most_read: int = MOST_READ) -> int:
    """Decide on the new answers of a few groups; return of how many."""
    now = world.now()
    with write() as session:
        figures = held_turn(session)
        room = before = _room(figures, now)
        groups = groups_with_new(session, NEW_AT_ONCE, GROUPS_AT_ONCE)
        for where in groups:
            group = group_of(session, where, most_read)
            if group is None:
                hold_group(session, where, BURST)
            else:
                room = _decide_group(session, (where, group), room, now)
        if room != before or figures.get("day") != _today(now):
            set_setting(session, COUNTED_TODAY, _figures(room, now))
    return len(groups)


def group_of(session: Session, where: Where, most: int = MOST_READ) -> Group | None:
    """Return a group as it stands, or None where it is too large to be read."""
    rows = unreviewed(session, where, most + 1)
    if len(rows) > most:
        return None
    answers = tuple(
        Answer(row.id, row.voice, said_of(*row[4:]), row.state, row.held_for) for row in rows
    )
    monday = monday_of(where.week)
    before = [_week(monday - timedelta(weeks=n)) for n in range(1, USUAL_WEEKS + 1)]
    return Group(
        answers,
        usual_of(counted_in_weeks(session, where, before)),
        PLACE_WEEK_MOST if where.zone_id is None else ZONE_WEEK_MOST,
        heard_voices(session, where),
    )


def _decide_group(session: Session, found: tuple[Where, Group], room: Room, now: datetime) -> Room:
    where, group = found
    verdicts, left = within(room, group, decide(group), is_late=is_late(where.week, now))
    for verdict, ids in changes(group, verdicts).items():
        set_states(session, ids, verdict)
    return left


def _room(figures: Mapping[str, Any], now: datetime) -> Room:
    if figures.get("day") != _today(now):
        return Room()
    return Room(DAY_MOST - figures["counted"], LATE_DAY_MOST - figures["late"])


def _figures(room: Room, now: datetime) -> dict[str, object]:
    counted, late = DAY_MOST - room.day, LATE_DAY_MOST - room.late
    return {"day": _today(now), "counted": counted, "late": late}


def _today(now: datetime) -> str:
    return local(now).date().isoformat()


def _week(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"
