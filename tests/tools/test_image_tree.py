"""What the image of the server holds is what a set-up work tree has of the server, and no more.

The stage that builds is run as processes on what .dockerignore lets through; no engine is needed.
"""

import fnmatch
import hashlib
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from shared.saying import LANGUAGES
from tests.architecture.tree import project_files
from tests.tools.test_deployment import ROOT, all_of, from_here
from tools.assets import LISTED, server_files
from tools.layout import this_layout

IGNORED = (ROOT / ".dockerignore").read_text().split()
MADE = ("__pycache__", ".pyc")


def is_let_through(name: str) -> bool:
    """Return whether .dockerignore lets a file through: the last line that fits it decides."""
    passes = True
    for line in IGNORED:
        pattern = line.removeprefix("!")
        if _fits(name, pattern):
            passes = line.startswith("!")
    return passes


def _fits(name: str, pattern: str) -> bool:
    if pattern == "*":
        return True
    anywhere = pattern.startswith("**/")
    pattern = pattern.removeprefix("**/")
    if pattern.endswith("/"):
        return f"/{pattern}" in f"/{name}" if anywhere else name.startswith(pattern)
    return fnmatch.fnmatch(Path(name).name, pattern) if anywhere else name == pattern


def tree(root: Path) -> dict[str, str]:
    """Return the files of the server's rooms below a folder, each with its hash."""
    found = {}
    for room in ("shared", "backend"):
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and not str(path).endswith(MADE) and MADE[0] not in path.parts:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                found[str(path.relative_to(root))] = digest
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The work tree of the stage that builds, after its commands."""
    folder = tmp_path_factory.mktemp("image")
    for source in from_here("built"):
        for path in sorted((ROOT / source).rglob("*")) if source.endswith("/") else [ROOT / source]:
            name = str(path.relative_to(ROOT))
            if path.is_file() and is_let_through(name):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (command,) = [rest for rest in all_of("RUN", "built") if "server_assets" in rest]
    python = str(this_layout().python)
    for words in command.split(" && "):
        program, *rest = shlex.split(words)
        assert program == "python"
        subprocess.run([python, *rest], cwd=folder, check=True, timeout=60)
    return folder


def test_the_image_holds_what_a_set_up_work_tree_has_of_the_server(built: Path) -> None:
    here = tree(ROOT)
    assert tree(built) == here
    tracked = {str(name) for name in project_files() if name.parts[0] in ("shared", "backend")}
    made = {LISTED, *server_files(), *(name for name in here if name.endswith(".mo"))}
    assert {*here} == tracked | made
    assert len([name for name in here if name.endswith(".mo")]) == len(LANGUAGES) - 1


def test_nothing_that_was_built_here_reaches_the_build() -> None:
    made = [LISTED, *server_files(), *(name for name in tree(ROOT) if name.endswith(".mo"))]
    assert [name for name in made if is_let_through(name)] == []
    assert is_let_through("backend/app.py")


@pytest.mark.parametrize(
    "name",
    [
        *(".git/config", ".env", "tests/conftest.py", "mobile/main.py", "demo/staff.py"),
        *("docs/operations.md", ".venv/bin/python", "node_modules/x.js", "var/umay.sqlite3"),
        *("backend/web/__pycache__/x.pyc", "shared/locale/pl/LC_MESSAGES/umay.mo"),
    ],
)
def test_what_is_no_part_of_the_server_does_not_reach_the_build(name: str) -> None:
    assert not is_let_through(name)


def test_the_stage_that_builds_lays_out_what_nginx_hands_out(built: Path, tmp_path: Path) -> None:
    (command,) = [rest for rest in all_of("RUN", "built") if " front " in rest]
    setting, words = command.split(" ", 1)
    name, _, _ = setting.partition("=")
    assert name == "UMAY_DATA_DIR"
    program, *rest = shlex.split(words)
    told = [str(tmp_path / "front") if word == "/srv/front" else word for word in rest]
    subprocess.run(
        [this_layout().program(program), *told],
        cwd=built,
        env={**os.environ, name: str(tmp_path), "PYTHONPATH": str(built)},
        check=True,
        timeout=60,
        stdout=subprocess.DEVNULL,
    )
    laid = {str(path.relative_to(tmp_path / "front")) for path in (tmp_path / "front").rglob("*")}
    assert {"away/ur.html.gz", "away/staff.html"} <= laid
    assert any(re.fullmatch(r"static/v[0-9a-f]{16}/vendor/govuk/residents\.css", at) for at in laid)
    assert "--from=built /srv/front/ /srv/umay/front/" in all_of("COPY", "front")
