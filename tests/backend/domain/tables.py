"""Write the tables of docs/statistics.md anew: python -m tests.backend.domain.tables.

After a change of the noise, the design effect or the mix; it takes a minute.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.backend.domain.alarms import alarm_table, power_table
from tests.backend.domain.coverage import printed_table, table
from tests.backend.domain.test_statistics import PRINTED

DOCUMENT = Path("docs/statistics.md")
RELEASES = 2000
"""How many pairs of releases of each size are drawn."""


def tables() -> Iterator[str]:
    """Yield every table that is worked out."""
    yield from (table(), printed_table(PRINTED), power_table(), alarm_table(RELEASES))


def put_in(text: str, made: str) -> str:
    """Return a text with a table in the place of the one with the same heading."""
    heading = re.escape(made.splitlines()[0])
    return re.sub(rf"{heading}\n(?:\|.*\n)+", lambda _: f"{made}\n", text)


def main() -> None:
    """Write them all."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for made in tables():
        text = put_in(text, made)
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
