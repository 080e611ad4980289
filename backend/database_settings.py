"""The server's settings of its database: where it is, and what stands between."""

from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from shared.problems import Problem

POSTGRESQL = ("postgresql://", "postgresql+psycopg://")
DRIVER = "postgresql+psycopg://"
USUAL_PORT = 5432

POOLERS = ("session", "transaction")
"""The modes of PgBouncer that backend/storage/engines.py knows."""


def postgresql_address(setting: str, url: str) -> str:
    """Return SQLAlchemy's form of libpq's address, which may name several hosts.

    `postgresql://u:p@h1:5432,h2:5432/umay?target_session_attrs=read-write` tries one after the
    other. Source: chapter 34.1.1.2 of PostgreSQL's manual. Raises Problem setting-invalid.
    """
    told = url.split("://", 1)[1]
    beginning, _, rest = told.partition("/")
    who, at, hosts = beginning.rpartition("@")
    is_whole = _is_whole(url)
    if "," in hosts:
        database, _, query = rest.partition("?")
        each = [urlsplit(f"//{host}") for host in hosts.split(",")]
        is_whole = bool(database) and all(map(_is_host, hosts.split(",")))
        where = _named(each) if is_whole else []
        told = f"{who}{at}/{database}?{urlencode([*where, *parse_qsl(query)], safe='/:,')}"
    if not is_whole:
        what = f"{setting} lacks a database or has a wrong port. See docs/operations.md."
        raise Problem("setting-invalid", what)
    return DRIVER + told


def read_pooler(environ: Mapping[str, str]) -> str:
    """Return in which mode PgBouncer stands in front of the database, "" for not at all."""
    pooler = environ.get("UMAY_POOLER") or ""
    if pooler and pooler not in POOLERS:
        what = f"UMAY_POOLER is {pooler[:20]!r}. Set {' or '.join(POOLERS)}, or nothing."
        raise Problem("setting-invalid", what)
    return pooler


def _named(hosts: Sequence[SplitResult]) -> list[tuple[str, str]]:
    names = ",".join(str(each.hostname) for each in hosts)
    return [("host", names), ("port", ",".join(str(each.port or USUAL_PORT) for each in hosts))]


def _is_whole(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.path.strip("/")) and parts.port != 0
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
