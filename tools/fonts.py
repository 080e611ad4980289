"""Tools: typefaces for the phone app, in the one format that its text renderer reads."""

import tempfile
from pathlib import Path

from tools.layout import Layout
from tools.running import insist

NAME = "atkinson-hyperlegible-next"
PACKAGE = f"@fontsource/{NAME}"
WEIGHTS = {"Regular": 400, "Bold": 700}
# The second part holds the accented letters of Polish, Welsh, Romanian, Turkish and others.
PARTS = ("latin", "latin-ext")
ADVICE = "Delete .venv and node_modules, then run `./umay setup` again."


def font_names() -> list[str]:
    """Return the file names that `build` makes."""
    return [f"AtkinsonHyperlegibleNext-{name}.ttf" for name in WEIGHTS]


def build(layout: Layout, target: Path) -> None:
    """Unpack the web fonts and join their parts into one TrueType file per weight."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, weight in zip(font_names(), WEIGHTS.values(), strict=True):
            parts = [_unpack(layout, part, weight, Path(scratch)) for part in PARTS]
            joined = Path(scratch) / name
            insist(
                [layout.program("pyftmerge"), f"--output-file={joined}", *parts],
                cwd=layout.root,
                advice=ADVICE,
            )
            (target / name).write_bytes(joined.read_bytes())


def _unpack(layout: Layout, part: str, weight: int, scratch: Path) -> Path:
    packed = layout.root / "node_modules" / PACKAGE / "files"
    unpacked = scratch / f"{part}-{weight}.ttf"
    insist(
        [
            layout.program("fonttools"),
            "ttLib.woff2",
            "decompress",
            "-o",
            unpacked,
            packed / f"{NAME}-{part}-{weight}-normal.woff2",
        ],
        cwd=layout.root,
        advice=ADVICE,
    )
    return unpacked
