"""The state of the service names the program's version, and how old the last backup is."""

from datetime import datetime, timedelta

import pytest

from backend.services.transaction import write
from backend.storage.settings import BACKED_UP, set_setting
from shared.clock import format_moment
from shared.version import VERSION
from tests.backend.console.conftest import Site
from tests.conftest import NOW

NEEDED = "Something needs whoever runs the service."


def state_of(site: Site, backed_up: datetime | None) -> str:
    """Return the page where the last backup was made then."""
    noted = None if backed_up is None else {"at": format_moment(backed_up), "kind": "full"}
    with site.inside(), write() as session:
        set_setting(session, BACKED_UP, noted)
    return site.officer.see("/console/state")


def test_the_state_of_the_service_names_the_programs_version(site: Site) -> None:
    for browser in (site.officer, site.administrator):
        assert f"UMay {VERSION}" in browser.see("/console/state")


@pytest.mark.parametrize(
    ("hours", "said", "is_late"),
    [
        (2, "The last whole one is 2 hours old.", False),
        (27, "The last whole one is 27 hours old.", True),
        (None, "None was ever made.", True),
    ],
)
def test_it_says_how_old_the_last_backup_is(
    site: Site, hours: int | None, said: str, is_late: bool
) -> None:
    shown = state_of(site, None if hours is None else NOW - timedelta(hours=hours))
    assert said in shown
    assert ("One is due each day." in shown) == is_late
    assert NEEDED in shown or not is_late
