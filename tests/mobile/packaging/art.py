"""Draws the app's pictures from their SVG sources: `python -m tests.mobile.packaging.art`.

Set-up brings Chromium for the tests only, so the pictures are committed beside their sources.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from demo.browser import browsing
from mobile.packaging import stage

FOLDER = stage.HERE / "art"


@dataclass(frozen=True)
class Picture:
    """One PNG: the source it is drawn from, its pixels, and whether one may see through it."""

    source: str
    width: int
    height: int
    is_clear: bool = False


# Google Play: icon 512 x 512, feature graphic 1024 x 500. App Store: icon 1024 x 1024 without
# transparency. Adaptive icons: 108 dp at the finest density; a launcher would scale a larger one up
# with the screen's density, and hold it in memory so.
PICTURES = {
    "icon.png": Picture("icon.svg", 512, 512),
    "icon-1024.png": Picture("icon.svg", 1024, 1024),
    "adaptive-foreground.png": Picture("adaptive-foreground.svg", 432, 432, is_clear=True),
    "adaptive-background.png": Picture("adaptive-background.svg", 432, 432),
    "splash.png": Picture("splash.svg", 1024, 1024),
    "feature.png": Picture("feature.svg", 1024, 500),
}


@contextmanager
def a_page() -> Iterator[Page]:
    """Open an empty page of Chromium."""
    with browsing() as browser:
        yield browser.new_page()


def draw(page: Page, picture: Picture) -> Image.Image:
    """Return a picture as its source says."""
    svg = (FOLDER / picture.source).read_text(encoding="utf-8")
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{svg}")
    drawn = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    return drawn.convert("RGBA" if picture.is_clear else "RGB")


def main(folder: Path = FOLDER) -> None:
    """Draw all pictures anew."""
    with a_page() as page:
        for name, picture in PICTURES.items():
            draw(page, picture).save(folder / name, optimize=True)


if __name__ == "__main__":
    main()
