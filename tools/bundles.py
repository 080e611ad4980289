"""Tools: the scripts and the styles of residents' pages, each page's in one file.

On a slow line each file costs a wait of its own, and modules that import each other wait in turn.
"""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tools.layout import Layout
from tools.refusal import Refusal

STATIC = "backend/web/static"
BUNDLES = f"{STATIC}/vendor/bundles"
FIRST, LAST = "resident.js", "resident/whole.js"
"""What every page runs: before its own scripts, and once all of them have run."""

SCRIPTS: dict[str, tuple[str, ...]] = {
    "resident.js": (),
    "find.js": ("find",),
    "feedback.js": ("receipts", "feedback"),
    "receipts.js": ("receipts",),
    "help.js": ("help", "aloud", "points"),
    "place.js": ("aloud",),
    "at.js": ("at",),
}
"""The scripts of backend/web/static/resident that a page runs, in this order."""

STYLES = {"resident.css": ("vendor/govuk/residents.css", "tokens.css", "resident.css")}
_COMMENT, _BLANK = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"\n\s*")
ALONE = ("--tsconfig-raw={}",)
"""What is built depends on no settings that lie beside it: in the image there are none."""

YEAR = "es2020"
"""The newest words that browsers get (docs/decisions/0061)."""


def files() -> list[str]:
    """Return what is built."""
    return [f"{BUNDLES}/{name}" for name in (*SCRIPTS, *STYLES)]


def sources(layout: Layout) -> list[Path]:
    """Return our own files that it is built from; what others wrote is pinned."""
    static = layout.root / STATIC
    styles = [static / name for names in STYLES.values() for name in names]
    scripts = [
        *static.glob(FIRST),
        *(static / "resident").glob("*.js"),
        *(static / "finder").glob("*.js"),
    ]
    return sorted(scripts) + [
        path for path in styles if "vendor" not in path.parts and path.is_file()
    ]


def build(layout: Layout) -> None:
    """Write all bundles; raises Refusal where esbuild is missing or refuses a source."""
    static, target = layout.root / STATIC, layout.root / BUNDLES
    target.mkdir(parents=True, exist_ok=True)
    for name, own in SCRIPTS.items():
        parts = (FIRST, *(f"resident/{each}.js" for each in own), LAST)
        text = "".join(f'import "./{part}";\n' for part in parts)
        (target / name).write_bytes(_bundled(layout, text))
    for name, parts in STYLES.items():
        text = "\n".join((static / part).read_text(encoding="utf-8") for part in parts)
        # Fonts are named from where the style was.
        text = _COMMENT.sub("", text).replace('url("vendor/', 'url("../')
        (target / name).write_text(_BLANK.sub("\n", text), encoding="utf-8")


def _bundled(layout: Layout, text: str) -> bytes:
    how = ("--bundle", "--format=esm", "--minify", "--charset=utf8", f"--target={YEAR}", *ALONE)
    done = subprocess.run(
        [_esbuild(layout), *how, "--log-level=warning"],
        cwd=layout.root / STATIC,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode or done.stderr:
        raise Refusal(f"esbuild refuses a script:\n{done.stderr.decode()}", exit_code=1)
    return done.stdout


def _esbuild(layout: Layout) -> Path:
    """Return the program itself: where it is built for the image there is no Node to start it."""
    found: Iterable[Path] = (layout.root / "node_modules/@esbuild").glob("*/bin/esbuild")
    for path in found:
        return path
    raise Refusal("esbuild is missing: `./umay setup` installs what package-lock.json pins.")
