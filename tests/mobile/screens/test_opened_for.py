"""A shortcut opens the app at Help, also on the first day; nothing is dialled by it."""

from dataclasses import replace
from typing import Any

import pytest

from mobile.device.system import FixedSystem
from tests.mobile.screens.conftest import Opening


class Asked(FixedSystem):
    """A desktop that was opened for a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page

    def asked_page(self) -> str:
        """Return that page."""
        return self._page


def opened_for(page: str) -> Any:
    def change(app: Any) -> None:
        app.context.device = replace(app.context.device, system=Asked(page))

    return change


@pytest.mark.parametrize(
    ("page", "shown", "behind"),
    [("help", "help", "places"), ("places", "places", None), ("", "places", None)],
)
def test_it_opens_there(open_app: Opening, page: str, shown: str, behind: str | None) -> None:
    driver = open_app(before=opened_for(page))
    assert driver.app.root.current == shown
    if behind:
        driver.app.back()
        assert driver.app.root.current == behind


def test_on_the_first_day_help_comes_before_the_welcome(open_app: Opening) -> None:
    driver = open_app(is_new=False, before=opened_for("help"))
    assert driver.app.root.current == "help"
    driver.app.back()
    assert driver.app.root.current == "welcome"


def test_who_left_and_comes_back_is_not_asked_for_it_again(open_app: Opening) -> None:
    driver = open_app(before=opened_for("help"))
    driver.app.leave()
    driver.app.come_back()
    assert driver.app.root.current == "places"
