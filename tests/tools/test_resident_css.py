"""Residents' style sheet: what it leaves out, and that their pages find all they use in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import assets
from tools.layout import this_layout
from tools.resident_css import for_residents

ROOT = this_layout().root
SCRIPTS = ROOT / "backend" / "web" / "static"
_CLASS = re.compile(r"(?<![\w-])govuk-[\w-]+")


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".govuk-tabs{a:b}", ""),
        (".govuk-button{a:b}.govuk-tabs__title{a:b}", ".govuk-button{a:b}"),
        (".govuk-link,.govuk-tabs a{a:b}", ".govuk-link{a:b}"),
        (".govuk-button--start .govuk-tabs{a:b}", ""),
        (
            ".govuk-footer__link:not(:link,:hover){a:b}",
            ".govuk-footer__link:not(:link,:hover){a:b}",
        ),
        (".govuk-footer__meta{a:b}.govuk-linkage{a:b}", ""),
        (r".govuk-\!-margin-top-1{a:b}", ""),
        ("@media print{.govuk-tabs{a:b}}", ""),
        ("@media print{.govuk-tabs{a:b}.govuk-body{a:b}}", "@media print{.govuk-body{a:b}}"),
        ('@charset "UTF-8";/* { */:root{--a:b}', ":root{--a:b}"),
        ("@page{size:a}", "@page{size:a}"),
    ],
)
def test_only_what_residents_see_is_left(css: str, left: str) -> None:
    assert for_residents(css) == left


def test_residents_pages_find_every_style_that_they_use() -> None:
    whole, part = (
        _styled((ROOT / name).read_text(encoding="utf-8"))
        for name in (assets.PAGES_CSS, assets.RESIDENTS_CSS)
    )
    used = {name for path in _sources() for name in _CLASS.findall(path.read_text("utf-8"))}
    assert {"govuk-button", "govuk-checkboxes__input"} <= used
    assert (used & whole) - part == set(), "name them in tools/resident_css.py"


def test_less_than_half_is_left() -> None:
    whole, part = ((ROOT / name).stat() for name in (assets.PAGES_CSS, assets.RESIDENTS_CSS))
    assert part.st_size < whole.st_size / 2


def _styled(css: str) -> set[str]:
    return {name[1:] for name in re.findall(r"\.govuk-[\w-]+", css)}


def _sources() -> Iterator[Path]:
    """Yield what residents' pages are made of: every template beside one of theirs, and scripts."""
    yield from (ROOT / "backend" / "web" / "templates").glob("resident*.html")
    for folder in sorted((ROOT / "backend").glob("*/templates/*")):
        pages = list(folder.glob("*.html")) if folder.is_dir() else []
        if any('extends "resident' in page.read_text("utf-8") for page in pages):
            yield from pages
    yield from SCRIPTS.glob("resident*.*")
    yield from (SCRIPTS / "resident").glob("*.js")
