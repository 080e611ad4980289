"""A server that is asked to end answers what it was asked, and ends by itself."""

from contextlib import closing

from backend.config import Config
from tests.support.serving import Server, ask


def test_a_server_that_is_asked_to_end_does_so_in_good_order(config: Config) -> None:
    settings = {
        "UMAY_DATABASE_URL": config.database_url,
        "UMAY_DATA_DIR": str(config.data_dir),
    }
    with Server(settings, workers=1) as server:
        with closing(server.connect()) as connection:
            assert ask(connection, "GET", "/healthz")[0] == 200
        assert server.stop() == 0
