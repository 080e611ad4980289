"""Checks of the browser's scripts: at their own paths, the worker filled, and faults found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import scripts
from tools.layout import this_layout

ROOT = this_layout().root
HELPLESS = "export function far(metres) {\n  return metres + 1;\n}\n"
MISTYPED = "/** @param {Point} point */\nexport const east = (point) => point.long;\n"
CARELESS = "export const same = (a, b) => a == b;\nexport const run = (text) => eval(text);\n"
CHECK = (
    "import sys, pathlib; from tools import scripts; from tools.layout import Layout;"
    "sys.exit(scripts.check(Layout(pathlib.Path(sys.argv[1])), sys.argv[2]))"
)
YOUNG = "export const first = (list) => list?.[0];\n"


FOLDER = "backend/web/static/finder"
PLANTED = {
    f"{FOLDER}/helpless.js": HELPLESS,
    f"{FOLDER}/mistyped.js": MISTYPED,
    f"{FOLDER}/careless.js": CARELESS,
    f"{FOLDER}/young.js": YOUNG,
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts with all faults planted, in a work tree with the programs that check them."""
    folder = tmp_path_factory.mktemp("scripts")
    for name in scripts.SOURCES:
        shutil.copytree(ROOT / name, folder / name)
    for name in (*scripts.CONFIGS, scripts.WORKER):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    for name, source in PLANTED.items():
        (folder / name).write_text(source, encoding="utf-8")
    with (folder / scripts.WORKER).open("a", encoding="utf-8") as worker:
        worker.write("\ncaches.opn(KEPT);\n")
    return folder


@pytest.fixture(scope="module")
def said(tree: Path) -> dict[str, str]:
    """What each check says of the tree; each must refuse it."""
    found = {}
    for what in scripts.CHECKS:
        words = [sys.executable, "-c", CHECK, str(tree), what]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        found[what] = done.stdout
    return found


def test_scripts_are_staged_under_their_own_paths_and_without_foreign_ones(tmp_path: Path) -> None:
    scripts.stage(ROOT, tmp_path / "staged")
    assert (tmp_path / "staged/backend/web/static/finder/geo.js").is_file()
    assert not (tmp_path / "staged/backend/web/static/vendor").exists()


def test_the_workers_gap_is_filled(tmp_path: Path) -> None:
    assert scripts.GAP in (ROOT / scripts.WORKER).read_text(encoding="utf-8")
    scripts.stage(ROOT, tmp_path / "staged")
    assert "{{" not in (tmp_path / "staged" / scripts.WORKER).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "name", "told"),
    [
        ("types", "helpless.js", "TS7006"),
        ("types", "mistyped.js", "TS2551"),
        ("lint", "careless.js", "eqeqeq"),
        ("lint", "careless.js", "no-eval"),
        ("lint", "young.js", "Parsing error"),
    ],
)
def test_a_faulty_script_is_noticed(said: dict[str, str], what: str, name: str, told: str) -> None:
    # ESLint names a file once, above its faults; TypeScript at each.
    _, _, after = said[what].partition(f"{FOLDER}/{name}")
    assert told in after.partition(f"{FOLDER}/")[0]


def test_a_faulty_worker_is_noticed(said: dict[str, str]) -> None:
    assert f"{scripts.WORKER}(" in said["types"]
