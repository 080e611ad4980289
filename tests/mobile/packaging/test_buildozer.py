"""Buildozer's settings, held against the code they package."""

import ast
import configparser
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest

from mobile.packaging import stage
from tests.architecture.tree import ROOT

SPEC = stage.HERE / stage.SETTINGS
OWN = {"mobile", "shared"}
# What is imported under another name than it is asked for; the last comes with the entrance.
CALLED = {"jnius": "pyjnius", "android": None}
# Recipes of python-for-android, whose versions it chooses itself.
RECIPES = {"python3", "sqlite3", "openssl", "pyjnius"}
# What a module of the standard library needs on Android, and what `requests` needs for https.
STANDARD = {"sqlite3": "sqlite3", "zoneinfo": "tzdata"}
# Dependencies that Kivy does not need in an app: its command line and its documentation.
NOT_IN_AN_APP = {"kivy-garden", "docutils", "pygments"}


def settings() -> configparser.SectionProxy:
    """Return the section of the app, names as written."""
    parser = configparser.ConfigParser()
    parser.read(SPEC, encoding="utf-8")
    return parser["app"]


def listed(name: str) -> list[str]:
    """Return a setting that is a list."""
    return [word.strip() for word in settings()[name].split(",")]


def imported() -> set[str]:
    """Return the top names of everything that the phone's code imports, wherever in a file."""
    paths = [path for room in OWN for path in (ROOT / room).rglob("*.py")]
    return {name for path in paths if path.parent != stage.HERE for name in names_in(path)} - OWN


def names_in(path: Path) -> Iterator[str]:
    """Yield the top names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def needed() -> set[str]:
    """Return what has to be asked for: the imports, and what those need in turn on this Python."""
    names = imported()
    direct = {CALLED.get(name, name) for name in names - sys.stdlib_module_names} - {None}
    found = {"python3", "openssl"} | {STANDARD[name] for name in names & set(STANDARD)}
    waiting = [str(name) for name in direct]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [] if name in RECIPES else dependencies(name)
    return found


def dependencies(name: str) -> list[str]:
    """Return what a package needs without extras and on a system other than Windows."""
    plain = [line for line in requires(name) or [] if "extra ==" not in line]
    plain = [line for line in plain if not re.search(r"win32|python_version ?<", line)]
    found = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in plain}
    return sorted(found - NOT_IN_AN_APP)


def test_the_requirements_are_what_the_code_imports_and_no_more() -> None:
    asked = {requirement.partition("==")[0] for requirement in listed("requirements")}
    assert asked == needed()


def test_versions_are_those_of_our_lock_file() -> None:
    pinned = dict(
        re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements/dev.lock").read_text(), re.M)
    )
    for requirement in listed("requirements"):
        name, _, version = requirement.partition("==")
        assert version == ("" if name in RECIPES else pinned[name]), name


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert settings()["version"] == project["version"]


def test_the_app_may_use_the_network_and_the_position_and_nothing_else() -> None:
    assert sorted(listed("android.permissions")) == [
        "ACCESS_COARSE_LOCATION",
        "ACCESS_FINE_LOCATION",
        "INTERNET",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("android.allow_backup", "False"),
        ("android.private_storage", "True"),
        ("orientation", "portrait"),
        ("source.dir", "."),
    ],
)
def test_a_setting_that_a_promise_rests_on(name: str, value: str) -> None:
    assert settings()[name] == value


def test_nothing_runs_beside_the_app() -> None:
    assert not [name for name in settings() if name.startswith("services")]
    assert int(settings()["android.minapi"]) >= 24


def test_every_kind_of_file_that_the_app_reads_is_included() -> None:
    included = {f".{ending}" for ending in listed("source.include_exts")}
    files = [path for room in OWN for path in (ROOT / room).rglob("*") if path.is_file()]
    unpackaged = [path for path in files if stage.HERE not in path.parents]
    suffixes = {path.suffix for path in unpackaged if "__pycache__" not in path.parts}
    # The fonts and the first pack are made by set-up, and may not be there yet.
    assert suffixes | {".json", ".ttf", ".txt"} == included
