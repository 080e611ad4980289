"""Deeds: the rules of readiness as they hold now: the periods set, and the bank holidays around."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.readiness import HOLIDAYS_APART_DAYS, Periods
from backend.services.bank_holidays import coming_bank_holidays
from backend.storage.settings import READINESS_PERIODS, setting
from shared.clock import local

LOOKED_BACK_DAYS = 3 * HOLIDAYS_APART_DAYS
"""Holidays just past still matter: a time of holidays may have begun with them."""


@dataclass(frozen=True)
class Rules:
    """The periods, and the bank holidays from some weeks ago to more than a year ahead."""

    periods: Periods
    holidays: tuple[date, ...]


def rules_now(session: Session, now: datetime, nation: str) -> Rules:
    """Return the rules as they hold now in a nation."""
    return rules_of(periods_of(session), now, nation)


def rules_of(periods: Periods, now: datetime, nation: str) -> Rules:
    """Return the rules with these periods."""
    return Rules(periods, _holidays(nation, local(now).date()))


def periods_of(session: Session) -> Periods:
    """Return the periods as they were set; what was never set is as delivered."""
    held: dict[str, Any] = setting(session, READINESS_PERIODS) or {}
    known = {field.name for field in fields(Periods)}
    values = {name: value for name, value in held.items() if name in known}
    if "modules" in values:
        values["modules"] = tuple(values["modules"])
    return Periods(**values)


@lru_cache(maxsize=4)
def _holidays(nation: str, today: date) -> tuple[date, ...]:
    since = today - timedelta(days=LOOKED_BACK_DAYS)
    return tuple(day for day, _ in coming_bank_holidays(nation, since, days=LOOKED_BACK_DAYS + 400))
