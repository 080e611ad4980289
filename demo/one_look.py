"""The demonstration's gallery in one look, in a process of its own.

`python -m demo.one_look LOOK FOLDER PACK MOMENT PICTURES`, where LOOK is a look's name.
"""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from demo.driver import Driver, prepare_offscreen
from demo.eye import WrongPicture
from demo.gallery import RESIZED, Gallery, look_named

NO_SERVER = "http://localhost:9"
"""The discard port: the gallery's phone has no connection."""


def main(words: Sequence[str]) -> int:
    """Take the pictures of one look; name each that is wrong, and return 1 if any is."""
    name, folder, pack, moment, pictures = words
    look, now = look_named(name), datetime.fromisoformat(moment)
    shapes = (look.shape, *(shape for _state, shape in RESIZED.values()))
    wide, high = (max(side) for side in zip(*shapes, strict=True))
    prepare_offscreen(Path(folder, "kivy", name), widest=(wide, high))
    gallery = Gallery(Path(folder), Path(pack), lambda: now, NO_SERVER)
    wrong: list[str] = []
    seen: list[str] = []

    def shown(state: str, driver: Driver) -> None:
        seen.append(state)
        try:
            driver.picture(Path(pictures, name, f"{state}.png"))
        except WrongPicture as error:
            wrong.append(str(error))
        driver.forget()

    gallery.walk(look, shown)
    print(f"  {name}: {len(seen) - len(wrong)} pictures", flush=True)
    for words_of_it in wrong:
        print(f"    WRONG {words_of_it}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
