"""Fixtures of the journeys: Gunicorn on PostgreSQL with the example network, and a bad network."""

from collections.abc import Iterator
from time import monotonic

import pytest
from sqlalchemy import make_url

# The screens' environment must stand before Kivy is imported for the first time.
from tests.journeys.partnership import Ground, Partnership
from tests.mobile.conftest import memory  # noqa: F401
from tests.support.postgres import PostgresCluster
from tests.support.relay import Relay, relaying
from tests.support.serving import Server

OLD_S = 240
"""A server's bent clock goes on from NOW: an older one is started anew, or phones would find their
clocks wrong. No test fails by it, however slow the machine is."""


@pytest.fixture(scope="session")
def journeys_database(postgres: PostgresCluster, migrated_template: str) -> str:
    """The database of all journeys of this process."""
    return postgres.create_database("umay_journeys", make_url(migrated_template).database)


@pytest.fixture(scope="session")
def ground(journeys_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The example network, published once."""
    found = Ground(journeys_database, tmp_path_factory.mktemp("ground") / "server")
    yield found
    found.close()


@pytest.fixture
def partnership(ground: Ground) -> Partnership:
    """The example network, published at NOW."""
    return ground.prepare()


class Standing:
    """A server that many journeys of a module walk through."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._settings = settings
        self._server: Server | None = None
        self._since = 0.0

    def server(self) -> Server:
        """Return the server, started if it does not run or has run for long."""
        if self._server is None or monotonic() - self._since > OLD_S:
            self.stop()
            self._server = Server(self._settings, workers=2)
            self._server.start()
            self._since = monotonic()
        return self._server

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self._server is not None:
            self._server.kill()
        self._server = None


@pytest.fixture(scope="module")
def standing(ground: Ground) -> Iterator[Standing]:
    """The running service of a module."""
    found = Standing(ground.partnership.settings)
    yield found
    found.stop()


@pytest.fixture
def server(partnership: Partnership, standing: Standing) -> Server:
    """The running service with the example network."""
    return standing.server()


@pytest.fixture
def network(server: Server) -> Iterator[Relay]:
    """The running server behind a network that can fail."""
    with relaying(server.port) as relay:
        yield relay
