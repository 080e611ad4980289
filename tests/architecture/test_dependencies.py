"""Each library that a room imports is declared where that room's packages are asked for."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import PurePosixPath

import pytest

from tests.architecture.imports import OWN, imported
from tests.architecture.tree import ROOT, read, source_files

# What is installed for a room, by the first part of its files' names.
ASKED = {"shared": (), "backend": ("backend",), "mobile": ("mobile",)}
OWNERS = packages_distributions()
"""Which packages have a module, by its name."""
BROUGHT = {"android", "jnius"}
"""The packaging of the phone app brings these."""


def declared(*extras: str) -> set[str]:
    """Return the names of the packages that phone and server share, and those of some extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    wanted = project["dependencies"] + [line for extra in extras for line in optional[extra]]
    return {_plain(re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]) for line in wanted}


def undeclared(name: str, source: str, packages: set[str]) -> list[str]:
    """Return the libraries that a file imports although no package that is asked for has them."""
    tops = {
        target.partition(".")[0] for _, target in imported(ast.parse(source), PurePosixPath(name))
    }
    foreign = tops - OWN - BROUGHT - set(sys.stdlib_module_names) - {""}
    return sorted(top for top in foreign if not {_plain(o) for o in OWNERS.get(top, ())} & packages)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("room", ASKED)
def test_what_a_room_imports_is_declared_for_it(room: str) -> None:
    packages = declared(*ASKED[room])
    names = [name for name in source_files() if name.parts[0] == room]
    found = [
        f"{name}: {top}"
        for name in names
        for top in undeclared(name.as_posix(), read(name), packages)
    ]
    assert names
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("name", "source", "extra"),
    [
        ("mobile/sync/http.py", "import flask", "mobile"),
        ("backend/web/pages.py", "from kivy.app import App", "backend"),
        ("shared/geo.py", "def far():\n    import geopy.distance", "shared"),
    ],
)
def test_what_another_room_asks_for_is_noticed(name: str, source: str, extra: str) -> None:
    assert undeclared(name, source, declared(*ASKED[extra]))


def test_the_geocoder_is_the_servers_alone() -> None:
    assert "geopy" in declared("backend")
    assert "geopy" not in declared("mobile")
