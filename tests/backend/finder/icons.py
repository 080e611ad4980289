"""Draws the icons for home screens from the app's own: `python -m tests.backend.finder.icons`.

Set-up brings Chromium for the tests only, so the pictures are committed.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from demo.browser import browsing
from mobile.packaging.stage import HERE
from tests.support.serving import ROOT

FOLDER = ROOT / "backend" / "web" / "static" / "icons"
GROUND = "#10161d"


@dataclass(frozen=True)
class Icon:
    """A square PNG: its source, the pixels of a side, and how much of it the source takes."""

    source: Path
    side: int
    share: float = 1


APP = HERE / "art" / "icon.svg"
# What a system cuts to its own shape keeps 0.8 of the width around the middle (W3C Manifest, icon
# masks); iPhones cut corners alone and ask for 180 pixels.
ICONS = {
    "any-192.png": Icon(APP, 192),
    "any-512.png": Icon(APP, 512),
    "maskable-192.png": Icon(APP, 192, 0.9),
    "maskable-512.png": Icon(APP, 512, 0.9),
    "apple-180.png": Icon(APP, 180),
    "near-96.png": Icon(FOLDER / "near.svg", 96),
    "help-96.png": Icon(FOLDER / "help.svg", 96),
}


@contextmanager
def a_page() -> Iterator[Page]:
    """Open an empty page of Chromium."""
    with browsing() as browser:
        yield browser.new_page()


def draw(page: Page, icon: Icon) -> Image.Image:
    """Return an icon as its source says."""
    page.set_viewport_size({"width": icon.side, "height": icon.side})
    edge = (1 - icon.share) / 2 * 100
    drawing = f"display:block;margin:{edge}vw;width:{icon.share * 100}vw"
    style = f"body{{margin:0;background:{GROUND}}}svg{{{drawing}}}"
    page.set_content(f"<style>{style}</style>{icon.source.read_text(encoding='utf-8')}")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def main(folder: Path = FOLDER) -> None:
    """Draw all icons anew."""
    with a_page() as page:
        for name, icon in ICONS.items():
            draw(page, icon).save(folder / name, optimize=True)


if __name__ == "__main__":
    main()
