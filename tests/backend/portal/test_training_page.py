"""The training register as a form: what is kept, what is refused and where it is said."""

import re
from typing import Any

from flask import Flask

from tests.backend.portal.cast import a_guardian
from tests.backend.rows import rows
from tests.support.staff import Browser

PAGE = "/portal/places/p1/training"
KEPT = "SELECT module, people, on_day FROM training ORDER BY id"


def line(number: int, people: str, on: str, module: str = "first_response") -> dict[str, str]:
    """Return the boxes of one line."""
    return {
        f"line{number}-people": people,
        f"line{number}-module": module,
        f"line{number}-on": on,
    }


def kept(app: Flask) -> list[tuple[str, int, str]]:
    """Return what is kept."""
    return [(module, people, str(on)) for module, people, on in rows(app, KEPT)]


def send(browser: Browser, **boxes: Any) -> tuple[int, str]:
    """Send the form and return status and text."""
    answer = browser.send(PAGE, **boxes)
    return answer.status_code, answer.text


def said_at(text: str, box: str) -> str:
    """Return what is said at a box."""
    found = re.search(rf'id="{box}-error">.*?</span> ([^<]+)<', text)
    return found[1] if found else ""


def test_the_register_says_how_many_are_trained_and_until_when(app: Flask) -> None:
    gwen = a_guardian(app)
    assert "Nobody has written anything down yet." in gwen.see(PAGE)
    status, _ = send(gwen, rota="8", **line(0, "4", "2026-11-02"), **line(2, "2", "5/10/2026"))
    assert status == 302
    page = gwen.see(PAGE)
    assert "<strong>6 of 8 trained</strong>; at least 4 needed." in page
    assert "Holds until 2 November 2027" in page
    assert page.count('type="date"') == 2 + 3
    assert kept(app) == [("first_response", 4, "2026-11-02"), ("first_response", 2, "2026-10-05")]


def test_an_emptied_line_is_taken_out(app: Flask) -> None:
    gwen = a_guardian(app)
    send(gwen, rota="8", **line(0, "4", "2026-11-02"), **line(1, "2", "2026-10-05"))
    send(gwen, rota="8", **line(0, "", ""), **line(1, "2", "2026-10-05"))
    assert kept(app) == [("first_response", 2, "2026-10-05")]
    assert "2 of 8 trained</strong>; at least 4 needed. Too few" in gwen.see(PAGE)


def test_a_refusal_stands_at_its_box_however_many_lines_are_empty(app: Flask) -> None:
    gwen = a_guardian(app)
    boxes = {**line(0, "", ""), **line(1, "3", "2026-11-02"), **line(2, "2", "2031-01-01")}
    status, text = send(gwen, rota="8", **boxes)
    assert status == 422
    assert said_at(text, "line2-on").startswith("This day has not come.")
    assert 'href="#line2-on"' in text
    assert 'value="2031-01-01"' in text
    assert kept(app) == []


def test_more_trained_than_on_the_rota_is_said_at_the_first_such_line(app: Flask) -> None:
    boxes = {**line(0, "", ""), **line(1, "3", "2026-11-02")}
    status, text = send(a_guardian(app), rota="2", **boxes)
    assert status == 422
    assert said_at(text, "line1-people").startswith("3 trained, and 2 on the rota.")


def test_what_is_no_number_or_no_day_is_asked_for_again(app: Flask) -> None:
    boxes = {**line(0, "two", "2026-11-02"), **line(1, "2", "yesterday"), **line(2, "2", "")}
    status, text = send(a_guardian(app), rota="-1", **boxes)
    assert status == 422
    assert said_at(text, "rota") == "Say how many people are on the rota, in digits."
    assert said_at(text, "line0-people") == "Say how many, in digits."
    assert said_at(text, "line1-on").startswith("Give the day of the training")
    assert said_at(text, "line2-on").startswith("Give the day of the training")
    assert 'value="yesterday"' in text


def test_an_unknown_module_is_refused_and_nothing_breaks(app: Flask) -> None:
    status, text = send(a_guardian(app), rota="2", **line(0, "1", "2026-11-02", "<b>"))
    assert status == 422
    assert said_at(text, "line0-module") == "Choose what they were trained in."


def test_the_same_register_again_says_so(app: Flask) -> None:
    gwen = a_guardian(app)
    boxes = {"rota": "8", **line(0, "4", "2026-11-02")}
    send(gwen, **boxes)
    status, text = send(gwen, **boxes)
    assert status == 422
    assert "Nothing is different from before." in text
