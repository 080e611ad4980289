"""Deeds, looking: whether the jobs have their turns."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from backend.services.examining.findings import OK, UNKNOWN, WRONG, Finding, SetUp

ALIVE = "alive"
"""The folder in the data folder in which each piece of work touches its file after a turn."""

AT_MOST: Mapping[str, timedelta] = {
    "publishing": timedelta(minutes=5),
    "mail": timedelta(minutes=5),
    "minutes": timedelta(minutes=90),
}
"""How old a sign of life may be; a release of figures may keep the minutes for that long."""


def jobs(set_up: SetUp) -> Iterator[Finding]:
    """Look when each piece of work had its last turn."""
    folder = set_up.world.data_dir / ALIVE
    if not folder.is_dir():
        what = f"no sign of life in {folder}: they were never started, or run on another machine."
        yield Finding(UNKNOWN, what, "Start `flask --app backend jobs`, or look there.")
        return
    for name, at_most in AT_MOST.items():
        file = folder / name
        if not file.exists():
            yield Finding(WRONG, f"{name} never had a turn.", "Start the jobs again.")
            continue
        age = set_up.machine_now() - datetime.fromtimestamp(file.stat().st_mtime, UTC)
        what = f"{name} had its last turn {age.total_seconds() / 60:.0f} minutes ago."
        is_late = age > at_most
        to_do = "Start the jobs again; their log says what they did last." if is_late else ""
        yield Finding(WRONG if is_late else OK, what, to_do)
