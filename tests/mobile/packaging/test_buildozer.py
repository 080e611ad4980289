"""Buildozer's settings, held against the code they package."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import files, requires
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mobile.packaging import stage
from tests.architecture.tree import ROOT
from tests.mobile.packaging.spec import (
    CHOSEN_RECIPES,
    FASTER_COMPILED,
    PINNED_RECIPES,
    RECIPES,
    compiled_files,
    from_the_index,
    is_pure,
    listed,
    normal,
    requirements,
    settings,
)

OWN = {"mobile", "shared"}
# What is imported under another name than it is asked for; `android` comes with the entrance, and
# Pillow is looked at only where Kivy uses it to write, which it does not on a phone.
CALLED = {
    "jnius": "pyjnius",
    "android": None,
    "PIL": None,
    "bidi": "python-bidi",
    "kivy_garden": "kivy-garden-mapview",
}
# What a module of the standard library needs on Android, and what `requests` needs for https.
STANDARD = {"sqlite3": "sqlite3", "zoneinfo": "tzdata"}
# What a package imports without saying so.
UNSAID = {"kivy-garden-mapview": ["requests"]}
# Dependencies that Kivy does not need in an app: its command line and its documentation.
NOT_IN_AN_APP = {"kivy-garden", "docutils", "pygments"}
# Catalogues' sources stay behind.
SOURCES = {".po", ".pot"}
BACKUPS = ("cloud-backup", "device-transfer")
# The domains of Android's data extraction rules: all there are.
DOMAINS = {
    *("root", "file", "database", "sharedpref", "external"),
    *("device_root", "device_file", "device_database", "device_sharedpref"),
}
PERMITTED = {"INTERNET", "ACCESS_COARSE_LOCATION", "ACCESS_FINE_LOCATION"}


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
    foreign = names - sys.stdlib_module_names
    direct = {CALLED.get(name, normal(name)) for name in foreign} - {None}
    found = {"python3", "hostpython3", "openssl"} | {
        STANDARD[name] for name in names & set(STANDARD)
    }
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
    found = {normal(re.split(r"[^\w.-]", line)[0]) for line in plain}
    return sorted((found | set(UNSAID.get(name, ()))) - NOT_IN_AN_APP)


def faults_of(asked: set[str]) -> set[str]:
    """Return what is asked for in vain and what is not asked for."""
    return asked ^ needed()


def test_the_requirements_are_what_the_code_imports_and_no_more() -> None:
    assert faults_of(set(requirements())) == set()


@pytest.mark.parametrize("changed", [{"tzdata"}, {"marshmallow"}, {"geopy"}])
def test_one_too_few_or_too_many_would_be_seen(changed: set[str]) -> None:
    asked = set(requirements())
    assert faults_of(asked ^ changed) == faults_of(asked) ^ changed


def test_versions_are_those_of_our_lock_file() -> None:
    pinned = dict(
        re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements/dev.lock").read_text(), re.M)
    )
    for name, version in requirements().items():
        if name not in PINNED_RECIPES:
            assert version == ("" if name in RECIPES else pinned[name]), name


def test_what_is_no_recipe_is_pure_python() -> None:
    compiled = CHOSEN_RECIPES | FASTER_COMPILED
    impure = {name for name in from_the_index() if not is_pure(name)}
    assert impure <= compiled
    # Kivy would not pass, and neither would a later python-bidi, which is written in Rust.
    assert not is_pure("kivy")


def test_compiled_parts_that_may_be_missing_have_a_twin_in_python() -> None:
    for name in FASTER_COMPILED:
        for path in compiled_files(name):
            folder, _, file = path.rpartition("/")
            twin = f"{folder}/{file.partition('.')[0]}.py"
            # mypyc's shared part stands at the top and has none: the twins do without it.
            assert not folder or twin in map(str, files(name) or []), path


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert settings()["version"] == project["version"]


def forbidden(permissions: list[str]) -> set[str]:
    """Return the permissions that promise 2 does not allow."""
    return set(permissions) - PERMITTED


def test_the_app_may_use_the_network_and_the_position_and_nothing_else() -> None:
    asked = listed("android.permissions")
    assert forbidden(asked) == set()
    assert sorted(asked) == sorted(PERMITTED)


@pytest.mark.parametrize(
    "one", ["READ_CONTACTS", "POST_NOTIFICATIONS", "WRITE_EXTERNAL_STORAGE", "CALL_PHONE"]
)
def test_one_more_permission_would_be_seen(one: str) -> None:
    assert forbidden([*listed("android.permissions"), one]) == {one}


def test_no_permission_comes_in_beside_the_list() -> None:
    extra = (stage.HERE / settings()["android.extra_manifest_xml"]).read_text(encoding="utf-8")
    assert "permission" not in extra
    assert "android.wakelock" not in settings()


def kept_back(rules: str) -> dict[str, set[str]]:
    """Return which domains a file of data extraction rules excludes whole, by way out."""
    # Our own file, and the test's.
    tree = ElementTree.fromstring(rules)  # noqa: S314
    return {
        way.tag: {one.attrib["domain"] for one in way.iter("exclude") if one.get("path") == "."}
        for way in tree
        if not list(way.iter("include"))
    }


def extraction_rules() -> str:
    """Return the rules that the manifest names."""
    path = stage.HERE / listed("android.res_xml")[0]
    assert f'android:dataExtractionRules="@xml/{path.stem}"' in application_arguments()
    return path.read_text(encoding="utf-8")


def application_arguments() -> list[str]:
    """Return what is written into the manifest's application element."""
    path = stage.HERE / settings()["android.extra_manifest_application_arguments"]
    return path.read_text(encoding="utf-8").splitlines()


