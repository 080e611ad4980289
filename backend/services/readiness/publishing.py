"""Deeds: what residents may know of each place's readiness; the rules decide, lists carry it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.training import Register, Trained, trained_on
from backend.services.readiness.rules import periods_of
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow, TrainingRow
from shared.clock import local


def readiness_to_publish(session: Session, now: datetime) -> dict[str, dict[str, Any]]:
    """Return, by place, when it was confirmed, how many are trained, and the month of a visit.

    The month only: venues are visited unannounced, and the day would tell a rota apart.
    """
    cover, today = periods_of(session).cover, local(now).date()
    lines: dict[str, list[Trained]] = {}
    for each in session.scalars(select(TrainingRow).order_by(TrainingRow.id)):
        line = Trained(each.module, each.people, each.on_day)
        lines.setdefault(each.place_id, []).append(line)
    found = {}
    known = select(ReadinessRow, PlaceRow.checked_on).join(
        PlaceRow, PlaceRow.id == ReadinessRow.place_id
    )
    for row, checked_on in session.execute(known):
        register = Register(row.rota, tuple(lines.get(row.place_id, ())))
        visits = [day for day in (row.visited_on, checked_on) if day is not None]
        found[row.place_id] = {
            "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else None,
            "rota": row.rota,
            "trained": trained_on(register, cover, today),
            "visited": max(visits).isoformat()[:7] if visits else "",
        }
    return found
