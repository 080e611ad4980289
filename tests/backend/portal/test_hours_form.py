"""Hours between boxes and wire: however times are typed, nothing half filled in slips through."""

from datetime import date
from typing import Any

from backend.portal.hours_form import from_boxes, to_boxes, typed_boxes
from shared.wire_hours import hours_from_wire

CHRISTMAS = (date(2026, 12, 25), "Christmas Day")
TODAY = date(2026, 11, 27)


def test_half_a_time_is_refused_with_its_day() -> None:
    _, faults = from_boxes({"d0-0-from": "9", "d0-0-to": ""})
    assert [(fault.where, fault.what) for fault in faults] == [
        ("weekly", "Monday: give both times, or neither.")
    ]


def test_other_hours_without_times_are_refused() -> None:
    form = {"x0-on": "2026-12-25", "x0-how": "other", "x0-0-from": "10", "x0-0-to": ""}
    _, faults = from_boxes(form)
    assert [fault.where for fault in faults] == ["exceptions"]


def test_one_day_twice_is_refused() -> None:
    form = {
        "x0-on": "2026-12-25",
        "x0-how": "closed",
        "x1-on": "2026-12-25",
        "x1-how": "other",
        "x1-0-from": "9",
        "x1-0-to": "12",
    }
    _, faults = from_boxes(form)
    assert "twice" in faults[0].what


def test_boxes_become_hours_of_the_contract() -> None:
    form = {
        "d4-0-from": "9",
        "d4-0-to": "12.30",
        "d4-1-from": "9pm",
        "d4-1-to": "2am",
        "x0-on": "2026-12-25",
        "x0-how": "closed",
        "x1-on": "2026-12-26",
        "x1-how": "usual",
        "x2-on": "",
        "x2-how": "closed",
        "x2-0-from": "",
        "x2-0-to": "",
    }
    wire, faults = from_boxes(form)
    assert faults == []
    assert wire["weekly"][4] == [["09:00", "12:30"], ["21:00", "02:00"]]
    assert wire["exceptions"] == [{"on": "2026-12-25", "hours": []}]
    assert hours_from_wire(wire).on(CHRISTMAS[0]) == ()


def test_what_a_form_shows_comes_back_the_same() -> None:
    wire: dict[str, Any] = {
        "weekly": [[["09:00", "12:30"], ["13:30", "17:00"]], [], [], [], [["21:00", "02:00"]]],
        "exceptions": [
            {"on": "2026-12-05", "hours": [["10:00", "12:00"]]},
            {"on": "2026-12-25", "hours": []},
        ],
        "seasons": [],
    }
    wire["weekly"] += [[], []]
    boxes = to_boxes(wire, [CHRISTMAS], TODAY)
    form: dict[str, str] = {}
    for day, parts in enumerate(boxes["days"]):
        for part, (opens, closes) in enumerate(parts):
            form |= {f"d{day}-{part}-from": opens, f"d{day}-{part}-to": closes}
    for number, each in enumerate(boxes["dates"]):
        form |= {f"x{number}-{key}": each[key] for key in ("on", "how")}
        for part, (opens, closes) in enumerate(each["times"]):
            form |= {f"x{number}-{part}-from": opens, f"x{number}-{part}-to": closes}
    assert from_boxes(form) == (wire, [])


def test_a_refused_form_shows_what_was_typed() -> None:
    form = {"d0-0-from": "nine", "d0-0-to": "", "x0-on": "2026-12-25", "x0-how": "other"}
    boxes = typed_boxes(form, [CHRISTMAS])
    assert boxes["days"][0][0] == ("nine", "")
    assert boxes["dates"] == [
        {"on": "2026-12-25", "how": "other", "times": [("", "")], "name": "Christmas Day"}
    ]


def test_days_that_are_over_are_not_shown() -> None:
    told = {"weekly": [[]] * 7, "exceptions": [{"on": "2026-11-01", "hours": []}]}
    assert "2026-11-01" not in [each["on"] for each in to_boxes(told, [], TODAY)["dates"]]
