"""Face: hours at certain times of the year, between the boxes of a form and the contract."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from marshmallow import ValidationError

from backend.portal.typed_pairs import boxes_of, read_pairs, typed_pairs
from backend.services.faults import faults_of
from shared.digits import is_digits
from shared.intervals import DAYS
from shared.problems import Fault
from shared.readiness import MONTH_NAMES
from shared.season_words import season_rows
from shared.seasons import DATES, NTH, WEEKS, season_from_wire
from shared.wire_hours import SeasonSchema

BLANK_SEASONS = 1
USUAL, CLOSED, OPEN = "usual", "closed", "open"
LAST = "last"
_DAY = re.compile(r"([0-9]{1,2})[ ./-]*([0-9]{1,2}|[a-z]{3,9})[ ./,-]*([0-9]{4})?", re.ASCII)
_SCHEMA = SeasonSchema()
_MONTHS = {name[:3].lower(): at for at, name in enumerate(MONTH_NAMES, 1)}


def seasons_from_boxes(form: Mapping[str, str], faults: list[Fault]) -> list[dict[str, Any]]:
    """Return the seasons that a form's boxes say, as the wire has them.

    Boxes: s0-kind, s0-first, s0-last, s0-numbers; s0-d0-how, s0-d0-0-from, s0-d0-0-to …; a season
    with more conditions than one is kept as it stands in s0-kept, or taken away by its kind "".
    """
    found = []
    for number in _numbers(form):
        if not form.get(f"s{number}-kind"):
            continue
        count = len(faults)
        kept = form.get(f"s{number}-kept")
        body = _kept(kept, faults) if kept else _season(form, number, faults)
        if len(faults) == count:
            found += _checked(body, number, faults)
    return found


def season_boxes(seasons: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a form shows for seasons, and an empty one."""
    return [*(_boxes(season) for season in seasons), *[_blank() for _ in range(BLANK_SEASONS)]]


def typed_seasons(form: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the boxes of seasons just as they were typed."""
    return [
        {
            **{
                key: form.get(f"s{number}-{key}", "")
                for key in ("kind", "first", "last", "numbers", "kept")
            },
            "words": "",
            "days": [
                {
                    "how": form.get(f"s{number}-d{day}-how", USUAL),
                    "times": typed_pairs(form, f"s{number}-d{day}"),
                }
                for day in range(len(DAYS))
            ],
        }
        for number in _numbers(form)
    ]


def season_day(text: str) -> str | None:
    """Return "20 July", "20/7" or "20.07.2026" as "07-20" or "2026-07-20"; None where it is none.

    Days come before months, as they are written in Britain; "2026-07-20" stays as it is.
    """
    plain = text.strip().lower()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", plain, re.ASCII):
        return plain
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    month = int(found[2]) if is_digits(found[2]) else _MONTHS.get(found[2][:3], 0)
    told = f"{month:02d}-{int(found[1]):02d}"
    return f"{found[3]}-{told}" if found[3] else told


def _season(form: Mapping[str, str], number: int, faults: list[Fault]) -> dict[str, Any]:
    kind = form[f"s{number}-kind"]
    condition: dict[str, Any] = {"kind": kind}
    if kind == DATES:
        condition |= {end: _day(form, number, end, faults) for end in ("first", "last")}
    elif kind in (NTH, WEEKS):
        condition["numbers"] = _read_numbers(form.get(f"s{number}-numbers", ""), faults)
    return {"when": [condition], "days": _days(form, number, faults)}


def _day(form: Mapping[str, str], number: int, end: str, faults: list[Fault]) -> str:
    typed = form.get(f"s{number}-{end}", "").strip()
    day = season_day(typed)
    if day is None:
        what = f"{typed[:20]!r} is no day" if typed else f"The {end} day is missing"
        faults.append(Fault("seasons", f"{what}: write it like 20 July, or 20 July 2026."))
    return day or ""


def _read_numbers(text: str, faults: list[Fault]) -> list[int]:
    """Return "1, 3", "1st and last" or "10-12" as numbers; the last one is -1."""
    found: list[int] = []
    for part in re.split(r"[,;]|\band\b", text.lower()):
        plain = re.sub(r"(?<=[0-9])(st|nd|rd|th)\b", "", part.strip())
        first, _, last = plain.partition("-")
        if plain == LAST:
            found.append(-1)
        elif is_digits(first.strip()) and is_digits((last or first).strip()):
            found += range(int(first), min(int(last or first), int(first) + 60) + 1)
        else:
            faults.append(Fault("seasons", f"{part.strip()[:20]!r} is no number."))
    return found


def _days(form: Mapping[str, str], number: int, faults: list[Fault]) -> list[Any]:
    days: list[Any] = []
    for at, name in enumerate(DAYS):
        about = Fault("seasons", name)
        pairs = read_pairs(form, f"s{number}-d{at}", about, faults)
        how = form.get(f"s{number}-d{at}-how", USUAL)
        if how == OPEN and not pairs and not any(each.what.startswith(name) for each in faults):
            faults.append(Fault("seasons", f"{name}: give both times."))
        days.append([] if how == CLOSED else pairs or None)
    return days


def _checked(body: dict[str, Any], number: int, faults: list[Fault]) -> list[dict[str, Any]]:
    try:
        _SCHEMA.load(body)
    except ValidationError as error:
        words = " ".join(dict.fromkeys(each.what for each in faults_of(error.messages)))
        faults.append(Fault("seasons", f"Hours at other times, {number + 1}: {words}"))
        return []
    return [body]


def _kept(text: str, faults: list[Fault]) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        faults.append(Fault("seasons", "What was here before has been lost. Load the page anew."))
        return {}
    return body


def _boxes(season: Mapping[str, Any]) -> dict[str, Any]:
    blank = _blank()
    days = [
        {
            "how": USUAL if day is None else OPEN if day else CLOSED,
            "times": boxes_of(day or (), least=1),
        }
        for day in season["days"]
    ]
    if len(season["when"]) != 1:
        rows = season_rows(season_from_wire(season))
        words = "; ".join(f"{when}: {hours}" for when, hours in rows)
        kept = json.dumps(season, sort_keys=True)
        return {**blank, "kind": "kept", "kept": kept, "words": words, "days": days}
    condition = season["when"][0]
    ends = {end: _shown(condition.get(end, "")) for end in ("first", "last")}
    numbers = ", ".join(LAST if each == -1 else str(each) for each in condition.get("numbers", ()))
    return {**blank, "kind": condition["kind"], **ends, "numbers": numbers, "days": days}


def _shown(text: str) -> str:
    """Return "07-20" as "20 July", with the year where it has one."""
    if not text:
        return ""
    is_yearly = len(text) == len("07-20")
    day = date.fromisoformat(f"2024-{text}" if is_yearly else text)
    words = f"{day.day} {MONTH_NAMES[day.month - 1]}"
    return words if is_yearly else f"{words} {day.year}"


def _blank() -> dict[str, Any]:
    empty = dict.fromkeys(("kind", "first", "last", "numbers", "kept", "words"), "")
    return {**empty, "days": [{"how": USUAL, "times": boxes_of((), least=1)} for _ in DAYS]}


def _numbers(form: Mapping[str, str]) -> list[int]:
    found = (re.fullmatch(r"s([0-9]{1,2})-kind", name) for name in form)
    return sorted(int(match[1]) for match in found if match)
