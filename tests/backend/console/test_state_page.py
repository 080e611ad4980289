"""The state of the service names the program's version."""

from shared.version import VERSION
from tests.backend.console.conftest import Site


def test_the_state_of_the_service_names_the_programs_version(site: Site) -> None:
    for browser in (site.officer, site.administrator):
        assert f"UMay {VERSION}" in browser.see("/console/state")
