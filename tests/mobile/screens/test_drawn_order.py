"""Arabic and Urdu, as drawn: hours, numbers, names and addresses in the order of their glyphs."""

from collections.abc import Iterator
from typing import Any

import pytest
from kivy.core.text.text_sdl2 import LabelSDL2

from demo.driver import Driver
from demo.gallery import STATES
from mobile.ui import shaping
from mobile.ui.shaping import base_of, ordered
from mobile.ui.words import is_rtl, use
from shared.isolates import END, FIRST, LEFT
from tests.mobile.screens.conftest import Opening

SHOWN = ("places", "place", "help", "trusted")
TURNED_NUMBER, TURNED_ADDRESS, BACKWARDS = "247 2000 0808", "Example Street 1", "21:00 – 02:00"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every line that is drawn from now on, glyph after glyph from left to right."""
    lines: list[str] = []
    draw = LabelSDL2._render_text

    def noting(self: Any, words: str, x: int, y: int) -> None:
        lines.append(words.replace("\u00a0", " "))
        draw(self, words, x, y)

    monkeypatch.setattr(LabelSDL2, "_render_text", noting)
    return lines


@pytest.fixture
def urdu() -> Iterator[None]:
    """Speak Urdu without an app."""
    use("ur")
    yield
    use("en")


def walk(driver: Driver) -> None:
    """Show what names hours, numbers and addresses."""
    for state in SHOWN:
        driver.app.go("places")
        STATES[state](driver)
        driver.settle()
        driver.frames(2)


def faults(lines: list[str]) -> set[str]:
    """Return what is drawn so that it would be read wrongly."""
    wrong = (TURNED_NUMBER, TURNED_ADDRESS, BACKWARDS)
    return {each for each in wrong if any(each in line for line in lines)}


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_everything_is_drawn_as_it_is_read(
    open_app: Opening, drawn: list[str], language: str
) -> None:
    walk(open_app(choices={"language": language}))
    assert faults(drawn) == set()
    for right in ("0808 2000 247", "1 Example Street", "02:00 – 21:00", "Night Haven (example)"):
        assert any(right in line for line in drawn), right
    assert not any(mark in line for line in drawn for mark in "\u2066\u2067\u2068\u2069")


def test_lines_left_as_they_are_written_are_caught(
    open_app: Opening, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_before(words: str, base: str) -> str:
        from bidi.algorithm import get_display

        plain = shaping.plain(words).replace("\u00a0", " ")
        if not shaping.has_rtl(plain):
            return plain
        return str(get_display(shaping.joined(plain), base_dir=base))

    monkeypatch.setattr(shaping, "ordered", as_before)
    walk(open_app(choices={"language": "ur"}))
    assert faults(drawn) >= {TURNED_NUMBER, BACKWARDS}


@pytest.mark.parametrize(("language", "text"), [("en", "ur"), ("ar", "ur"), ("ur", "en")])
def test_a_text_of_another_language_is_drawn_in_its_own_direction(
    open_app: Opening, drawn: list[str], language: str, text: str
) -> None:
    driver = open_app(choices={"language": language, "text_language": text})
    driver.app.go("trusted")
    driver.settle()
    page = driver.app.root.current_page
    message = next(each for each in page.walk() if getattr(each, "text", "") == page.model.message)
    assert (message.base, message.halign) == (("R", "right") if text == "ur" else ("L", "left"))
    if text == "ur":
        # The last line ends at its left, whatever the language of the app.
        assert any(line.lstrip().startswith("Night Haven") for line in drawn), drawn


@pytest.mark.usefixtures("urdu")
@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("21:00 – 02:00", "02:00 – 21:00"),
        ("12 Example Street, Wigan", "12 Example Street, Wigan"),
        (f"اسی {FIRST}12 Example St (rear){END}", "12 Example St (rear) ﯽﺳﺍ"),
        (f"اسی {LEFT}0808 2000 247{END}", "0808 2000 247 ﯽﺳﺍ"),
        # An isolate that the end of a line cuts off, and the rest of it.
        (f"اسی {FIRST}12 Example", "12 Example ﯽﺳﺍ"),
        (f"1 Street{END} اسی", "ﯽﺳﺍ 1 Street"),
        (f"{FIRST}اسی {LEFT}1 A{END}{END} 2", "2 1 A ﯽﺳﺍ"),
    ],
)
def test_isolates_keep_their_own_order(line: str, shown: str) -> None:
    assert is_rtl()
    assert ordered(line, base_of(line)) == shown


def test_a_line_in_english_is_never_turned() -> None:
    assert base_of("21:00 – 02:00") == "L"
