"""The independent path's noise: worked out as docs/statistics.md tells it, from nothing of ours."""

import json
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from flask import Flask

from tests.backend.rows import rows

DOCUMENT = Path(__file__).parents[4] / "docs" / "statistics.md"
LEVELS = ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe")
SUMS = {
    "total": (*LEVELS, "dont_know"),
    "base": LEVELS,
    "safe": LEVELS[:2],
    "unsafe": LEVELS[2:],
}
"""Which levels each sum of the first table is of."""

BASES = {
    "happened": "nothing to_me to_someone_else other",
    "reported": "to_police to_others no dont_know other",
    "why_not": "too_small nothing_would_be_done did_not_know_how afraid no_trust dealt_with other",
    "visit": "felt_unsafe followed harassed alone unwell hurt phone_or_way other",
}


def noise_table() -> list[int]:
    """Return the noise of each of the 256 last bytes, from the table of the document."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("| noise |"))
    noises, times = (
        [int(each.strip().replace("−", "-")) for each in lines[at + step].split("|")[2:-1]]
        for step in (0, 2)
    )
    return [noise for noise, often in zip(noises, times, strict=True) for _ in range(often)]


def secret(app: Flask) -> bytes:
    """Return the secret of a service."""
    (held,) = rows(app, "SELECT value FROM setting WHERE name = 'record_keying'")[0]
    return bytes.fromhex(held if len(held) == 64 else json.loads(held))


def key(of: bytes, record_id: str) -> int:
    """Return the key of a record."""
    return int(blake2b(record_id.replace("-", "").encode(), digest_size=8, key=of).hexdigest(), 16)


def names(product: str, part: str, code: str) -> list[str]:
    """Return what a cell sums, as the document names it."""
    if (product, code) == ("factor", "base"):
        product, code = "level", "total"
    if product == "level":
        return [f"level//{each}" for each in SUMS.get(code, (code,))]
    if code == "base" and product in ("daypart", "age", "month"):
        return [f"{product}/{part}/{each}" for each in ("safe", "unsafe")]
    if code == "base" and product in BASES:
        return [f"{product}//{each}" for each in BASES[product].split()]
    return [f"{product}/{part}/{code}"]


def moved_by(of: bytes, table: list[int], cell: tuple[str, str, str], keys: Iterable[int]) -> int:
    """Return the noise of a cell."""
    total = sum(keys)
    text = ";".join(sorted(names(*cell))) + "#" + str(total)
    return table[blake2b(text.encode(), digest_size=1, key=of).digest()[0]] if total else 0
