"""Tools: the browser's scripts, read by TypeScript and ESLint as one would read our Python.

Run as `python -m tools.scripts types` or `lint`.
"""

import shutil
import sys
from pathlib import Path

from tools import node
from tools.layout import Layout, this_layout
from tools.running import follow

STATIC = "backend/web/static"
FOREIGN = ("vendor",)
SOURCES = (STATIC, "backend/web/types", "backend/finder/types")
CONFIGS = ("package.json", "jsconfig.json", "backend/finder/jsconfig.json", "eslint.config.js")
WORKER = "backend/finder/templates/finder/worker.js"
GAP = "{{ told | safe }}"
"""What the server fills in; there is a type for it in backend/finder/types."""
TSC = "node_modules/typescript/bin/tsc"
ESLINT = "node_modules/eslint/bin/eslint.js"
CHECKS: dict[str, list[tuple[str, ...]]] = {
    "types": [
        (TSC, "--project", "jsconfig.json"),
        (TSC, "--project", "backend/finder/jsconfig.json"),
    ],
    "lint": [(ESLINT, "--max-warnings", "0", ".")],
}


def stage(root: Path, target: Path) -> None:
    """Copy the scripts, under their own paths, to where no foreign script stands beside them.

    The worker's template becomes the script that it is once the server filled its gap.
    """
    shutil.rmtree(target, ignore_errors=True)
    for name in SOURCES:
        foreign = FOREIGN if name == STATIC else ()
        shutil.copytree(root / name, target / name, ignore=shutil.ignore_patterns(*foreign))
    for name in CONFIGS:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, target / name)
    (target / WORKER).parent.mkdir(parents=True, exist_ok=True)
    template = (root / WORKER).read_text(encoding="utf-8")
    (target / WORKER).write_text(template.replace(GAP, "told"), encoding="utf-8")


def check(layout: Layout, what: str) -> int:
    """Say what TypeScript ("types") or ESLint ("lint") finds, and return 0 if that is nothing."""
    target = layout.root / "build" / what
    stage(layout.root, target)
    program = node.find_node(layout)
    done = [
        follow([program, layout.root / script, *words], cwd=target)
        for script, *words in CHECKS[what]
    ]
    return int(any(done))


if __name__ == "__main__":
    sys.exit(check(this_layout(), sys.argv[1]))
