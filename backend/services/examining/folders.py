"""Deeds, looking: who may read and write the service's files, and how much room is left."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from backend.services.ceilings import free_share
from backend.services.examining.findings import OK, SOON, UNKNOWN, WRONG, Finding, SetUp

LITTLE, LEAST = 0.2, 0.1
"""Shares of a disk that are free: below the first somebody has to look, below the second now."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO
READ_BY_ALL = stat.S_IROTH | stat.S_IXOTH


def folders(set_up: SetUp) -> Iterator[Finding]:
    """Look at the data folder, the published folder, and the secrets of the containers."""
    yield _data(set_up.world.data_dir)
    yield from _published(set_up.world.published_dir)
    secrets = set_up.files / ".env"
    if secrets.is_file():
        yield _secrets(secrets)


def _data(folder: Path) -> Finding:
    if not folder.is_dir():
        return Finding(WRONG, f"{folder} is not there.", "Run `init`.")
    found = folder.stat()
    if found.st_uid != os.geteuid():
        owner = f"{folder} belongs to user {found.st_uid}, and this is user {os.geteuid()}."
        return Finding(WRONG, owner, "Run this as the user of the service, who owns the folder.")
    if found.st_mode & OTHERS:
        return Finding(WRONG, f"others may enter {folder}.", f"chmod 700 {folder}")
    return Finding(OK, f"{folder} is its owner's alone.")


def _published(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield Finding(WRONG, f"{folder} is not there.", "Run `publish`.")
        return
    mode = folder.stat().st_mode
    if mode & stat.S_IWOTH:
        what = f"anybody may write into {folder}, which residents read."
        yield Finding(WRONG, what, f"chmod o-w {folder}")
    elif mode & READ_BY_ALL != READ_BY_ALL:
        what = f"nginx cannot read {folder}."
        yield Finding(WRONG, what, f"chmod o+rx {folder}")
    else:
        yield Finding(OK, f"{folder} is open to read, and closed to write, for others.")
    if closed := [each for each in folder.parents if not each.stat().st_mode & stat.S_IXOTH]:
        # It may be mounted elsewhere, or nginx may pass it to the server: https looks at that.
        what = f"whether nginx comes there: not by {closed[0]}, which is closed to others."
        yield Finding(UNKNOWN, what)


def _secrets(file: Path) -> Finding:
    if file.stat().st_mode & OTHERS:
        return Finding(WRONG, f"others may read the secrets in {file}.", f"chmod 600 {file}")
    return Finding(OK, f"{file} is its owner's alone.")


def room(set_up: SetUp, little: float = LITTLE, least: float = LEAST) -> Iterator[Finding]:
    """Look at the disks of the data folder and of the published folder."""
    for folder in dict.fromkeys((set_up.world.data_dir, set_up.world.published_dir)):
        free = free_share(folder)
        what = f"{free:.0%} of the disk of {folder} are free."
        to_do = "Make room: a full disk refuses answers, suspensions and the list."
        if free < little:
            yield Finding(WRONG if free < least else SOON, what, to_do)
        else:
            yield Finding(OK, what)
