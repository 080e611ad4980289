"""Gateway: whether Redis answers, asked so briefly that nobody waits for it."""

from collections.abc import Callable

WITHIN_S = 0.5


def pinging(url: str | None) -> Callable[[], bool]:
    """Return what says whether the Redis at this address answers; without one, always so.

    Opens no connection; the first question does, and it is kept for the next.
    """
    if url is None:
        return lambda: True
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.exceptions import RedisError
    from redis.retry import Retry

    client = Redis.from_url(
        url,
        socket_timeout=WITHIN_S,
        socket_connect_timeout=WITHIN_S,
        retry=Retry(NoBackoff(), 0),
    )

    def answers() -> bool:
        try:
            return bool(client.ping())
        except RedisError:
            return False

    return answers
