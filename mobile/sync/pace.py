"""The phone's exchange: how long to wait before the next round."""

from random import Random

REST_S = 300.0
"""Between rounds while all is well: the manifest is asked for every five minutes (D1)."""

FIRST_S, MOST_S = 5.0, 600.0


def wait_s(failures: int, chance: Random) -> float:
    """Return seconds until the next round after so many failed ones in a row.

    Full jitter: uniform between nothing and a ceiling that doubles (Brooker, Exponential Backoff
    and Jitter, AWS Architecture Blog, 2015), so that phones do not come back all at once.
    """
    if failures == 0:
        return REST_S
    return chance.uniform(0, min(MOST_S, FIRST_S * 2 ** min(failures, 10)))
