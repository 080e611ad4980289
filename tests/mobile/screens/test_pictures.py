"""A picture of the app is refused where the window does not reach, or shows what nobody drew."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from kivy.core.window import Window
from kivy.graphics import Color, Rectangle

from demo.driver import SIZE_DP
from demo.eye import WrongPicture
from demo.faults import faults_of
from tests.mobile.screens.conftest import Opening


def test_a_picture_is_as_large_as_the_window_and_shows_its_widgets(
    open_app: Opening, tmp_path: Path
) -> None:
    path = open_app().picture(tmp_path / "places.png")
    assert faults_of(path, SIZE_DP, has_widgets=True) == []


def test_a_window_larger_than_its_buffer_is_refused(open_app: Opening, tmp_path: Path) -> None:
    driver = open_app()
    before = Window.size
    Window.size = (before[0], 1400)
    try:
        with pytest.raises(WrongPicture, match="the window's buffer is smaller than 392 x 1400"):
            driver.picture(tmp_path / "cut.png")
    finally:
        Window.size = before
    assert not (tmp_path / "cut.png").exists()


@contextmanager
def drawn_over(
    colour: Sequence[float], at: tuple[int, int], size: tuple[int, int]
) -> Iterator[None]:
    """Draw a box over everything, which no widget drew."""
    with Window.canvas.after:
        strays = (Color(*colour), Rectangle(pos=at, size=size))
    try:
        yield
    finally:
        for each in strays:
            Window.canvas.after.remove(each)


def test_what_no_widget_drew_is_refused(open_app: Opening, tmp_path: Path) -> None:
    driver = open_app()
    with (
        drawn_over((1, 0, 0, 1), (2, SIZE_DP[1] - 6), (4, 4)),
        pytest.raises(WrongPicture, match="outside every widget"),
    ):
        driver.picture(tmp_path / "noise.png")
    driver.picture(tmp_path / "sound.png")


def test_a_text_that_is_covered_is_refused(open_app: Opening, tmp_path: Path) -> None:
    driver = open_app()
    with (
        drawn_over(Window.clearcolor, (0, SIZE_DP[1] - 48), (392, 48)),
        pytest.raises(WrongPicture, match="texts are not there"),
    ):
        driver.picture(tmp_path / "cut.png")
