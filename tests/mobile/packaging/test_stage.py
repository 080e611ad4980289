"""The folder to build from: complete in itself, and nothing beside it needed."""

import py_compile
import subprocess
import sys
from pathlib import Path

import pytest

from mobile.packaging import stage
from tests.architecture.tree import ROOT
from tests.mobile.packaging.spec import listed, settings

WITHOUT_SYSTEM_ZONES = {"PYTHONTZPATH": "", "PATH": "/usr/bin:/bin"}
ASK_LOCAL_TIME = """
import sys
import {module} as clock
from datetime import UTC, datetime
import zoneinfo
assert zoneinfo.TZPATH == (), zoneinfo.TZPATH
print(clock.local(datetime(2026, 7, 1, 12, tzinfo=UTC)).hour, "tzdata" in sys.modules)
"""

FILES = {
    "icon.filename",
    "icon.adaptive_foreground.filename",
    "icon.adaptive_background.filename",
    "presplash.filename",
    "android.manifest.intent_filters",
    "android.res_xml",
    "android.extra_manifest_application_arguments",
    "android.extra_manifest_xml",
}
"""The settings that are files."""


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """A staged folder."""
    folder = tmp_path / "phone"
    assert stage.main([str(folder)]) == 0
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the Python of the tests in a folder, with no system time-zone database."""
    return subprocess.run(
        [sys.executable, "-B", *words],
        cwd=folder,
        env=WITHOUT_SYSTEM_ZONES,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_folder_that_exists_is_refused(staged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stage.main([str(staged)]) == 1
    assert "exists" in capsys.readouterr().err


def test_the_command_makes_it_where_one_stands(tmp_path: Path) -> None:
    made = run_umay(tmp_path, "package", "--stage", "phone")
    assert (made.returncode, made.stderr) == (0, "")
    assert "buildozer android debug" in made.stdout
    assert (tmp_path / "phone" / "main.py").is_file()


def test_the_command_without_a_folder_is_refused(tmp_path: Path) -> None:
    refused = run_umay(tmp_path, "package")
    assert refused.returncode == 2
    assert "--stage" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def run_umay(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours in a folder."""
    return subprocess.run(
        [ROOT / "umay", *words], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_entrance_stands_on_top_beside_the_settings(staged: Path) -> None:
    names = sorted(path.name for path in staged.iterdir())
    others = ["art", "buildozer.spec", "java", "main.py", "manifest", "mobile", "res", "shared"]
    assert names == others
    py_compile.compile(str(staged / "main.py"), cfile=str(staged / "main.pyc"), doraise=True)


def test_every_file_that_the_settings_name_is_there(staged: Path) -> None:
    found = [value for name, value in settings().items() if name in FILES]
    assert len(found) == len(FILES)
    named = [name for value in found for name in value.split(",")]
    assert [name for name in named if not (staged / name).is_file()] == []
    read = {path for folder in stage.FOR_THE_BUILD for path in (staged / folder).iterdir()}
    assert read == {staged / name for name in named}


def test_our_java_is_compiled_with_the_app_and_is_no_file_in_it(staged: Path) -> None:
    java = Path(settings()["android.add_src"])
    assert java.name in listed("source.exclude_dirs")
    ours = {path.relative_to(stage.HERE) for path in (stage.HERE / java).rglob("*.java")}
    assert ours
    assert {path.relative_to(staged) for path in staged.rglob("*.java")} == ours


def test_only_kinds_of_files_that_the_settings_include_are_staged(staged: Path) -> None:
    included = {f".{ending}" for ending in listed("source.include_exts")}
    excluded = {staged / name for name in listed("source.exclude_dirs")}
    files = [path for path in staged.rglob("*") if path.is_file()]
    packaged = [path for path in files if not excluded & set(path.parents)]
    assert {path.suffix for path in packaged} - included == {".spec"}


@pytest.mark.parametrize(
    ("about", "travels"),
    [('{"example": true}', False), ('{"server": "https://umay.example"}', True), (None, True)],
)
def test_a_first_pack_travels_unless_its_places_are_invented(
    about: str | None, travels: bool, tmp_path: Path
) -> None:
    pack = tmp_path / "tree" / stage.PACK
    pack.mkdir(parents=True)
    (tmp_path / "tree" / "shared").mkdir()
    (pack / "manifest.json").write_text("{}")
    if about is not None:
        (pack / "server.json").write_text(about)
    stage.stage(tmp_path / "phone", root=tmp_path / "tree")
    assert (tmp_path / "phone" / stage.PACK / "manifest.json").exists() == travels


def test_what_only_packages_the_app_does_not_travel_in_it(staged: Path) -> None:
    assert not (staged / "mobile" / "packaging").exists()
    assert not list(staged.rglob("__pycache__"))


def test_the_staged_entrance_runs_the_staged_app(staged: Path) -> None:
    shown = run(staged, "main.py", "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "The UMay phone app." in shown.stdout
    found = run(staged, "-c", "import mobile.config as here; print(here.__file__)")
    assert Path(found.stdout.strip()).is_relative_to(staged)


def test_local_time_is_known_without_a_system_database(staged: Path) -> None:
    shown = run(staged, "-c", ASK_LOCAL_TIME.format(module="shared.clock"))
    assert shown.stdout == "13 True\n", shown.stderr


def test_without_tzdata_there_would_be_no_local_time(staged: Path) -> None:
    hidden = "import sys; sys.modules['tzdata'] = None\n"
    shown = run(staged, "-c", hidden + ASK_LOCAL_TIME.format(module="shared.clock"))
    assert "ZoneInfoNotFoundError" in shown.stderr
