"""Records: what must outlive a power cut before anyone relies on it."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Return once a file's content, or a folder's names, lie on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
