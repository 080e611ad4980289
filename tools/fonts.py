"""Tools: typefaces for the phone app, in the one format that its text renderer reads."""

import tempfile
from pathlib import Path

from tools.layout import Layout
from tools.running import insist

NAME = "atkinson-hyperlegible-next"
PACKAGE = f"@fontsource/{NAME}"
ARABIC_NAME = "noto-sans-arabic"
ARABIC_PACKAGE = f"@fontsource/{ARABIC_NAME}"
WEIGHTS = {"Regular": 400, "Bold": 700}
# The second part holds the accented letters of Polish, Welsh, Romanian, Turkish and others.
LATIN = ((NAME, "latin"), (NAME, "latin-ext"))
FACES = {
    "AtkinsonHyperlegibleNext": LATIN,
    # Latin letters too: a line of Arabic may hold a name or a number.
    "UMayArabic": (*LATIN, (ARABIC_NAME, "arabic")),
}
ADVICE = "Delete .venv and node_modules, then run `./umay setup` again."


def font_names() -> list[str]:
    """Return the file names that `build` makes."""
    return [f"{face}-{weight}.ttf" for face in FACES for weight in WEIGHTS]


def build(layout: Layout, target: Path) -> None:
    """Unpack the web fonts and join their parts into one TrueType file per face and weight."""
    with tempfile.TemporaryDirectory() as scratch:
        for face, sources in FACES.items():
            for weight, number in WEIGHTS.items():
                name = f"{face}-{weight}.ttf"
                parts = [_unpack(layout, part, number, Path(scratch)) for part in sources]
                (target / name).write_bytes(_joined(layout, Path(scratch) / name, parts))


def _joined(layout: Layout, file: Path, parts: list[Path]) -> bytes:
    words: list[str | Path] = [layout.program("pyftmerge"), f"--output-file={file}", *parts]
    insist(words, cwd=layout.root, advice=ADVICE)
    if file.name.startswith("UMayArabic"):
        words = [layout.python, "-m", "tools.arabic_font", file]
        insist(words, cwd=layout.root, advice=ADVICE)
    return file.read_bytes()


def _unpack(layout: Layout, part: tuple[str, str], weight: int, scratch: Path) -> Path:
    name, letters = part
    packed = layout.root / "node_modules" / "@fontsource" / name / "files"
    unpacked = scratch / f"{name}-{letters}-{weight}.ttf"
    if not unpacked.exists():
        source = packed / f"{name}-{letters}-{weight}-normal.woff2"
        program = layout.program("fonttools")
        insist(
            [program, "ttLib.woff2", "decompress", "-o", unpacked, source],
            cwd=layout.root,
            advice=ADVICE,
        )
    return unpacked
