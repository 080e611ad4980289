"""A whole set-up in production as the documentation has it: every part real, on this machine."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import psycopg
from flask import Flask

from backend.app import create_app
from backend.cli.examining import SET_UP
from backend.config import read_config
from backend.gateways.front import Front
from backend.jobs.pulse import Pulse
from backend.services.examining.findings import SetUp
from backend.services.examining.jobs import AT_MOST
from backend.services.prepare import prepare
from backend.services.transaction import write
from backend.storage.settings import BACKED_UP, set_setting
from backend.web.world import world
from shared.clock import format_moment
from tests.conftest import _close
from tests.support.mail import SmtpServer
from tests.support.nginx import NAME, SITE, Nginx
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer
from tests.support.serving import Server

REDIS = (
    *("--requirepass", "secret-of-redis", "--maxmemory", "192mb"),
    *("--maxmemory-policy", "noeviction"),
)
DATABASE = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "synchronous_commit": "on",
    "archive_mode": "on",
}
ROOM_FOR_THE_LOG = "ALTER SYSTEM SET max_wal_size = '4GB'"
HANDS_OVER = "ALTER SYSTEM SET archive_command = 'true'"
SECRET_KEY = "a-secret-key-of-this-test-with-many-characters"


@dataclass(frozen=True)
class Whole:
    """A set-up, and the parts of it that tests ask or take away."""

    app: Flask
    set_up: SetUp
    cluster: PostgresCluster
    server: Server
    published: Path
    smtp: SmtpServer

    @property
    def owner(self) -> str:
        """The address of the database for psycopg."""
        return owner_of(self.cluster)


def owner_of(cluster: PostgresCluster) -> str:
    """Return the address of a cluster's database for psycopg."""
    return cluster.url("umay").replace("+psycopg", "")


def behind(set_up: SetUp, nginx: Nginx) -> SetUp:
    """Return a set-up as it is reached by an nginx, whose certificate is trusted."""

    def connect(_host: str, port: int, within_s: float) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(within_s)
        connection.connect(str(nginx.folder / str(port)))
        return connection

    trusted = ssl.create_default_context(cafile=str(nginx.certificate))
    front = Front(f"https://{NAME}", trusted, connect)
    told = nginx.folder / "nginx.conf"
    return replace(set_up, front=front, nginx=told, nginx_logs=nginx.folder)


@contextmanager
def whole(folder: Path) -> Iterator[Whole]:
    """Set everything up, and take it down again."""
    with ExitStack() as stack:
        words = " ".join(f"-c {name}={value}" for name, value in DATABASE.items())
        cluster = stack.enter_context(PostgresCluster(options=words))
        redis = stack.enter_context(RedisServer(REDIS))
        smtp = stack.enter_context(SmtpServer())
        published = folder / "published"
        settings = {
            "UMAY_ENV": "production",
            "UMAY_DATA_DIR": str(folder / "data"),
            "UMAY_PUBLISHED_DIR": str(published),
            "UMAY_DATABASE_URL": cluster.create_database("umay"),
            "UMAY_REDIS_URL": redis.url,
            "UMAY_SECRET_KEY": SECRET_KEY,
            "UMAY_BASE_URL": f"https://{NAME}",
            "UMAY_PROXIES": "1",
            "UMAY_MAIL": "smtp",
            "UMAY_MAIL_FROM": f"umay@{NAME}",
            "UMAY_SMTP_URL": f"smtp://127.0.0.1:{smtp.port}",
        }
        app = create_app(read_config(settings))
        stack.callback(_close, app)
        _begin(app, cluster, folder)
        server = stack.enter_context(Server(settings, workers=1))
        nginx = stack.enter_context(Nginx(SITE, server.port, published))
        set_up = behind(replace(app.extensions[SET_UP](), files=folder / "program"), nginx)
        app.extensions[SET_UP] = lambda: set_up
        yield Whole(app, set_up, cluster, server, published, smtp)


def _begin(app: Flask, cluster: PostgresCluster, folder: Path) -> None:
    """Do what happens in the first day: tables, a list, a turn of the jobs, a backup."""
    with app.app_context():
        prepare(world())
        for name in AT_MOST:
            Pulse(folder / "data").beat(name)
        with write() as session:
            now = format_moment(datetime.now(UTC))
            set_setting(session, BACKED_UP, {"at": now, "kind": "full"})
    (folder / "program").mkdir()
    (folder / "program" / ".env").touch(mode=0o600)
    _hand_over(cluster)


def _hand_over(cluster: PostgresCluster) -> None:
    """Let the database's log be handed over once."""
    with psycopg.connect(owner_of(cluster), autocommit=True) as asked:
        for statement in (ROOM_FOR_THE_LOG, HANDS_OVER, "SELECT pg_reload_conf()"):
            asked.execute(statement)
    write_log(cluster, "archived_count > 0")


def write_log(cluster: PostgresCluster, until: str) -> None:
    """Let a piece of the database's log be full, and wait until this is so of its archiver."""
    pause = Event()
    with psycopg.connect(owner_of(cluster), autocommit=True) as asked:
        asked.execute("SELECT pg_logical_emit_message(false, 'umay', 'test')")
        asked.execute("SELECT pg_switch_wal()")
        for _ in range(500):
            if asked.execute(f"SELECT {until} FROM pg_stat_archiver").fetchone() == (True,):
                return
            pause.wait(0.02)
    raise RuntimeError(f"not so within ten seconds: {until}")
