"""The demonstration's hand for the documents' pictures of the phone, in a process of its own.

`python -m demo.draw_phone FOLDER PACK NIGHT PICTURES`
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from demo.document_pictures import GAP, SHEETS, SHOTS, Sheet, Shot
from demo.driver import SIZE_DP, prepare_offscreen
from demo.eye import WrongPicture
from demo.faults import CHUNK, Box, Told, faults_of, told_by
from demo.gallery import Gallery
from demo.moments import noon_after
from demo.one_look import NO_SERVER

PAPER = (217, 221, 227)
"""What a sheet is made of: neither a light nor a dark ground."""


@dataclass(frozen=True)
class Hand:
    """Where the phones' memories are, what they know at first, and which night it is."""

    folder: Path
    pack: Path
    night: datetime

    def shoot(self, name: str, shot: Shot, path: Path) -> Path:
        """Write a picture of one screen; raises WrongPicture if it is not whole.

        What is done for a picture is remembered, and shows in the next one of the same name only.
        """
        now = noon_after(self.night) if shot.is_noon else self.night
        gallery = Gallery(self.folder / name, self.pack, lambda: now, NO_SERVER)
        driver = gallery.come_to(shot.state, shot.look)
        try:
            return driver.picture(path)
        finally:
            driver.close()

    def lay_out(self, name: str, sheet: Sheet, path: Path) -> None:
        """Write several screens on one sheet; raises WrongPicture if one is not whole."""
        paper, told = Image.new("RGB", sheet.size, PAPER), Told(PAPER, (), ())
        for number, state in enumerate(sheet.states):
            shot = self.folder / f"{name}-{state}.png"
            with Image.open(self.shoot(name, Shot(state, sheet.look), shot)) as screen:
                at = place_of(number, sheet)
                paper.paste(screen.convert("RGB").reduce(2), at)
                told = beside(told, told_by(screen), (*at, *sheet.tile))
        notes = PngInfo()
        notes.add_text(CHUNK, told.as_text())
        # Few colours, and each of them nearly the one that was drawn.
        few = paper.quantize(256, dither=Image.Dither.NONE)
        few.save(path, "PNG", optimize=True, pnginfo=notes)
        if found := faults_of(path, sheet.size, has_widgets=True):
            raise WrongPicture(f"{path.name}: {'; '.join(found)}")


def place_of(number: int, sheet: Sheet) -> tuple[int, int]:
    """Return the upper left corner of a screen on its sheet."""
    row, column = divmod(number, sheet.columns)
    wide, high = sheet.tile
    return GAP + column * (wide + GAP), GAP + row * (high + GAP)


def beside(sheet: Told, screen: Told | None, tile: Box) -> Told:
    """Return what a sheet tells with one more screen on it, drawn half as large.

    `tile` is the screen's left, top, width and height on the sheet.
    """
    assert screen is not None, "Every picture of the phone says what its widgets draw."
    left, top, wide, high = tile

    def half(box: Box) -> Box:
        return box[0] // 2 + left, box[1] // 2 + top, -(-box[2] // 2) + left, -(-box[3] // 2) + top

    return Told(
        sheet.ground,
        (*sheet.boxes, *map(half, screen.boxes)),
        (*sheet.words, *map(half, screen.words)),
        (*sheet.areas, ((left, top, left + wide, top + high), screen.ground)),
    )


def main(words: Sequence[str]) -> int:
    """Draw all of them; a picture that is not whole ends it."""
    folder, pack, night, pictures = words
    hand = Hand(Path(folder), Path(pack), datetime.fromisoformat(night))
    prepare_offscreen(hand.folder / "kivy", widest=SIZE_DP)
    try:
        for name, shot in SHOTS.items():
            hand.shoot(name, shot, Path(pictures, f"{name}.png"))
        for name, sheet in SHEETS.items():
            hand.lay_out(name, sheet, Path(pictures, f"{name}.png"))
    except WrongPicture as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
