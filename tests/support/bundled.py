"""Bundles of residents' scripts in which one module is changed, as a control of a test."""

import shutil
import tempfile
from pathlib import Path

from tools.bundles import BUNDLES, SCRIPTS, STATIC, build
from tools.layout import Layout, this_layout

ROOT = this_layout().root


def bundles_with(module: str, was: str, becomes: str) -> dict[str, str]:
    """Return the bundles by file name, built of a copy whose module says something else.

    `module` is a path such as "resident/outbox.js"; what was to be changed must stand there.
    """
    with tempfile.TemporaryDirectory(prefix="umay-bundles-") as name:
        tree = Layout(Path(name))
        shutil.copytree(ROOT / STATIC, tree.root / STATIC)
        (tree.root / "node_modules").symlink_to(ROOT / "node_modules")
        script = tree.root / STATIC / module
        source = script.read_text(encoding="utf-8")
        assert was in source, f"{module} does not hold {was!r}"
        script.write_text(source.replace(was, becomes), encoding="utf-8")
        build(tree)
        return {each: (tree.root / BUNDLES / each).read_text("utf-8") for each in SCRIPTS}
