"""Rules: the noise in every printed count: keyed, bounded, the same for the same answers (D55).

The cell-key method: each record has a key that nobody outside can tell; what is counted in a cell
sums its records' keys; the sum picks the noise from a table that everybody may know. So the same
records give the same figure wherever and whenever they are counted, and others give another.
Source: Fraser and Wooton, A proposed method for confidentialising tabular output to protect
against differencing (UNECE/Eurostat work session, 2005); used by the Office for National Statistics
for Census 2021. The table is ours: theirs is not published.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from math import sqrt

from backend.domain.products import Cell

KEYS = 256
"""How many cell keys there are; each picks one line of the table."""

_RISING = (3, 4, 5, 7, 9, 12, 16, 22, 29)
_TIMES = (*_RISING, 42, *reversed(_RISING))
MOST = len(_RISING)
"""The greatest noise, in counts, to either side."""

TABLE = tuple(at - MOST for at, times in enumerate(_TIMES) for _ in range(times))
"""The noise of each cell key, in counts: none on the mean, each step some three quarters as likely
as the one before, so that no print tells two neighbouring counts well apart, and under ten, so that
nought is never printed. Decision 55 has what other tables would have given away."""

DEVIATION = sqrt(sum(noise * noise for noise in TABLE) / KEYS)
"""The standard deviation of the noise, in counts."""

_KEY_BYTES = 8


def record_key(secret: bytes, record_id: str) -> int:
    """Return the key of a record, 0 to 2⁶⁴ − 1: who chooses an id cannot choose its key.

    BLAKE2b with a key is a message authentication code as HMAC is (RFC 7693), in one pass over
    ten million ids, and less than half the time of it.
    """
    # Databases write an id with hyphens or without.
    told = blake2b(record_id.replace("-", "").encode(), key=secret, digest_size=_KEY_BYTES)
    return int.from_bytes(told.digest(), "big")


def noise_of(secret: bytes, basics: Iterable[Cell], keys: int) -> int:
    """Return the noise of a cell, in counts, from what it sums and the sum of its records' keys.

    What it sums goes into the cell key as well: else everybody and those who are sure would be
    printed alike wherever nobody was unsure, and a nought be seen. Where it stands does not: the
    same answers in two areas are one figure. Nobody has no noise: nought is never printed.
    """
    if not keys:
        return 0
    told = _named(tuple(basics)) + b"%d" % keys
    return TABLE[blake2b(told, key=secret, digest_size=1).digest()[0]]


@lru_cache(10_000)
def _named(basics: tuple[Cell, ...]) -> bytes:
    return ";".join(sorted("/".join(basic) for basic in basics)).encode() + b"#"
