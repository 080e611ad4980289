"""The finder's scripts in a browser, once for each file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.finder_page import Finder, finder_served


@pytest.fixture(scope="module")
def finder(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    """The running service with the example network, and a browser at one of its pages."""
    with finder_served(migrated_file, tmp_path_factory.mktemp("finder")) as found:
        yield found
