"""What a person remembers of a phone that may be killed: which answers it said were saved."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "diary"
BEGUN, SAID = "begun", "said"


class Diary:
    """A file that is only ever appended to, each line on the disk before anything else happens."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._file = os.open(self._path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def begin(self, number: int) -> None:
        """Note that the person pressed save."""
        self._write(f"{BEGUN} {number}\n")

    def said(self, number: int, item_id: str) -> None:
        """Note that the screen said saved."""
        self._write(f"{SAID} {number} {item_id}\n")

    def _write(self, line: str) -> None:
        os.write(self._file, line.encode())
        os.fsync(self._file)


@dataclass(frozen=True)
class Remembered:
    """What a diary says: the id of each number said to be saved, and how often save was pressed."""

    said: dict[int, str]
    presses: Counter[int]


def read_diary(folder: Path) -> Remembered:
    """Return what the person of a phone remembers."""
    path = folder / FILE_NAME
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = [line.split() for line in text.splitlines()]
    said = {int(line[1]): line[2] for line in lines if line[0] == SAID}
    return Remembered(said, Counter(int(line[1]) for line in lines if line[0] == BEGUN))
