"""Temporary files of the tests lie in memory where the machine has room: no test asks the disk.

A database that is copied a thousand times, and files that wait for the disk at each commit, cost
half of their time there. TMPDIR says otherwise, and so does a machine with little memory.
"""

import os
import shutil
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - the one name Linux gives it
LEAST_FREE = 4 * 2**30
"""Bytes: a run takes up to a gigabyte."""


def use_memory(
    environment: MutableMapping[str, str], folder: Path = MEMORY, least_free: int = LEAST_FREE
) -> None:
    """Let this process and those it starts put temporary files into memory, if there is room."""
    if "TMPDIR" in environment or not folder.is_dir() or not os.access(folder, os.W_OK):
        return
    runs_programs = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    if runs_programs and shutil.disk_usage(folder).free >= least_free:
        environment["TMPDIR"] = str(folder)
        tempfile.tempdir = None
