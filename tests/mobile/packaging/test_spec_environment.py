"""What Buildozer's settings ask for is enough: the staged app runs on it and on nothing else."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mobile.packaging import stage
from tests.architecture.tree import ROOT
from tests.mobile.cast import write_pack
from tests.mobile.packaging.spec import CHOSEN_RECIPES, from_the_index
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import serving
from tools.installers import find_uv, uv_environment
from tools.layout import this_layout

JOURNEY = Path(__file__).parent / "staged_journey.py"
DRIVER = ROOT / "demo" / "driver.py"
# Kivy brings these for a desktop; on Android its recipe does.
COMPILED_BY_A_RECIPE = tuple(CHOSEN_RECIPES)
pytestmark = pytest.mark.full("packages")
FULL_ONLY = pytest.mark.full("packages", alone=True)
"""Each makes an environment anew."""


@dataclass(frozen=True)
class Phone:
    """A machine with nothing but what the settings ask for, and the staged app."""

    python: Path
    staged: Path
    pack: Path

    def walk(self, scratch: Path, *server: str) -> subprocess.CompletedProcess[str]:
        """Run the journey as a process of its own, without the system's time zones."""
        words = [self.python, JOURNEY, self.staged, DRIVER, self.pack, scratch, *server]
        return subprocess.run(
            [str(word) for word in words],
            cwd=scratch,
            env={
                "PYTHONTZPATH": "",
                "PATH": "/usr/bin:/bin",
                "HOME": str(scratch),
                # What is compiled on the first walk is there on the next, and not in the app.
                "PYTHONPYCACHEPREFIX": str(self.staged.parent / "compiled"),
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="session")
def make_phone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], Phone]:
    """Return what makes such a machine from the packages it is to have."""
    folder = tmp_path_factory.mktemp("staged")
    stage.stage(folder / "app")
    pack = write_pack(folder / "pack")

    def make(names: list[str]) -> Phone:
        venv = tmp_path_factory.mktemp("environment") / "venv"
        install(venv, pinned(names))
        remove_what_no_recipe_compiles(venv)
        return Phone(venv / "bin" / "python", folder / "app", pack)

    return make


@pytest.fixture(scope="session")
def phone(make_phone: Callable[[list[str]], Phone]) -> Phone:
    """The machine with all that the settings ask for; made once."""
    return make_phone(from_the_index())


def pinned(names: list[str]) -> str:
    """Return the lines of our lock file, hashes included, for these packages alone."""
    lock = (ROOT / "requirements" / "dev.lock").read_text(encoding="utf-8")
    blocks = {
        found[1]: found[0]
        for found in re.finditer(r"^([\w.-]+)==.*(?:\n    --hash=.*)*\n", lock, re.M)
    }
    return "".join(blocks[name] for name in names)


def install(venv: Path, lock: str) -> None:
    """Make an environment with these packages and no others, from uv's cache where it has them."""
    uv, layout = find_uv(this_layout()), this_layout()
    assert uv is not None, "uv can be fetched with pip"
    wanted = venv.parent / "wanted.txt"
    wanted.write_text(lock)
    environment = {**os.environ, **uv_environment(layout)}
    hashed = ["--no-deps", "--require-hashes", "-r", str(wanted)]
    for words in (
        ["venv", "--python", sys.executable, str(venv)],
        ["pip", "install", "--python", str(venv / "bin" / "python"), *hashed],
    ):
        done = subprocess.run(
            [uv, "--quiet", *words], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def remove_what_no_recipe_compiles(venv: Path) -> None:
    """Leave compiled files in Kivy only: an index has none for Android."""
    (packages,) = venv.glob("lib/python*/site-packages")
    for path in packages.rglob("*.so*"):
        if not path.relative_to(packages).parts[0].lower().startswith(COMPILED_BY_A_RECIPE):
            path.unlink()


@FULL_ONLY
def test_the_staged_app_walks_the_whole_journey(phone: Phone, tmp_path: Path) -> None:
    walked = phone.walk(tmp_path)
    assert walked.stdout == "arrived\n", walked.stderr
    assert walked.returncode == 0


def test_the_staged_app_sends_its_answer(phone: Phone, tmp_path: Path) -> None:
    # The same journey, and at its end a round of the exchange.
    with serving(Publisher()) as server:
        walked = phone.walk(tmp_path, server.url)
    assert walked.stdout == "arrived\n", walked.stderr


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("tzdata", "ZoneInfoNotFoundError"),
        pytest.param("filetype", "No module named 'filetype'", marks=FULL_ONLY),
        # Neither is needed for the first list: one by another language, one by the map.
        pytest.param("arabic-reshaper", "No module named 'arabic_reshaper'", marks=FULL_ONLY),
        pytest.param("kivy-garden-mapview", "No module named 'kivy_garden", marks=FULL_ONLY),
        # The exchange needs it, and says so in its own way.
        pytest.param("marshmallow", "AssertionError: ModuleNotFoundError", marks=FULL_ONLY),
    ],
)
def test_without_one_requirement_the_journey_fails(
    missing: str, said: str, make_phone: Callable[[list[str]], Phone], tmp_path: Path
) -> None:
    phone = make_phone([name for name in from_the_index() if name != missing])
    walked = phone.walk(tmp_path)
    assert walked.returncode == 1
    assert said in walked.stderr
