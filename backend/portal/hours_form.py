"""Face: opening hours between the boxes of a form and the contract's weekly hours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from shared.hours import DAYS
from shared.problems import Fault

PARTS = 2
"""How many times a day a place may open in the form, such as before and after lunch."""
BLANK_DAYS = 3
USUAL, CLOSED, OTHER = "usual", "closed", "other"

_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?\s*([ap]m)?", re.IGNORECASE | re.ASCII)


def tidy_time(text: str) -> str:
    """Return a time of day as "HH:MM" however it was typed ("9", "9.30am"); else what was typed."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return text.strip()
    hour, minute, half = int(found[1]), found[2] or "00", (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute}"


def from_boxes(form: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the hours that a form's boxes say, as the wire has them, and what is half filled in.

    Boxes: d0-0-from, d0-0-to … d6-1-to; x0-on, x0-how, x0-from, x0-to and so on.
    """
    faults: list[Fault] = []
    weekly = [_day(form, day, faults) for day in range(len(DAYS))]
    exceptions = sorted(_exceptions(form, faults), key=lambda each: str(each["on"]))
    seen: set[str] = set()
    for each in exceptions:
        if each["on"] in seen:
            faults.append(Fault("exceptions", f"{each['on']} stands there twice."))
        seen.add(each["on"])
    return {"weekly": weekly, "exceptions": exceptions}, faults


def to_boxes(
    wire: Mapping[str, Any], holidays: Sequence[tuple[date, str]], today: date
) -> dict[str, Any]:
    """Return what a form shows for hours: seven days, bank holidays, and other single days."""
    told = {each["on"]: each["hours"] for each in wire.get("exceptions", ())}
    named = [(day.isoformat(), name) for day, name in holidays]
    coming = [on for on in told if on >= today.isoformat() and on not in dict(named)]
    others: list[tuple[str, str]] = [(on, "") for on in sorted(coming)]
    others += [("", "")] * BLANK_DAYS
    weekly = wire.get("weekly") or [[] for _ in DAYS]
    return {
        "days": [_boxes(day) for day in weekly],
        "dates": [_date_box(on, name, told) for on, name in [*named, *others]],
        "holidays": len(named),
    }


def typed_boxes(form: Mapping[str, str], holidays: Sequence[tuple[date, str]]) -> dict[str, Any]:
    """Return the boxes just as they were typed, for a form that was refused."""
    names = {day.isoformat(): name for day, name in holidays}
    dates = []
    for number in _numbers(form):
        box = {key: form.get(f"x{number}-{key}", "") for key in ("on", "how", "from", "to")}
        dates.append({**box, "name": names.get(box["on"], "")})
    days = [
        [(form.get(f"d{day}-{n}-from", ""), form.get(f"d{day}-{n}-to", "")) for n in range(PARTS)]
        for day in range(len(DAYS))
    ]
    return {"days": days, "dates": dates, "holidays": sum(bool(each["name"]) for each in dates)}


def _day(form: Mapping[str, str], day: int, faults: list[Fault]) -> list[list[str]]:
    found = []
    for part in range(PARTS):
        opens, closes = (form.get(f"d{day}-{part}-{end}", "").strip() for end in ("from", "to"))
        if bool(opens) != bool(closes):
            faults.append(Fault("weekly", f"{DAYS[day]}: give both times, or neither."))
        elif opens:
            found.append([tidy_time(opens), tidy_time(closes)])
    return found


def _exceptions(form: Mapping[str, str], faults: list[Fault]) -> Iterator[dict[str, Any]]:
    for number in _numbers(form):
        box = {key: form.get(f"x{number}-{key}", "").strip() for key in ("on", "how", "from", "to")}
        if not box["on"] or box["how"] == USUAL:
            continue
        if box["how"] != OTHER:
            yield {"on": box["on"], "hours": []}
        elif box["from"] and box["to"]:
            hours = [[tidy_time(box["from"]), tidy_time(box["to"])]]
            yield {"on": box["on"], "hours": hours}
        else:
            faults.append(Fault("exceptions", f"{box['on']}: give both times."))


def _numbers(form: Mapping[str, str]) -> list[int]:
    """Return the numbers of the date rows that a form has, at most a hundred."""
    found = (re.fullmatch(r"x([0-9]{1,2})-on", name) for name in form)
    return sorted(int(match[1]) for match in found if match)


def _boxes(day: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    filled = [(opens, closes) for opens, closes in day[:PARTS]]
    return [*filled, *[("", "")] * (PARTS - len(filled))]


def _date_box(on: str, name: str, told: Mapping[str, Any]) -> dict[str, str]:
    hours = told.get(on)
    how = USUAL if hours is None else (OTHER if hours else CLOSED)
    opens, closes = hours[0] if hours else ("", "")
    return {"on": on, "name": name, "how": how if on else CLOSED, "from": opens, "to": closes}
