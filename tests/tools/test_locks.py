"""The lock files: every pin has its hash, none names where it came from, and they agree."""

import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from tools.layout import this_layout
from tools.locks import LOCKS

LAYOUT = this_layout()
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)", re.MULTILINE)
NPM = (".", "bench/lighthouse", "tests/mobile/packaging/newest")
"""Where npm packages are pinned."""
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def entries(name: str) -> Iterator[str]:
    """Yield each pin of a lock file with the lines that belong to it."""
    yield from re.split(r"\n(?=\S)", LAYOUT.lock(name).read_text().strip())


def pins(name: str) -> dict[str, set[str]]:
    """Return the versions that a lock file pins, by package; markers may give several."""
    found: dict[str, set[str]] = {}
    for match in PIN.finditer(LAYOUT.lock(name).read_text()):
        found.setdefault(match["name"], set()).add(match["version"])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_is_a_pin_with_a_hash(name: str) -> None:
    loose = [entry for entry in entries(name) if not (PIN.match(entry) and HASH.search(entry))]
    assert not loose, "\n".join(loose)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_host(name: str) -> None:
    text = LAYOUT.lock(name).read_text()
    assert "://" not in text
    assert "index-url" not in text


def test_the_server_ships_what_was_tested() -> None:
    tested = pins("dev")
    other = {name: got for name, got in pins("backend").items() if got - tested.get(name, set())}
    assert not other


@pytest.mark.parametrize(("name", "extras"), [("backend", ["backend"]), ("dev", ["mobile", "dev"])])
def test_everything_the_project_asks_for_is_pinned(name: str, extras: list[str]) -> None:
    project = tomllib.loads((LAYOUT.root / "pyproject.toml").read_text())["project"]
    optional = project["optional-dependencies"]
    wanted = project["dependencies"] + [line for extra in extras for line in optional[extra]]
    names = {re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0].lower() for line in wanted}
    assert names - pins(name).keys() <= {"umay"}


def test_the_server_carries_no_phone_and_no_tools() -> None:
    assert pins("backend").keys() & {"kivy", "pyjnius", "pytest", "ruff", "hypothesis"} == set()


def test_no_lock_of_the_kind_that_names_hosts_is_there() -> None:
    assert not [name for name in ("uv.lock", "pylock.toml") if (LAYOUT.root / name).exists()]


@pytest.mark.parametrize("folder", NPM)
def test_npm_packages_are_pinned_with_hashes_and_name_no_host(folder: str) -> None:
    lock = json.loads((LAYOUT.root / folder / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not [name for name, entry in packages.items() if "resolved" in entry]


@pytest.mark.parametrize("folder", NPM)
def test_npm_versions_are_exact(folder: str) -> None:
    told = json.loads((LAYOUT.root / folder / "package.json").read_text())
    wanted = told.get("dependencies", {}) | told.get("devDependencies", {})
    assert wanted
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
