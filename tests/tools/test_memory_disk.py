"""Temporary files of the tests lie in memory only where that is known to work."""

import sys
import tempfile
from pathlib import Path

import pytest

from tests.support.memory_disk import use_memory


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())


def test_where_there_is_room_they_go_there(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    use_memory(environment, tmp_path, least_free=1)
    assert environment == {"TMPDIR": str(tmp_path)}


def test_whoever_says_where_they_go_is_heard(tmp_path: Path) -> None:
    environment = {"TMPDIR": "/elsewhere"}
    use_memory(environment, tmp_path, least_free=1)
    assert environment == {"TMPDIR": "/elsewhere"}


@pytest.mark.parametrize(("folder", "least_free"), [(".", sys.maxsize), ("missing", 1)])
def test_where_there_is_no_room_or_no_folder_nothing_changes(
    tmp_path: Path, folder: str, least_free: int
) -> None:
    environment: dict[str, str] = {}
    use_memory(environment, tmp_path / folder, least_free)
    assert environment == {}
