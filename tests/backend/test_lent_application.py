"""The application that is lent to one test after another is, for each, as it was made."""

import pytest

from backend.config import Config
from tests.conftest import NOW, _close
from tests.support.applications import kept, lend


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_a_test_changed_is_put_back(config: Config) -> None:
    held = kept(config, lambda: NOW)
    before = held.app.static_folder, held.app.config["SECRET_KEY"]
    held.app.static_folder = "/elsewhere"
    held.app.config["SECRET_KEY"] = "changed"
    held.app.extensions["something"] = True
    lent = lend(held)
    assert (lent.static_folder, lent.config["SECRET_KEY"]) == before
    assert "something" not in lent.extensions
    _close(lent)
