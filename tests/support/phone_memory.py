"""A memory of the phone for a test, with no window beside it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.store.database import open_store


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A fresh memory of the phone."""
    connection = open_store(tmp_path / "phone").connection
    yield connection
    connection.close()
