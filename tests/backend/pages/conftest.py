"""Fixtures of the pages' tests: a network with everybody in it, on a clock that can be moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House, a_house


@pytest.fixture
def house(migrated_file: Path, tmp_path: Path) -> Iterator[House]:
    """An application of this test alone, with nobody in it yet."""
    with a_house(migrated_file, tmp_path) as house:
        yield house
