"""The demonstration's hand for the stores' pictures of one device, in a process of its own.

`python -m demo.store_shots DEVICE FOLDER PACK NIGHT PICTURES`
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image

from demo.driver import prepare_offscreen
from demo.eye import WrongPicture
from demo.faults import Size
from demo.gallery import Gallery, Look
from demo.one_look import NO_SERVER


@dataclass(frozen=True)
class Device:
    """A device as Google Play groups them: its screen in dp, and pixels a dp."""

    shape: Size
    density: int

    @property
    def size(self) -> Size:
        """Width and height of its pictures in pixels."""
        wide, high = self.shape
        return wide * self.density, high * self.density


# Google Play shows apps in its larger places from 1080 pixels on, and takes sides of 320 to 3,840,
# none more than twice the other; it asks for two to eight pictures of each device.
DEVICES = {
    "phone": Device((360, 640), 3),
    "tablet-7": Device((600, 960), 2),
    "tablet-10": Device((800, 1280), 2),
}
SHOTS = {
    "1-places": ("places", "dark"),
    "2-place": ("place", "dark"),
    "3-none-open": ("places-none-open", "dark"),
    "4-help": ("help", "dark"),
    "5-how-safe": ("level", "light"),
    "6-settings": ("settings", "light"),
}
"""What is shown, in the order of the store's page: a state of the gallery, and its theme."""


def main(words: Sequence[str]) -> int:
    """Draw the pictures of one device; one that is not whole ends it."""
    name, folder, pack, night, pictures = words
    device, now = DEVICES[name], datetime.fromisoformat(night)
    prepare_offscreen(Path(folder, f"kivy-{name}"), device.density, device.shape)
    for shot, (state, theme) in SHOTS.items():
        gallery = Gallery(Path(folder, f"{name}-{shot}"), Path(pack), lambda: now, NO_SERVER)
        driver = gallery.come_to(state, Look(theme, "en", device.shape, 1.0))
        path = Path(pictures, f"{name}-{shot}.png")
        try:
            driver.picture(path)
        except WrongPicture as error:
            sys.stderr.write(f"{error}\n")
            return 1
        finally:
            driver.close()
        with Image.open(path) as drawn:
            drawn.convert("RGB").save(path, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
