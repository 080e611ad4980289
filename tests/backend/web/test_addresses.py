"""Where a request comes from: what our proxies say counts, what the sender writes does not."""

import pytest
from flask import Flask

from backend.web.addresses import PROXIES, sender

REAL, FORGED = "198.51.100.7", "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, FORGED, "192.0.2.1"),
        (1, REAL, REAL),
        (1, f"{FORGED}, {REAL}", REAL),
        (2, f"{FORGED}, {REAL}, 10.0.0.1", REAL),
        (2, REAL, "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_what_our_own_proxies_say_counts(proxies: int, header: str, found: str) -> None:
    app = Flask("x")
    app.config[PROXIES] = proxies
    headers = {"X-Forwarded-For": header} if header else {}
    environ = {"REMOTE_ADDR": "192.0.2.1"}
    with app.test_request_context(headers=headers, environ_base=environ):
        assert sender() == found
