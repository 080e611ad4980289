"""Seasons between boxes and wire: what is shown comes back, and what is half said is refused."""

from typing import Any

import pytest

from backend.portal.hours_form import from_boxes, to_boxes, typed_boxes
from backend.portal.season_form import season_day
from shared.wire_hours import hours_from_wire, hours_to_wire
from tests.backend.portal.test_hours_form import TODAY

EVENING = [["19:00", "21:00"]]
DAYS: list[Any] = [EVENING, None, None, None, None, [], None]
SUMMER = {"kind": "dates", "first": "07-20", "last": "08-31"}
SEASONS = [
    {"when": [SUMMER], "days": DAYS},
    {"when": [{"kind": "dates", "first": "2026-12-24", "last": "2027-01-02"}], "days": [[]] * 7},
    {"when": [{"kind": "nth", "numbers": [-1, 1]}], "days": DAYS},
    {"when": [{"kind": "weeks", "numbers": [30, 31, 35]}], "days": DAYS},
    {"when": [{"kind": "term"}], "days": DAYS},
    {"when": [SUMMER, {"kind": "nth", "numbers": [1]}], "days": DAYS},
]


def sent(boxes: list[dict[str, Any]]) -> dict[str, str]:
    """Return the form that a browser sends of the boxes it was shown."""
    form: dict[str, str] = {}
    for number, each in enumerate(boxes):
        form |= {
            f"s{number}-{key}": each[key] for key in ("kind", "first", "last", "numbers", "kept")
        }
        for at, day in enumerate(each["days"]):
            form[f"s{number}-d{at}-how"] = day["how"]
            for part, (opens, closes) in enumerate(day["times"]):
                form |= {
                    f"s{number}-d{at}-{part}-from": opens,
                    f"s{number}-d{at}-{part}-to": closes,
                }
    return form


def test_what_a_form_shows_comes_back_the_same() -> None:
    wire = {"weekly": [[["09:00", "17:00"]]] * 7, "exceptions": [], "seasons": SEASONS}
    told = hours_to_wire(hours_from_wire(wire))
    found, faults = from_boxes(sent(to_boxes(told, [], TODAY)["seasons"]))
    assert (found["seasons"], faults) == (told["seasons"], [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20 July", "07-20"),
        ("20th", None),
        ("20/7", "07-20"),
        ("20.07.2026", "2026-07-20"),
        ("1 jan 2027", "2027-01-01"),
        ("2026-07-20", "2026-07-20"),
        ("July", None),
        ("20 Quintember", None),
        ("20 Thermidor", "00-20"),
    ],
)
def test_a_day_is_understood_however_it_is_typed(typed: str, meant: str | None) -> None:
    assert season_day(typed) == meant


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"s0-kind": "dates", "s0-first": "20 July"}, "last day is missing"),
        ({"s0-kind": "dates", "s0-first": "31 Feb", "s0-last": "1 May"}, "'02-31' is no day"),
        ({"s0-kind": "dates", "s0-first": "1 May 2027", "s0-last": "1 Apr 2027"}, "is before"),
        ({"s0-kind": "dates", "s0-first": "1 May", "s0-last": "1 Apr 2027"}, "both without"),
        ({"s0-kind": "dates", "s0-first": "20 Quintember", "s0-last": "1 May"}, "no day"),
        ({"s0-kind": "nth", "s0-numbers": "6"}, "nth are numbered"),
        ({"s0-kind": "nth", "s0-numbers": ""}, "is no number"),
        ({"s0-kind": "weeks", "s0-numbers": "x"}, "'x' is no number"),
        ({"s0-kind": "weeks", "s0-numbers": "54"}, "weeks are numbered 1 to 53"),
        ({"s0-kind": "summer"}, "none of dates"),
        ({"s0-kind": "kept", "s0-kept": "{"}, "has been lost"),
        ({"s0-kind": "kept", "s0-kept": "{}"}, "Missing data"),
    ],
)
def test_what_is_half_said_is_refused(form: dict[str, str], says: str) -> None:
    closed = {f"s0-d{day}-how": "closed" for day in range(7)}
    found, faults = from_boxes({**closed, **form})
    assert found["seasons"] == []
    assert says.lower() in " ".join(f"{each.where} {each.what}" for each in faults).lower()


def test_a_season_of_no_days_is_refused_and_one_without_a_time_names_its_day() -> None:
    _, faults = from_boxes({"s0-kind": "term"})
    assert "at least one of seven days" in faults[0].what
    _, faults = from_boxes({"s0-kind": "term", "s0-d1-how": "open"})
    assert faults[0].what == "Tuesday: give both times."


def test_an_empty_season_is_none_and_one_whose_kind_is_taken_away_goes() -> None:
    found, faults = from_boxes({"s0-kind": "", "s0-d0-0-from": "9", "s0-d0-0-to": "17"})
    assert (found["seasons"], faults) == ([], [])


def test_a_refused_form_shows_the_seasons_that_were_typed() -> None:
    boxes = typed_boxes({"s0-kind": "dates", "s0-first": "soon", "s0-d0-0-from": "x"}, [])
    assert boxes["seasons"][0]["first"] == "soon"
    assert boxes["seasons"][0]["days"][0]["times"][0] == ("x", "")


@pytest.mark.parametrize("pair", [("9", "5"), ("10", "2"), ("9.30", "4.30"), ("10am", "4")])
@pytest.mark.parametrize("name", ["d0", "x0", "s0-d0"])
def test_hours_with_two_meanings_are_asked_about_and_never_kept(
    pair: tuple[str, str], name: str
) -> None:
    form = {"x0-on": "2026-12-25", "x0-how": "other", "s0-kind": "term", "s0-d0-how": "open"}
    times = {f"{name}-0-from": pair[0], f"{name}-0-to": pair[1]}
    _, faults = from_boxes(form | times)
    assert "two ways" in " ".join(each.what for each in faults)
