"""The app's pictures: as large as the stores ask, light, and what their sources say."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.mobile.packaging.art import FOLDER, PICTURES, Picture, a_page, draw

MOST_BYTES = 60_000
GROUND, MARK = (0x10, 0x16, 0x1D), (0x5F, 0xD6, 0xA2)


def opened(path: Path) -> Image.Image:
    """Read a picture whole, so that no file stays open."""
    with Image.open(path) as image:
        image.load()
        return image


def faults(path: Path, picture: Picture) -> list[str]:
    """Return what a store would refuse."""
    image = opened(path)
    found = []
    if image.size != (picture.width, picture.height):
        found.append("size")
    if (image.mode == "RGBA") != picture.is_clear:
        found.append("transparency")
    if path.stat().st_size > MOST_BYTES:
        found.append("weight")
    return found


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_stores_ask_for(name: str) -> None:
    assert faults(FOLDER / name, PICTURES[name]) == []


def test_a_picture_of_another_size_or_kind_would_be_seen(tmp_path: Path) -> None:
    Image.new("RGBA", (64, 64)).save(tmp_path / "icon.png")
    assert faults(tmp_path / "icon.png", PICTURES["icon.png"]) == ["size", "transparency"]


def test_every_picture_has_its_line_and_the_other_way_round() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == set(PICTURES)
    assert {path.name for path in FOLDER.glob("*.svg")} == {one.source for one in PICTURES.values()}


def test_no_picture_has_words() -> None:
    assert [path for path in FOLDER.glob("*.svg") if "<text" in path.read_text()] == []


@pytest.mark.parametrize("name", ["icon.png", "splash.png"])
def test_the_colours_are_the_apps_own(name: str) -> None:
    counted = opened(FOLDER / name).convert("RGB").getcolors(maxcolors=2**16) or []
    most = sorted(counted, reverse=True)[:2]
    assert [colour for _, colour in most] == [GROUND, MARK]


def spills(foreground: Image.Image) -> bool:
    """Say whether anything is drawn outside the middle 66 of 108 units, a circle."""
    radius = foreground.width * 66 / 108 / 2
    middle = foreground.width / 2
    circle = Image.new("L", foreground.size)
    ImageDraw.Draw(circle).circle((middle, middle), radius, fill=255)
    outside = ImageChops.multiply(foreground.getchannel("A"), ImageChops.invert(circle))
    return outside.getbbox() is not None


def test_the_adaptive_icon_keeps_to_the_part_that_every_launcher_shows() -> None:
    foreground = opened(FOLDER / "adaptive-foreground.png")
    assert not spills(foreground)
    whole_icon = opened(FOLDER / "icon-1024.png").convert("RGBA")
    assert spills(whole_icon)


def test_the_pictures_are_drawn_from_their_sources() -> None:
    with a_page() as page:
        drawn = {name: draw(page, picture) for name, picture in PICTURES.items()}
    committed = {name: opened(FOLDER / name) for name in PICTURES}
    assert {name for name in PICTURES if difference(drawn[name], committed[name])} == set()
    assert difference(drawn["icon-1024.png"], committed["splash.png"])


def difference(one: Image.Image, other: Image.Image) -> bool:
    """Say whether pictures differ by more than another release of the browser smoothes edges."""
    changed = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    return sum(changed.histogram()[64:]) > one.width * one.height // 1000
