"""Tools: what of the Python nothing uses, told from what kv, pages and scripts use by name.

Run as `python -m tools.dead_code`; pyproject.toml says which frameworks' names are not looked for.
"""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.layout import Layout, this_layout

SPEAKING = {".kv", ".html", ".js"}
"""Files that use our Python by its names."""
FOLDERS = ("backend", "mobile")
FOUND = re.compile(r"unused (?P<kind>\w+) '(?P<name>\w+)'")


def words_in(files: Iterable[Path]) -> set[str]:
    """Return every word of some files."""
    return {word for file in files for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}


def really_dead(lines: Iterable[str], spoken: set[str]) -> list[str]:
    """Return what vulture found without what kv, pages and scripts name, and without attributes.

    An attribute that is set and never read is most often a library's own, such as `lineGap`.
    """
    kept = []
    for line in lines:
        found = FOUND.search(line)
        if not found or (found["kind"] != "attribute" and found["name"] not in spoken):
            kept.append(line)
    return kept


def check(layout: Layout) -> int:
    """Print what is dead, and return 0 only if vulture ran and nothing is."""
    done = subprocess.run(
        [str(layout.program("vulture"))],
        cwd=layout.root,
        capture_output=True,
        text=True,
        check=False,
    )
    # 3 says that something was found; anything else but 0 is vulture's own trouble.
    if done.returncode not in (0, 3):
        sys.stderr.write(done.stdout + done.stderr)
        return 1
    speaking = [
        path
        for folder in FOLDERS
        for path in (layout.root / folder).rglob("*")
        if path.suffix in SPEAKING and "vendor" not in path.parts
    ]
    dead = really_dead(done.stdout.splitlines(), words_in(speaking))
    print("\n".join(dead) or "nothing is dead")
    return int(bool(dead))


if __name__ == "__main__":
    sys.exit(check(this_layout()))
