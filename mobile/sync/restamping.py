"""The phone's exchange: unsent answers get the week and daypart of when they were really saved."""

import sqlite3
from datetime import timedelta

from mobile.store import projection
from mobile.store.clock import SMALL_S, Clocks, Saved, read_offset
from mobile.store.outbox import Item, Outbox
from mobile.store.voice import Voice, where_named
from shared.clock import from_minute, week_of
from shared.geo import Point


def stamp_anew(connection: sqlite3.Connection, clocks: Clocks) -> int:
    """Stamp what was saved by a wrong clock as the right one would have; return how many changed.

    Only answers that were never sent: one that was may be on the server as it is.
    """
    offset = read_offset(connection)
    if offset is None or not offset.holds_for(clocks.booted_at().timestamp()):
        return 0
    outbox = Outbox(connection)
    changed = 0
    for item in outbox.items():
        if item.saved is None or item.attempts or not item.body:
            continue
        minute = item.saved.true_minute(offset)
        if abs(minute - item.saved.stamped_minute) * 60 >= SMALL_S:
            stamped: dict[str, str | None] = {**_stamped(connection, item, item.saved, minute)}
            if stamped["week"] != item.body.get("week"):
                now_week = week_of(clocks.now() + timedelta(seconds=offset.applied_s))
                stamped["voice"] = _voice(connection, item, str(stamped["week"]), now_week)
            changed += outbox.restamp(item, stamped, minute)
    return changed


def _stamped(
    connection: sqlite3.Connection, item: Item, saved: Saved, minute: int
) -> dict[str, str]:
    # Loaded when first needed: the sun is heavy, and clocks are seldom wrong.
    from shared.stamping import daypart_said, week_said

    moment, centre = from_minute(minute), _centre(connection, item)
    week = {"week": week_said(saved.when, moment)}
    return week | {"daypart": daypart_said(saved.when, centre, moment)} if centre else week


def _voice(connection: sqlite3.Connection, item: Item, week: str, now_week: str) -> str | None:
    """Return the code of another week; none where there was none, or its secret is forgotten."""
    if item.body.get("voice") is None:
        return None
    where = where_named(item.body.get("zone"), item.body.get("place"))
    return Voice(connection).code(where, week, now_week)


def _centre(connection: sqlite3.Connection, item: Item) -> Point | None:
    """Return where an answer is about, or None when the held documents do not know it any more."""
    zone_id, place_id = item.body.get("zone"), item.body.get("place")
    if place_id is not None:
        held = projection.place_list(connection)
        places = held.places if held else ()
        return next((place.at for place in places if place.id == place_id), None)
    zones = projection.zones(connection)
    return next((zone.at for zone in zones if zone.id == zone_id), None)
