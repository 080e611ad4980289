"""The finder on a home screen: what its manifest says, and icons that are what it says."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageChops, ImageColor, ImageDraw

from shared.saying import LANGUAGES, saying
from tests.backend.finder.icons import FOLDER, GROUND, ICONS, a_page, draw
from tests.mobile.packaging.test_art import difference

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SAFE = 0.4
"""The radius of what a system may not cut off, as a part of the width (W3C, icon masks)."""


def told(client: FlaskClient, code: str = "en") -> dict[str, Any]:
    answer = client.get(f"/app.webmanifest?lang={code}")
    assert answer.mimetype == "application/manifest+json"
    return dict(answer.get_json(force=True))


def opened(name: str) -> Image.Image:
    with Image.open(FOLDER / name) as image:
        image.load()
        return image


def spills(icon: Image.Image) -> bool:
    """Say whether anything but the ground is drawn outside the circle that every system shows."""
    ground = Image.new("RGB", icon.size, ImageColor.getrgb(GROUND))
    drawn = ImageChops.difference(icon.convert("RGB"), ground).convert("L")
    circle = Image.new("L", icon.size)
    middle = icon.width / 2
    ImageDraw.Draw(circle).circle((middle, middle), icon.width * SAFE, fill=255)
    outside = ImageChops.multiply(drawn, ImageChops.invert(circle))
    return sum(outside.histogram()[17:]) > 0


@on_sqlite
@pytest.mark.parametrize("code", LANGUAGES)
def test_it_speaks_the_language_of_the_page_and_is_one_app_in_all(
    client: FlaskClient, code: str
) -> None:
    found, say = told(client, code), saying(code)
    asked = "" if code == "en" else f"?lang={code}"
    assert (found["id"], found["scope"], found["display"]) == ("/", "/", "standalone")
    assert (found["lang"], found["start_url"]) == (code, f"/{asked}")
    assert found["dir"] == ("rtl" if code in ("ar", "ur") else "ltr")
    assert [(each["name"], each["url"]) for each in found["shortcuts"]] == [
        (say("Nearest safe place"), f"/{asked}#near"),
        (say("Help now"), f"/help{asked}"),
    ]
    assert f'href="/app.webmanifest{asked}"' in client.get(f"/about{asked}").text


@on_sqlite
def test_each_icon_is_a_picture_of_the_size_that_is_said(client: FlaskClient) -> None:
    found = told(client)
    icons = found["icons"] + [each for cut in found["shortcuts"] for each in cut["icons"]]
    for icon in icons:
        with Image.open(io.BytesIO(client.get(icon["src"]).data)) as image:
            assert (f"{image.width}x{image.height}", image.format) == (icon["sizes"], "PNG")
    assert {(each["sizes"], each["purpose"]) for each in found["icons"]} == {
        (sizes, purpose) for sizes in ("192x192", "512x512") for purpose in ("any", "maskable")
    }


@on_sqlite
def test_iphones_find_an_icon_of_their_own_that_nothing_shines_through(client: FlaskClient) -> None:
    assert "icons/apple-180.png" in client.get("/").text.split('rel="apple-touch-icon"')[1][:80]
    icon = opened("apple-180.png")
    assert (icon.size, icon.mode) == ((180, 180), "RGB")


def test_what_a_system_may_cut_keeps_to_the_part_that_is_safe() -> None:
    assert not spills(opened("maskable-192.png"))
    assert not spills(opened("maskable-512.png"))
    larger = opened("any-512.png").crop((40, 40, 472, 472))
    assert spills(larger)


def test_the_icons_are_drawn_from_their_sources() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == set(ICONS)
    with a_page() as page:
        drawn = {name: draw(page, icon) for name, icon in ICONS.items()}
    assert {name for name in ICONS if difference(drawn[name], opened(name))} == set()
    assert difference(drawn["any-192.png"], drawn["maskable-192.png"])
