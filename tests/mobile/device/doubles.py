"""Android's classes for the tests, written in Java and compiled for one level of its interface.

What stands in `java/` has Android's own names and signatures, from level 24 to 36. A line
`//@ since 30` or `//@ until 29` takes what follows, up to `//@ end` or the end of the file, in or
out: on a double of level 29 nothing of level 30 can be called. Our own Java is compiled once,
against the newest level, as it is for phones; it then runs on each.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.tree import ROOT

SOURCES = Path(__file__).parent / "java"
OURS = ROOT / "mobile" / "packaging" / "java"
CACHE = ROOT / "build" / "java"
LEVELS = (24, 30, 31, 36)
"""Android 7, the least that the app runs on; 11 and 12, between which positions became lists; 16,
which the app is built for."""

NEWEST = LEVELS[-1]
QUICK = ("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-proc:none", "-nowarn")
RELEASE = "8"
"""The Java that python-for-android's Gradle settings allow (VERSION_1_8)."""


@cache
def class_path(level: int) -> list[str]:
    """Return where our classes and Android's of a level lie; compiled if that was not done yet."""
    newest = _compiled(f"android-{NEWEST}", _sources(NEWEST), [])
    ours = {path.relative_to(OURS): path.read_text("utf-8") for path in OURS.rglob("*.java")}
    own = _compiled("ours", ours, [newest])
    doubles = newest if level == NEWEST else _compiled(f"android-{level}", _sources(level), [])
    return [str(own), str(doubles)]


def at_level(source: str, level: int) -> str:
    """Return a source without what another level has; empty where nothing of it is left."""
    kept, is_in = [], True
    for line in source.splitlines():
        mark = re.match(r" *//@ (since|until|end)(?: ([0-9]+))?$", line)
        if mark is None:
            kept += [line] if is_in else []
        elif mark[1] == "end":
            is_in = True
        else:
            is_in = level >= int(mark[2]) if mark[1] == "since" else level <= int(mark[2])
    return "\n".join(kept).replace("LEVEL", str(level))


def _sources(level: int) -> dict[Path, str]:
    texts = {
        path.relative_to(SOURCES): at_level(path.read_text("utf-8"), level)
        for path in sorted(SOURCES.rglob("*.java"))
    }
    return {path: text for path, text in texts.items() if text.strip()}


def _compiled(name: str, sources: dict[Path, str], against: list[Path]) -> Path:
    """Compile into a folder named by what is in it, which another process may do as well."""
    parts = [f"{path}\n{text}" for path, text in sorted(sources.items())]
    digest = hashlib.sha256("\n".join([*map(str, against), *parts]).encode()).hexdigest()[:16]
    target = CACHE / f"{name}-{digest}"
    if not target.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            classes = Path(folder, "classes")
            _compile(list(_written(Path(folder, "sources"), sources)), classes, against)
            try:
                os.rename(classes, target)
            except OSError:
                # Another process was faster.
                assert target.exists()
    return target


def _written(folder: Path, sources: dict[Path, str]) -> Iterator[str]:
    for path, text in sources.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        yield str(file)


def _compile(files: list[str], target: Path, against: list[Path]) -> None:
    javac = shutil.which("javac")
    assert javac, "javac is missing: `./umay setup` installs it or says what to install"
    path = ["-cp", os.pathsep.join(map(str, against))] if against else []
    words = [javac, *QUICK, "--release", RELEASE, *path, "-d", str(target), *files]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
