"""The phone app's folder to build from: `python -m mobile.packaging.stage FOLDER`.

Android's entrance has to stand beside the packages it imports, and nothing else may be there.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENTRANCE, SETTINGS = "main.py", "buildozer.spec"


def main(argv: Sequence[str]) -> int:
    """Make the folder; refuse one that exists already."""
    parser = argparse.ArgumentParser(prog="stage", description="Make a folder to build from.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there")
    folder: Path = parser.parse_args(argv).folder
    if folder.exists():
        sys.stderr.write(f"stage: {folder} exists. Delete it or name another.\n")
        return 1
    stage(folder)
    sys.stdout.write(f"Staged. Now: cd {folder} && buildozer android debug\n")
    return 0


def stage(folder: Path) -> None:
    """Copy the app, the contract, the entrance and Buildozer's settings into a new folder."""
    folder.mkdir(parents=True)
    unwanted = shutil.ignore_patterns("__pycache__", "packaging", ".pack.*")
    for package in ("mobile", "shared"):
        shutil.copytree(ROOT / package, folder / package, ignore=unwanted)
    for name in (ENTRANCE, SETTINGS):
        shutil.copy(HERE / name, folder / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
