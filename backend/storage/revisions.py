"""Records: which form the tables have, and whether this process's code can work with it."""

from enum import Enum
from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.storage.settings import setting

VERSIONS = Path(__file__).parent / "migrations" / "versions"

SERVES_FROM = "serves_from"
"""The setting in which newer migrations name the oldest code that their tables serve."""


class Standing(Enum):
    """How the tables stand to this code."""

    SERVES = "serves"
    OLDER = "older"
    TOO_NEW = "too new"


@cache
def newest() -> str:
    """Return the newest migration that this code has: its file's number, read once."""
    return max(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))


def standing(session: Session) -> Standing:
    """Return whether the tables serve this code; raises where there are none.

    Newer ones do where their newest migration says so (decision 43): old and new processes stand
    side by side while a service is upgraded.
    """
    found: str = session.scalar(text("SELECT version_num FROM alembic_version")) or ""
    if found == newest():
        return Standing.SERVES
    if found < newest():
        return Standing.OLDER
    serves_from = setting(session, SERVES_FROM)
    is_served = isinstance(serves_from, str) and serves_from <= newest()
    return Standing.SERVES if is_served else Standing.TOO_NEW
