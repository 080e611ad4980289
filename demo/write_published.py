"""The demonstration's documents alone: `python -m demo.write_published FOLDER`.

Makes a server's memory with the example network in the folder; what phones download is then in
FOLDER/data/published.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from demo.server import DemoServer
from shared.problems import Problem


def main(folder: Path) -> int:
    """Write them; a refusal is one clear line on standard error."""
    try:
        DemoServer(folder, port=0).prepare(datetime.now(UTC))
    except Problem as problem:
        sys.stderr.write(f"{problem.title} {problem.detail}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
