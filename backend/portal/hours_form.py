"""Face: opening hours between the boxes of a form and the contract's weekly hours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from backend.portal.season_form import season_boxes, seasons_from_boxes, typed_seasons
from backend.portal.typed_pairs import PARTS, boxes_of, read_pairs, typed_pairs
from shared.intervals import DAYS
from shared.problems import Fault

BLANK_DAYS = 3
USUAL, CLOSED, OTHER = "usual", "closed", "other"


def from_boxes(form: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the hours that a form's boxes say, as the wire has them, and what is half filled in.

    Boxes: d0-0-from, d0-0-to … d6-1-to; x0-on, x0-how, x0-0-from, x0-0-to and so on; seasons as in
    `season_form`.
    """
    faults: list[Fault] = []
    weekly = [
        read_pairs(form, f"d{day}", Fault("weekly", DAYS[day]), faults) for day in range(len(DAYS))
    ]
    exceptions = sorted(_exceptions(form, faults), key=lambda each: str(each["on"]))
    seen: set[str] = set()
    for each in exceptions:
        if each["on"] in seen:
            faults.append(Fault("exceptions", f"{each['on']} stands there twice."))
        seen.add(each["on"])
    seasons = seasons_from_boxes(form, faults)
    return {"weekly": weekly, "exceptions": exceptions, "seasons": seasons}, faults


def to_boxes(
    wire: Mapping[str, Any], holidays: Sequence[tuple[date, str]], today: date
) -> dict[str, Any]:
    """Return what a form shows for hours: seven days, seasons, bank holidays, other single days."""
    told = {each["on"]: each["hours"] for each in wire.get("exceptions", ())}
    named = [(day.isoformat(), name) for day, name in holidays]
    coming = [on for on in told if on >= today.isoformat() and on not in dict(named)]
    others: list[tuple[str, str]] = [(on, "") for on in sorted(coming)]
    others += [("", "")] * BLANK_DAYS
    weekly = wire.get("weekly") or [[] for _ in DAYS]
    parts = max(PARTS, *(len(day) for day in weekly))
    return {
        "days": [boxes_of(day, parts) for day in weekly],
        "dates": [_date_box(on, name, told) for on, name in [*named, *others]],
        "holidays": len(named),
        "seasons": season_boxes(wire.get("seasons", ())),
    }


def typed_boxes(form: Mapping[str, str], holidays: Sequence[tuple[date, str]]) -> dict[str, Any]:
    """Return the boxes just as they were typed, for a form that was refused."""
    names = {day.isoformat(): name for day, name in holidays}
    dates = []
    for number in _numbers(form):
        box = {key: form.get(f"x{number}-{key}", "") for key in ("on", "how")}
        times = typed_pairs(form, f"x{number}")
        dates.append({**box, "times": times[:1] + [each for each in times[1:] if any(each)]})
        dates[-1]["name"] = names.get(box["on"], "")
    return {
        "days": [typed_pairs(form, f"d{day}") for day in range(len(DAYS))],
        "dates": dates,
        "holidays": sum(bool(each["name"]) for each in dates),
        "seasons": typed_seasons(form),
    }


def _exceptions(form: Mapping[str, str], faults: list[Fault]) -> Iterator[dict[str, Any]]:
    for number in _numbers(form):
        on, how = (form.get(f"x{number}-{key}", "").strip() for key in ("on", "how"))
        if not on or how == USUAL:
            continue
        if how != OTHER:
            yield {"on": on, "hours": []}
            continue
        before = len(faults)
        hours = read_pairs(form, f"x{number}", Fault("exceptions", on), faults)
        if hours:
            yield {"on": on, "hours": hours}
        elif len(faults) == before:
            faults.append(Fault("exceptions", f"{on}: give both times."))


def _numbers(form: Mapping[str, str]) -> list[int]:
    """Return the numbers of the date rows that a form has, at most a hundred."""
    found = (re.fullmatch(r"x([0-9]{1,2})-on", name) for name in form)
    return sorted(int(match[1]) for match in found if match)


def _date_box(on: str, name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    hours = told.get(on)
    how = USUAL if hours is None else (OTHER if hours else CLOSED)
    return {
        "on": on,
        "name": name,
        "how": how if on else CLOSED,
        "times": boxes_of(hours or (), least=1),
    }