def test_nothing_moves_to_a_cloud_or_to_the_next_phone() -> None:
    assert not settings().getboolean("android.allow_backup")
    assert kept_back(extraction_rules()) == dict.fromkeys(BACKUPS, DOMAINS)


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ('<exclude domain="file" path="." />', ""),
        ('<exclude domain="database" path="." />', '<include domain="database" path="." />'),
        ('<exclude domain="root" path="." />', '<exclude domain="root" path="cache" />'),
    ],
)
def test_a_way_out_left_open_would_be_seen(line: str, changed: str) -> None:
    opened = extraction_rules().replace(line, changed)
    assert kept_back(opened) != dict.fromkeys(BACKUPS, DOMAINS)


def test_the_back_gesture_stays_ours_where_android_would_close_the_app() -> None:
    assert int(settings()["android.api"]) >= 36
    assert 'android:enableOnBackInvokedCallback="false"' in application_arguments()


def test_the_voices_of_the_phone_may_be_asked_for() -> None:
    extra = (stage.HERE / settings()["android.extra_manifest_xml"]).read_text(encoding="utf-8")
    whole = f'<manifest xmlns:android="urn:android">{extra}</manifest>'
    (action,) = ElementTree.fromstring(whole).iter("action")  # noqa: S314
    assert list(action.attrib.values()) == ["android.intent.action.TTS_SERVICE"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("android.allow_backup", "False"),
        ("android.private_storage", "True"),
        ("orientation", "portrait, landscape, portrait-reverse, landscape-reverse"),
        ("source.dir", "."),
        ("icon.filename", "art/icon.png"),
        ("icon.adaptive_foreground.filename", "art/adaptive-foreground.png"),
        ("icon.adaptive_background.filename", "art/adaptive-background.png"),
        ("presplash.filename", "art/splash.png"),
        ("android.presplash_color", "#10161d"),
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
    # Fonts, catalogues and the first pack are made by set-up, and may not be there yet.
    made = {".json", ".ttf", ".txt", ".mo", ".png"}
    assert (suffixes - SOURCES) | made == included
