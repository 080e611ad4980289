"""The phone app's folder to build from: `./umay package --stage FOLDER`.

Android's entrance has to stand beside the packages it imports, and nothing else may be there.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACK = Path("mobile", "pack")
ENTRANCE, SETTINGS = "main.py", "buildozer.spec"
FOR_THE_BUILD = {
    "art": ("icon.png", "adaptive-foreground.png", "adaptive-background.png", "splash.png"),
    "manifest": (
        *("data_extraction_rules.xml", "application_arguments.txt", "queries.xml"),
        *("shortcuts.xml", "activity.xml"),
    ),
}
"""What Buildozer reads beside its settings, by folder; none of it goes into the app as a file."""

JAVA, RES = WHOLE = ("java", "res")
"""Whole folders: our own Java, which Gradle compiles, and words that Android itself shows."""

UNWANTED = ("__pycache__", "packaging", ".*", "*.po", "*.pot")
"""What stays behind: what packages the app, what Python and tools made, catalogues' sources."""


def main(argv: Sequence[str]) -> int:
    """Make the folder; refuse one that exists already."""
    parser = argparse.ArgumentParser(prog="stage", description="Make a folder to build from.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there")
    folder: Path = parser.parse_args(argv).folder
    if folder.exists():
        sys.stderr.write(f"stage: {folder} exists. Delete it or name another.\n")
        return 1
    stage(folder)
    if not (folder / PACK).exists():
        sys.stdout.write("Without a first pack: `./umay pack` makes one of real places.\n")
    sys.stdout.write(f"Staged. Now: cd {folder} && buildozer android debug\n")
    return 0


def is_example(pack: Path) -> bool:
    """Say whether the places of a first pack are invented; such a pack must not reach anybody."""
    try:
        return bool(json.loads((pack / "server.json").read_bytes()).get("example"))
    except FileNotFoundError:
        return False


def stage(folder: Path, root: Path = ROOT) -> None:
    """Copy the app, the contract, the entrance and what Buildozer reads into a new folder.

    A first pack of invented places is left behind.
    """
    folder.mkdir(parents=True)
    left_behind = [*UNWANTED, PACK.name] if is_example(root / PACK) else UNWANTED
    unwanted = shutil.ignore_patterns(*left_behind)
    for package in ("mobile", "shared"):
        shutil.copytree(root / package, folder / package, ignore=unwanted)
    for name in (ENTRANCE, SETTINGS):
        shutil.copy(HERE / name, folder / name)
    for part in WHOLE:
        shutil.copytree(HERE / part, folder / part)
    for part, names in FOR_THE_BUILD.items():
        (folder / part).mkdir()
        for name in names:
            shutil.copy(HERE / part / name, folder / part / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
