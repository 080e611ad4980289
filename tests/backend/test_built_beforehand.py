"""What is built beforehand and is not there: production does not start, and nobody is misled."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backend.web.built import LIST, lacking, refuse_unbuilt
from shared.problems import Problem
from shared.saying import CATALOGUES, LANGUAGES, offered
from tests.tools.test_deployment import WEB, filled_in
from tools.assets import VENDOR, server_files
from tools.layout import this_layout

ROOT = this_layout().root
STATIC = ROOT / "backend" / "web" / "static"
SERVERS = {
    "web": ("gunicorn", "-c", "backend/gunicorn.conf.py", "backend.app:create_app()"),
    "jobs": ("flask", "--app", "backend", "jobs"),
    "init": ("flask", "--app", "backend", "init"),
}
PAGE = """
from backend.app import create_app
page = create_app().test_client().get("/about?lang=pl").get_data(as_text=True)
print('lang="pl"' in page, "?lang=pl" in page, '<html lang="en"' in page)
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh clone: what is tracked of the server, and nothing that set-up builds."""
    folder = tmp_path_factory.mktemp("clone")
    unbuilt = shutil.ignore_patterns("vendor", "*.mo", "__pycache__")
    for room in ("backend", "shared"):
        shutil.copytree(ROOT / room, folder / room, ignore=unbuilt)
    return folder


def run(bare: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the clone and return what it said; its own files go before ours."""
    foreign = ("UMAY_", "FLASK_", "WEB_")
    kept = {name: os.environ[name] for name in os.environ if not name.startswith(foreign)}
    return subprocess.run(
        [sys.executable, *words],
        env={**kept, **settings},
        cwd=bare,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("program", SERVERS)
def test_production_does_not_start_from_a_fresh_clone(bare: Path, program: str) -> None:
    done = run(bare, "-m", *SERVERS[program], **filled_in(WEB["environment"]))
    assert done.returncode == 1, done.stderr
    assert "Something that is built beforehand is missing. The service did not start." in (
        done.stderr
    )
    assert "Missing: vendor/files.txt, cy/LC_MESSAGES/umay.mo, pl/" in done.stderr
    assert "./umay assets" in done.stderr
    assert "Traceback" not in done.stderr


def test_trying_out_goes_on_with_a_warning_and_offers_no_language_that_is_not_spoken(
    bare: Path, tmp_path: Path
) -> None:
    done = run(bare, "-c", PAGE, UMAY_DATA_DIR=str(tmp_path))
    assert done.stdout.split() == ["False", "False", "True"], done.stderr
    assert "Pages will not look or read as they should. Missing: vendor/files.txt" in done.stderr


def test_a_work_tree_that_was_set_up_lacks_nothing() -> None:
    assert lacking(STATIC) == []
    refuse_unbuilt(STATIC)
    assert offered() == LANGUAGES


def test_the_list_names_all_that_the_server_needs_and_nothing_of_the_phone() -> None:
    listed = (STATIC / "vendor" / LIST).read_text().split()
    assert listed == sorted(name.removeprefix(f"{VENDOR}/") for name in server_files())
    there = (path for path in (STATIC / "vendor").rglob("*") if path.is_file())
    names = {str(path.relative_to(STATIC / "vendor")) for path in there}
    assert names == {*listed, LIST}


def built_copy(folder: Path) -> tuple[Path, Path]:
    shutil.copytree(STATIC / "vendor", folder / "static" / "vendor")
    shutil.copytree(CATALOGUES, folder / "locale")
    return folder / "static", folder / "locale"


@pytest.mark.parametrize("name", ["fonts/bold.woff2", "govuk/residents.css", "leaflet/leaflet.js"])
def test_one_file_less_is_named(tmp_path: Path, name: str) -> None:
    static, words = built_copy(tmp_path)
    (static / "vendor" / name).unlink()
    with pytest.raises(Problem, match=f"Missing: vendor/{name}. Build it"):
        refuse_unbuilt(static, words)


def test_a_catalogue_less_or_an_empty_file_is_named(tmp_path: Path) -> None:
    static, words = built_copy(tmp_path)
    (words / "ur" / "LC_MESSAGES" / "umay.mo").unlink()
    (static / "vendor" / "fonts" / "bold.woff2").write_bytes(b"")
    assert lacking(static, words) == ["vendor/fonts/bold.woff2", "ur/LC_MESSAGES/umay.mo"]
    assert [*offered(words)] == ["en", "cy", "pl", "ro", "ar"]
