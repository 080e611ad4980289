"""One place holds the version; whatever else names it agrees, and each one is written about."""

import json
import re
import tomllib

from shared.version import VERSION
from tests.architecture.tree import ROOT

HEADING = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def text(*path: str) -> str:
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def changelog_versions() -> list[str]:
    """Return the versions of the changelog, the newest first."""
    return [match[1] for match in HEADING.finditer(text("CHANGELOG.md"))]


def test_every_place_that_names_the_version_agrees() -> None:
    lock = json.loads(text("package-lock.json"))
    assert {
        tomllib.loads(text("pyproject.toml"))["project"]["version"],
        json.loads(text("package.json"))["version"],
        lock["version"],
        lock["packages"][""]["version"],
        *re.findall(r"^version = (\S+)$", text("mobile", "packaging", "buildozer.spec"), re.M),
        changelog_versions()[0],
    } == {VERSION}


def test_the_changelog_begins_with_what_is_not_released_and_falls() -> None:
    assert re.findall(r"^## \[(.+?)\]", text("CHANGELOG.md"), re.M)[0] == "Unreleased"
    numbers = [tuple(map(int, version.split("."))) for version in changelog_versions()]
    assert numbers == sorted(set(numbers), reverse=True)


def test_the_version_has_its_recorded_data_and_requests() -> None:
    # `python -m tests.upgrades.record` makes them, once for each release.
    folder = ROOT / "tests" / "upgrades" / "recorded" / VERSION
    assert {path.name for path in folder.glob("*.json")} == {"database.json", "requests.json"}


def test_every_version_of_the_changelog_has_notes_on_upgrading_to_it() -> None:
    noted = re.findall(r"^### To (\d+\.\d+\.\d+)$", text("docs", "upgrading.md"), re.MULTILINE)
    assert noted == changelog_versions()
