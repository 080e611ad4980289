"""Fixtures of the phone: a window nobody sees, a memory in a folder of its own, a fixed clock."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.driver import prepare_offscreen
from mobile.store.database import open_store

# Kivy takes what the machine has: with xclip installed and no display, copying waits for ever.
os.environ["KIVY_CLIPBOARD"] = "dummy"
prepare_offscreen(Path(tempfile.mkdtemp(prefix="umay-kivy-")), density=1)

# Only after the window was told that nobody sees it.
from mobile.ui import words  # noqa: E402
from mobile.ui.scale import size  # noqa: E402


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A fresh memory of the phone."""
    connection = open_store(tmp_path / "phone").connection
    yield connection
    connection.close()


@pytest.fixture(autouse=True)
def plain_english() -> Iterator[None]:
    """Let no test hear the language or see the text size that another one chose."""
    yield
    words.use("en")
    size.use(1.0)
