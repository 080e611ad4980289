"""Checks of the browser's scripts: at their own paths, the worker filled, and faults found."""

import shutil
from pathlib import Path

import pytest

from tools import scripts
from tools.layout import Layout, this_layout

ROOT = this_layout().root
HELPLESS = "export function far(metres) {\n  return metres + 1;\n}\n"
MISTYPED = "/** @param {Point} point */\nexport const east = (point) => point.long;\n"
CARELESS = "export const same = (a, b) => a == b;\nexport const run = (text) => eval(text);\n"
YOUNG = "export const first = (list) => list?.[0];\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The scripts in a work tree of their own, with the programs that check them."""
    for name in scripts.SOURCES:
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in (*scripts.CONFIGS, scripts.WORKER):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def test_scripts_are_staged_under_their_own_paths_and_without_foreign_ones(tmp_path: Path) -> None:
    scripts.stage(ROOT, tmp_path / "staged")
    assert (tmp_path / "staged/backend/web/static/finder/geo.js").is_file()
    assert not (tmp_path / "staged/backend/web/static/vendor").exists()


def test_the_workers_gap_is_filled(tmp_path: Path) -> None:
    assert scripts.GAP in (ROOT / scripts.WORKER).read_text(encoding="utf-8")
    scripts.stage(ROOT, tmp_path / "staged")
    assert "{{" not in (tmp_path / "staged" / scripts.WORKER).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "source", "told"),
    [
        ("types", HELPLESS, "TS7006"),
        ("types", MISTYPED, "TS2551"),
        ("lint", CARELESS, "eqeqeq"),
        ("lint", CARELESS, "no-eval"),
        ("lint", YOUNG, "Parsing error"),
    ],
)
def test_a_faulty_script_is_noticed(
    tree: Path, what: str, source: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tree / "backend/web/static/finder/faulty.js").write_text(source, encoding="utf-8")
    assert scripts.check(Layout(tree), what) == 1
    said = capfd.readouterr().out
    assert told in said
    assert "backend/web/static/finder/faulty.js" in said


def test_a_faulty_worker_is_noticed(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    worker = tree / scripts.WORKER
    text = worker.read_text(encoding="utf-8")
    worker.write_text(text + "\ncaches.opn(KEPT);\n", encoding="utf-8")
    assert scripts.check(Layout(tree), "types") == 1
    assert f"{scripts.WORKER}(" in capfd.readouterr().out
