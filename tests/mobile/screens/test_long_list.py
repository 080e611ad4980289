"""A list of a thousand: few rows are made, each shows the right item, and nothing is left out."""

from dataclasses import dataclass
from typing import Any

import pytest
from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView

from mobile.ui import kit
from mobile.ui.long_list import LongList

COUNT, MOST_ROWS = 1_000, 40


class Line(Label):
    """A row as high as its number says."""

    index = 0
    shown = -1


class ForgetfulList(LongList):
    """The control: a row that is used again keeps what it showed."""

    def _put(self, index: int) -> None:
        was_spare = bool(self._spare)
        show, self._show = self._show, (lambda *_: None) if was_spare else self._show
        super()._put(index)
        self._show = show


@dataclass
class Scrolled:
    """A page with a long list in it."""

    body: ScrollView
    rows: LongList

    def seen(self) -> list[tuple[int, int]]:
        """Return index and item of each row in sight, from top to bottom."""
        rows = sorted(self.rows.children, key=lambda row: -row.y)
        bottom, top = (self.body.to_local(0, y)[1] for y in (self.body.y, self.body.top))
        return [(row.index, row.shown) for row in rows if row.top > bottom and row.y < top]

    def scroll(self, share: float) -> None:
        """Scroll to a share of the way, and let rows be made."""
        self.body.scroll_y = 1 - share
        for _ in range(20):
            Clock.tick()


def show(row: Line, item: int) -> None:
    row.shown, row.text = item, str(item)
    row.height = 60 + item % 3 * 20


def a_page(list_class: type[LongList]) -> Scrolled:
    kit.load()
    body, inner = ScrollView(size=(360, 640)), BoxLayout(orientation="vertical", size_hint_y=None)
    inner.bind(minimum_height=inner.setter("height"))
    made = list_class(Line, show)
    inner.add_widget(made)
    body.add_widget(inner)
    made.attach(body)
    made.items = tuple(range(COUNT))
    page = Scrolled(body, made)
    page.scroll(0)
    return page


@pytest.fixture
def page() -> Scrolled:
    return a_page(LongList)


def wrong(page: Scrolled) -> list[Any]:
    """Scroll through all of it and return every row in sight that shows another item."""
    found: list[Any] = []
    for step in range(101):
        page.scroll(step / 100)
        rows = page.seen()
        assert rows
        found += [row for row in rows if row[0] != row[1]]
        indexes = [index for index, _ in rows]
        if indexes != list(range(indexes[0], indexes[0] + len(indexes))):
            found.append(indexes)
    return found


def test_each_row_in_sight_shows_its_own_item_without_a_gap(page: Scrolled) -> None:
    assert wrong(page) == []
    assert page.seen()[-1][0] == COUNT - 1


def test_few_rows_are_made_for_a_thousand(page: Scrolled) -> None:
    wrong(page)
    assert page.rows.rows_made <= MOST_ROWS


def test_a_list_that_grows_shorter_shows_no_row_of_before(page: Scrolled) -> None:
    page.scroll(1)
    page.rows.items = (7, 8, 9)
    page.scroll(0)
    assert [shown for _, shown in page.seen()] == [7, 8, 9]
    page.rows.items = ()
    page.scroll(0)
    assert page.seen() == []


def test_a_list_that_forgets_to_fill_a_row_again_is_caught() -> None:
    assert wrong(a_page(ForgetfulList)) != []
