"""Tools: notes that a step is done, so that the next run can skip it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Return one hash over the files' contents and the words; any change changes it."""
    digest = hashlib.sha256()
    for part in [path.read_bytes() for path in files] + [word.encode() for word in words]:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def is_fresh(stamp: Path, wanted: str, made: Iterable[Path] = ()) -> bool:
    """Say whether the step was finished for this very input and what it made still exists."""
    try:
        noted = stamp.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return noted == wanted and all(path.exists() for path in made)


def write(stamp: Path, wanted: str) -> None:
    """Note that the step is finished for this input."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted + "\n", encoding="utf-8")
