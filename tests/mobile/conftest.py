"""Fixtures of the phone: a window nobody sees, a memory in a folder of its own, a fixed clock."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.driver import prepare_offscreen
from tests.support.phone_memory import memory

# Kivy takes what the machine has: with xclip installed and no display, copying waits for ever.
os.environ["KIVY_CLIPBOARD"] = "dummy"
prepare_offscreen(Path(tempfile.mkdtemp(prefix="umay-kivy-")), density=1)

__all__ = ("memory",)

# Only after the window was told that nobody sees it.
from mobile.ui import words  # noqa: E402
from mobile.ui.scale import size  # noqa: E402


@pytest.fixture(autouse=True)
def plain_english() -> Iterator[None]:
    """Let no test hear the language or see the text size that another one chose."""
    yield
    words.use("en")
    size.use(1.0)
