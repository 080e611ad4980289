"""Deeds: schedules of Open Referral as columns of our weekdays, or as a remark where they are more.

They are rules of RFC 5545. Only what says the same of every week is taken as hours.
"""

import re
from collections.abc import Sequence
from typing import Any

from shared.intervals import DAYS

_BY_CODE = {day[:2].upper(): day.lower() for day in DAYS}
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(:00(\.0+)?)?")
_KNOWN = frozenset(
    (
        *("id", "name", "freq", "interval", "byday", "opens_at", "closes_at", "wkst"),
        *("service_id", "location_id", "service_at_location_id", "schedule_link", "attributes"),
        *("attending_type", "description", "notes", "metadata"),
    )
)
"""What a schedule may say and still be of every week; anything else makes it a remark."""

_SAID = ("description", "notes")
_RULE = (
    *("freq", "interval", "byday", "bymonthday", "opens_at", "closes_at"),
    *("dtstart", "valid_from", "valid_to", "until", "count"),
)


def hours_of(schedules: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return columns monday to sunday where all schedules are of every week, and a remark."""
    remark = "; ".join(filter(None, (_words(schedule) for schedule in schedules)))
    by_day: dict[str, list[str]] = {}
    for schedule in schedules:
        pair = _pair(schedule)
        days = [part.strip().upper() for part in str(schedule.get("byday") or "").split(",")]
        if not pair or not all(day in _BY_CODE for day in days):
            return {"remark": remark}
        for day in dict.fromkeys(days):
            by_day.setdefault(_BY_CODE[day], []).append(pair)
    if not by_day:
        return {"remark": remark}
    told = {day: ",".join(sorted(by_day.get(day, ()))) or "CLOSED" for day in _BY_CODE.values()}
    said = [str(one[key]).strip() for one in schedules for key in _SAID if one.get(key)]
    return {**told, "remark": "; ".join(dict.fromkeys(said))}


def _pair(schedule: dict[str, Any]) -> str:
    """Return the times of a schedule of every week, such as 09:00-17:00; "" where it is more."""
    held = {name for name, value in schedule.items() if value not in (None, "", [], {})}
    if held - _KNOWN or schedule.get("freq") != "WEEKLY":
        return ""
    if str(schedule.get("interval") or 1) not in ("1", "1.0"):
        return ""
    opens = _TIME.fullmatch(str(schedule.get("opens_at") or ""))
    closes = _TIME.fullmatch(str(schedule.get("closes_at") or ""))
    if not opens or not closes or opens[0][:5] == closes[0][:5]:
        return ""
    return f"{opens[1]}:{opens[2]}-{closes[1]}:{closes[2]}"


def _words(schedule: dict[str, Any]) -> str:
    told = [f"{key} {schedule[key]}" for key in (*_RULE, *_SAID) if schedule.get(key)]
    return ", ".join(told)
