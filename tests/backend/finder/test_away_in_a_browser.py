"""The pages for when the server is away as people meet them: contrast, names, width, on paper."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from backend.finder.away import STAFF, pages_of, pages_without_list
from shared.nations import ENGLAND
from tests.backend.finder.test_away import many
from tests.conftest import NOW
from tests.support.accessibility import too_wide, violations


@pytest.fixture
def pages(app: Flask) -> dict[str, bytes]:
    with app.app_context():
        return {**pages_of(many(3), NOW), STAFF: pages_without_list(ENGLAND)[STAFF]}


@pytest.mark.parametrize(("name", "scheme"), [("en", "light"), ("ar", "dark"), (STAFF, "light")])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    browser: Browser, pages: dict[str, bytes], tmp_path: Path, name: str, scheme: str
) -> None:
    file = tmp_path / "away.html"
    file.write_bytes(pages[name])
    # axe itself is a script of ours; the page's own policy allows none.
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(file.as_uri())
        assert violations(page) + too_wide(page) == []
        page.emulate_media(media="print")
        assert page.locator("header").is_visible() is False
        assert page.locator("h1").is_visible() is True


def test_a_pale_word_would_be_found(
    browser: Browser, pages: dict[str, bytes], tmp_path: Path
) -> None:
    file = tmp_path / "away.html"
    file.write_bytes(pages["en"].replace(b"--quiet:#52606d", b"--quiet:#c0c6cc"))
    with browser.new_context(color_scheme="light") as context:
        page = context.new_page()
        page.goto(file.as_uri())
        assert any("color-contrast" in fault for fault in violations(page))
