"""Measurements: `python -m bench [phone] [server] …` prints tables; without names, all."""

import sys
from collections.abc import Callable, Mapping, Sequence

from bench import (
    console,
    finder,
    night,
    perception,
    phone,
    readiness,
    security,
    server,
    sync,
    upgrading,
)
from bench.table import Row, table

BENCHES: dict[str, Callable[[], list[Row]]] = {
    "phone": phone.run,
    "server": server.run,
    "sync": sync.run,
    "console": console.run,
    "perception": perception.run,
    "readiness": readiness.run,
    "finder": finder.run,
    "night": night.run,
    "security": security.run,
    "upgrading": upgrading.run,
}


def main(names: Sequence[str], benches: Mapping[str, Callable[[], list[Row]]] = BENCHES) -> int:
    """Run the named measurements and print their rows; 2 where a name is not known."""
    unknown = [name for name in names if name not in benches]
    if unknown:
        sys.stderr.write(
            f"bench: there is no measurement {unknown[0]!r}. There are: {', '.join(benches)}.\n"
        )
        return 2
    for name in names or benches:
        print(f"{name}: medians of several rounds, taken in turns")
        print(table(benches[name]()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
