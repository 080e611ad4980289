# ruff: noqa: N999 - the name by which Gunicorn's settings are known
"""Gunicorn's settings: several processes, small requests, and nothing logged about residents.

Start it with `gunicorn -c backend/gunicorn.conf.py "backend.app:create_app()"`.
"""

import gc
import logging
import os
import sys
from email.utils import formatdate
from pathlib import Path
from typing import Any

# Found also where the project is not installed and the process starts in another folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gunicorn import glogging
from werkzeug.test import Client

from backend import logs
from backend.app import create_app
from backend.cli.deeds import in_words
from backend.config import read_config, worker_count
from backend.succession import Succession, hear
from shared.problems import Problem

try:
    _config = read_config(os.environ)
    workers = worker_count(os.environ, os.cpu_count() or 1)
except Problem as problem:
    sys.stderr.write(f"{in_words(problem)}\n")
    sys.exit(1)


class Logger(glogging.Logger):  # type: ignore[misc] - it has no types
    """Gunicorn's own words, by the same handler as everything else; read anew at each reload."""

    def setup(self, cfg: object) -> None:
        """Take away what Gunicorn set up for itself."""
        super().setup(cfg)
        logs.only_deaths()


# Before any process is forked: they share the memory of what was said.
logs.set_up(logs.WEB, is_production=_config.is_production)
logger_class = Logger
_succession = Succession(os.environ, workers)

bind = "127.0.0.1:8000"
worker_class = "gthread"
# More than all queues of dear work let in together (backend/web/queueing.py).
threads = 16
# Each worker loads the application itself: no connection is ever shared across a fork.
preload_app = False

# A resident's request must leave no trace. Gunicorn's warnings name the caller's address
# ("Invalid request from ip=..."), its errors the URL: of all it says only the few sentences about
# processes that ended come through (backend.logs). What the application itself logs
# (backend.web.problems) holds neither.
accesslog = None
# No socket that would let another process of this user steer the server.
control_socket_disable = True

errorlog = "-"
loglevel = "warning"

timeout = 30
graceful_timeout = 20
keepalive = 15
limit_request_line = 2048
limit_request_fields = 50
limit_request_field_size = 4096
# Replaced now and then, not all at once, so that a slow leak never matters.
max_requests = 100_000
max_requests_jitter = 20_000


def on_starting(_server: object) -> None:
    """Load the application once before any process is started: what is wrong shows at once.

    A worker's own failure would be logged in words that are kept silent here. The page that is
    asked for opens no connection to the database.
    """
    try:
        app = create_app(_config)
    except Problem as problem:
        sys.stderr.write(f"{in_words(problem)}\n")
        sys.exit(1)
    _ask_for_the_first_page(app)


def when_ready(server: object) -> None:
    """Tell the operator where the service answers, and be renewed by HUP from now on."""
    hear(server, _succession)
    addresses = ", ".join(str(listener) for listener in server.LISTENERS)  # type: ignore[attr-defined]
    log = logging.getLogger("backend")
    log.info("UMay answers at %s with %d processes.", addresses, workers)


def pre_fork(_server: object, _worker: object) -> None:
    """Begin with a worker when the one before can answer, where old ones are still at work."""
    _succession.wait_for_the_one_before()


def post_worker_init(worker: object) -> None:
    """Start a worker: its first page, its garbage, its clock where a demonstration bends that.

    What was loaded stays as long as the process: to go through it in search of garbage took 150 ms
    in the middle of some requests. Phones go by the Date header, so that it follows the clock.
    """
    if _succession.is_renewal:
        _ask_for_the_first_page(worker.wsgi)  # type: ignore[attr-defined]
    gc.collect()
    gc.freeze()
    if _config.starts_at is not None:
        from gunicorn import util

        now = worker.wsgi.extensions["umay"].now  # type: ignore[attr-defined]
        util.http_date = lambda timestamp=None: formatdate(
            timestamp or now().timestamp(), usegmt=True
        )
    _succession.one_more()


def _ask_for_the_first_page(application: Any) -> None:  # noqa: ANN401 - any of WSGI
    """Load, compile and read what most people need first, so that nobody waits for it."""
    Client(application).get("/")
