"""Deeds, looking: Redis, in which sessions of staff lie."""

from collections.abc import Iterator
from typing import Any

from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    ConnectionError,  # noqa: A004 - Redis's own name
    NoPermissionError,
    RedisError,
    ResponseError,
)
from redis.retry import Retry

from backend.services.examining.findings import OK, UNKNOWN, WRONG, Finding, SetUp

HASTY: dict[str, Any] = {
    "socket_timeout": 2.0,
    "socket_connect_timeout": 2.0,
    # Tried again, a refusal would take seconds.
    "retry": Retry(NoBackoff(), 0),
}
TO_DO = "See the service redis in docker-compose.yml."


def session_store(set_up: SetUp) -> Iterator[Finding]:
    """Look whether Redis answers, is closed to strangers, is bounded, and takes something new."""
    if set_up.redis_url is None:
        yield Finding(OK, "none: sessions of staff lie in files of the data folder.")
        return
    with Redis.from_url(set_up.redis_url, **HASTY) as client:
        try:
            client.ping()
        except RedisError as error:
            what = f"it does not answer: {type(error).__name__}. Nobody can sign in."
            yield Finding(WRONG, what, "See UMAY_REDIS_URL.")
            return
        yield _closed(client)
        yield from _bounded(client)
        yield _written(client, f"umay-doctor:{set_up.world.new_id()}")


def _closed(client: Redis) -> Finding:
    """Say whether a stranger who knows no password is let in."""
    ours = client.connection_pool
    told = {**ours.connection_kwargs, "username": None, "password": None}
    with Redis(connection_pool=ConnectionPool(ours.connection_class, **told)) as stranger:
        try:
            stranger.ping()
        except (AuthenticationError, ResponseError):
            return Finding(OK, "it answers, and wants a password.")
        finally:
            stranger.connection_pool.disconnect()
    what = "it lets everybody in who reaches it: whoever does can take a session over."
    return Finding(WRONG, what, f"Set requirepass. {TO_DO}")


def _bounded(client: Redis) -> Iterator[Finding]:
    try:
        told: Any = {**client.config_get("maxmemory"), **client.config_get("maxmemory-policy")}
    except (NoPermissionError, ResponseError):
        yield Finding(UNKNOWN, "how much memory it takes, and what it does then: it does not say.")
        return
    if told["maxmemory"] == "0":
        yield Finding(WRONG, "it takes memory without a bound.", f"Set maxmemory. {TO_DO}")
    if told["maxmemory-policy"] != "noeviction":
        what = f"full, it throws sessions out ({told['maxmemory-policy']})."
        yield Finding(WRONG, what, f"Set maxmemory-policy noeviction. {TO_DO}")
    elif told["maxmemory"] != "0":
        yield Finding(OK, f"it takes {int(told['maxmemory']) / 1e6:.0f} MB, and throws none out.")


def _written(client: Redis, key: str) -> Finding:
    """Write something of our own and take it away: a Redis that is full still answers."""
    try:
        client.set(key, b"", px=1000)
        client.delete(key)
    except (ResponseError, ConnectionError) as error:
        what = f"it takes nothing new: {type(error).__name__}. Nobody can sign in."
        return Finding(WRONG, what, "Give it more memory, or begin it anew at a quiet hour.")
    return Finding(OK, "it takes what is new.")
