"""Deeds: deciding by the rules which of the answers that came count."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.counting import (
    BURST,
    DAY,
    DAY_MOST,
    LATE_DAY_MOST,
    Group,
    Room,
    Where,
    changes,
    decide,
    is_late,
    within,
)
from backend.services.counting.standing import MOST_READ, Standing
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counting import (
    COUNTED_TODAY,
    groups_held_for,
    groups_with_new,
    held_turn,
    hold_group,
    set_states,
)
from backend.storage.settings import LET_IN_ON, set_setting, setting
from shared.clock import local

GROUPS_AT_ONCE = 25
"""Few enough for residents, who wait where one transaction writes at a time."""
NEW_AT_ONCE = 2000
LOOKS = 20
"""So many transactions a minute at most, 500 groups: among ten million answers each took two to
four seconds (docs/decisions/0057), and the minute's other jobs must not wait for long."""
LET_IN_MOST = DAY_MOST // 2
"""So much of a day's room is for what days before had none for; the rest is for whoever comes."""
LET_IN_GROUPS = 2_000


def decide_due(world: World, most: int = LOOKS) -> int:
    """Decide on answers that are not decided yet; return in how many groups.

    Once a day, first of all, on those that days before had no room for.
    """
    let_in_due(world)
    done = 0
    for _ in range(most):
        some = decide_some(world)
        done += some
        if not some:
            break
    return done


def decide_some(world: World, most_read: int = MOST_READ) -> int:
    """Decide on the new answers of a few groups; return of how many."""
    with write() as session:
        figures = held_turn(session)
        groups = groups_with_new(session, NEW_AT_ONCE, GROUPS_AT_ONCE)
        _decide_groups(session, figures, groups, world.now(), most_read)
    return len(groups)


def let_in_due(world: World) -> int:
    """Decide anew on what days before had no room for, once a day; return how many count now.

    The rules let in what is no flood, and today's room is the most of it.
    """
    now, counted = world.now(), 0
    with read() as session:
        if setting(session, LET_IN_ON) == _today(now):
            return 0
        groups = groups_held_for(session, DAY, LET_IN_GROUPS)
    while groups and counted < LET_IN_MOST:
        some, groups = groups[:GROUPS_AT_ONCE], groups[GROUPS_AT_ONCE:]
        with write() as session:
            counted += _decide_groups(session, held_turn(session), some, now, MOST_READ)
    with write() as session:
        held_turn(session)
        set_setting(session, LET_IN_ON, _today(now))
    return counted


def _decide_groups(
    session: Session,
    figures: Mapping[str, Any],
    groups: Sequence[Where],
    now: datetime,
    most_read: int,
) -> int:
    """Decide on groups, and on others of a ward whose week is odd; return how many count more."""
    room = before = _room(figures, now)
    waiting, done, standing = list(groups), set(groups), Standing(session)
    for where in waiting:
        group = standing.group(where, most_read)
        if group is None:
            hold_group(session, where, BURST)
            continue
        room = _decide_group(session, (where, group), room, now)
        week = standing.ward_week(where)
        if week is not None and week.ward.is_odd:
            # What counted before it showed is taken back, in all of its zones.
            beside = set(week.beside()) - done
            waiting += sorted(beside)
            done |= beside
    if room != before or figures.get("day") != _today(now):
        set_setting(session, COUNTED_TODAY, _figures(room, now))
    return before.day - room.day


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
