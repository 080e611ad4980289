"""What the tests of the tools share."""

from pathlib import Path

import pytest

from tools.layout import Layout


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An empty work tree with a lock file."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.lock").write_text("flask==3.1.3\n")
    return Layout(tmp_path)
