"""Fixtures of the tests of lists that come in and go out."""

from pathlib import Path

import pytest

from backend.services.world import World
from tests.backend.services.importing.cast import settle


@pytest.fixture
def settled(world: World, tmp_path: Path) -> Path:
    """A folder for files, in a world that knows the small square borough."""
    settle(tmp_path)
    return tmp_path
