"""The script itself: it starts on a bare Python and turns an old one away."""

import ast
import subprocess
import sys
from pathlib import Path

from tools.layout import this_layout

SCRIPT = this_layout().root / "umay"
OLD = """
import collections, runpy, sys
Version = collections.namedtuple("Version", "major minor micro")
sys.version_info = Version(3, 9, 18)
sys.argv = ["umay", "setup"]
runpy.run_path({path!r}, run_name="__main__")
"""


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the system's Python without site packages, environment or current folder."""
    return subprocess.run(
        [sys.executable, "-S", "-I", "-W", "error", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    shown = run(str(SCRIPT), "--help", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "demo" in shown.stdout


def test_an_old_python_is_turned_away_in_one_sentence(tmp_path: Path) -> None:
    shown = run("-c", OLD.format(path=str(SCRIPT)), cwd=tmp_path)
    assert shown.returncode == 2
    assert shown.stderr.startswith("umay: this is Python 3.9, and UMay needs 3.11 or newer")
    assert shown.stderr.count("\n") == 1


def test_the_script_can_be_read_by_a_python_too_old_to_run_it() -> None:
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 7))
    assert not any(isinstance(node, ast.JoinedStr | ast.AnnAssign) for node in ast.walk(tree))


def test_a_mistake_on_the_command_line_shows_no_traceback(tmp_path: Path) -> None:
    shown = run(str(SCRIPT), "no-such-command", cwd=tmp_path)
    assert shown.returncode == 2
    assert "Traceback" not in shown.stderr
