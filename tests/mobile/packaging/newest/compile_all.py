"""Run inside CPython as WebAssembly: every file of the app compiles, without a warning."""

import sys
import warnings
from pathlib import Path

warnings.simplefilter("error")
ROOMS = ("shared", "mobile")
files = [path for room in ROOMS for path in sorted(Path("/tree", room).rglob("*.py"))]
faults = []
for path in files:
    try:
        compile(path.read_text(encoding="utf-8"), str(path), "exec")
    except (SyntaxError, Warning) as fault:
        faults.append(f"{path}: {fault}")
sys.stdout.write("\n".join([sys.version, f"{len(files)} files", *faults]) + "\n")
int(bool(faults))
