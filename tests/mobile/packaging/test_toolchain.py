"""What compiles the app is pinned, agrees with itself, and would write the manifest we promise."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from mobile.packaging import stage
from tests.mobile.packaging.spec import listed, normal, requirements, settings
from tests.mobile.packaging.test_buildozer import PERMITTED
from tests.tools.test_locks import pins
from tools.installers import fetch_tool
from tools.layout import this_layout

ANDROID = "{http://schemas.android.com/apk/res/android}"
# Kivy's recipe asks for it beside what Kivy needs, in no pinned version.
BROUGHT = {"chardet"}
RELEASE = re.compile(r"v([0-9]{4})\.0?([0-9]+)\.0?([0-9]+)")


def asked(*words: str, folder: Path) -> str:
    """Return what python-for-android answers in a folder."""
    done = subprocess.run(
        [this_layout().python, Path(__file__).with_name("p4a_asked.py"), *words],
        cwd=folder,
        env={"PYTHONPATH": str(fetch_tool(this_layout(), "p4a")), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What it would build for our requirements."""
    folder = tmp_path_factory.mktemp("graph")
    return dict(json.loads(asked("graph", settings()["requirements"], folder=folder)))


def arguments(changed: Sequence[str] = ()) -> list[str]:
    """Return the words that Buildozer 1.6 makes of our settings for the package's manifest."""
    said = settings()

    def held(name: str) -> str:
        return (stage.HERE / said[name]).read_text(encoding="utf-8")

    words = ["--name", said["title"], "--version", said["version"], "--private", "."]
    words += ["--package", f"{said['package.domain']}.{said['package.name']}"]
    words += ["--minsdk", said["android.minapi"]]
    for permission in listed("android.permissions"):
        words += ["--permission", permission]
    for orientation in listed("orientation"):
        words += ["--orientation", orientation]
    words += ["--window", "--enable-androidx"]
    words += ["--android-entrypoint", "org.kivy.android.PythonActivity"]
    words += ["--android-apptheme", "@android:style/Theme.NoTitleBar"]
    words += ["--numeric-version", said["android.numeric_version"], "--allow-backup", "false"]
    words += ["--extra-manifest-xml", held("android.extra_manifest_xml")]
    words += ["--intent-filters", str(stage.HERE / said["android.manifest.intent_filters"])]
    for path in listed("android.res_xml"):
        words += ["--res_xml", str(stage.HERE / path)]
    words += ["--resource", f"{stage.HERE / said['android.add_resources']}:"]
    more = "android.extra_manifest_application_arguments"
    return [*words, "--extra-manifest-application-arguments", held(more), *changed]


def rendered(folder: Path, changed: Sequence[str] = ()) -> ElementTree.Element:
    """Return the manifest that it would write."""
    told = {
        "arguments": arguments(changed),
        "api": int(settings()["android.api"]),
        "distribution": {
            "bootstrap": "sdl2",
            "archs": listed("android.archs"),
            "ndk_api": int(settings()["android.ndk_api"]),
            "hostpython": "",
        },
    }
    (folder / "settings.json").write_text(json.dumps(told), encoding="utf-8")
    # Their template and our settings.
    return ElementTree.fromstring(asked("manifest", "settings.json", folder=folder))  # noqa: S314


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> ElementTree.Element:
    """The manifest of the app as its settings are."""
    return rendered(tmp_path_factory.mktemp("manifest"))


def turns(manifest: ElementTree.Element) -> str | None:
    """Return how the system may turn the app's window."""
    (activity,) = manifest.iter("activity")
    return activity.get(f"{ANDROID}screenOrientation")


def test_the_window_turns_as_the_phone_does(manifest: ElementTree.Element, tmp_path: Path) -> None:
    assert turns(manifest) == "unspecified"
    fixed = rendered(tmp_path, ["--manifest-orientation", "portrait"])
    assert turns(fixed) == "portrait"


def permissions(manifest: ElementTree.Element) -> list[str]:
    return [each.attrib[f"{ANDROID}name"] for each in manifest.iter("uses-permission")]


def exported(manifest: ElementTree.Element) -> list[str]:
    """Return what other apps may start."""
    return [
        each.attrib[f"{ANDROID}name"]
        for kind in ("activity", "activity-alias", "service", "receiver", "provider")
        for each in manifest.iter(kind)
        if each.get(f"{ANDROID}exported") == "true" or list(each.iter("intent-filter"))
    ]


def test_the_release_that_is_built_with_is_the_one_that_is_asked_here() -> None:
    found = RELEASE.fullmatch(settings()["p4a.branch"])
    assert found is not None
    year, month, day = map(int, found.groups())
    assert pins("p4a")["python-for-android"] == {f"{year}.{month}.{day}"}


def test_the_versions_that_are_pinned_are_those_of_its_recipes(graph: dict[str, Any]) -> None:
    pinned = {name: version for name, version in requirements().items() if version}
    for name in ("python3", "hostpython3", "pyjnius", "kivy"):
        assert graph["recipes"][name] == pinned[name]
    assert graph["bootstrap"] == "sdl2"


def test_what_is_no_recipe_of_its_is_what_we_ask_for_and_no_more(graph: dict[str, Any]) -> None:
    pure = {normal(name.partition("==")[0]) for name in graph["pure"]}
    assert pure - set(requirements()) == BROUGHT
    recipes = {normal(name) for name in graph["recipes"]}
    assert set(requirements()) - pure - recipes == set()


def test_the_compiler_makes_pages_of_16_kilobytes(graph: dict[str, Any]) -> None:
    """From NDK 28 on it does so by itself (Android developers, 16 KB page sizes)."""
    assert settings()["android.ndk"] == graph["ndk"]
    assert int(re.match("[0-9]+", settings()["android.ndk"])[0]) >= 28  # type: ignore[index]
    assert settings()["android.ndk_api"] == settings()["android.minapi"]


def test_the_manifest_asks_for_what_is_declared_and_nothing_else(
    manifest: ElementTree.Element,
) -> None:
    assert sorted(permissions(manifest)) == sorted(f"android.permission.{p}" for p in PERMITTED)


def test_nothing_but_the_apps_own_window_can_be_started(manifest: ElementTree.Element) -> None:
    assert exported(manifest) == ["org.kivy.android.PythonActivity"]
    for kind in ("service", "receiver", "provider"):
        assert list(manifest.iter(kind)) == []
    filters = [each.attrib[f"{ANDROID}name"] for each in manifest.iter("category")]
    assert filters == ["android.intent.category.LAUNCHER"]


def test_nothing_is_backed_up_and_the_back_gesture_stays_ours(
    manifest: ElementTree.Element,
) -> None:
    (application,) = manifest.iter("application")
    told = {name.removeprefix(ANDROID): value for name, value in application.attrib.items()}
    assert told["allowBackup"] == "false"
    assert told["dataExtractionRules"] == "@xml/data_extraction_rules"
    assert told["enableOnBackInvokedCallback"] == "false"
    assert "debuggable" not in told
    assert "usesCleartextTraffic" not in told


def test_it_is_built_for_the_android_that_google_asks_for(manifest: ElementTree.Element) -> None:
    (uses,) = manifest.iter("uses-sdk")
    assert uses.attrib[f"{ANDROID}targetSdkVersion"] == settings()["android.api"] == "36"
    assert manifest.attrib[f"{ANDROID}versionCode"] == settings()["android.numeric_version"]
    assert manifest.attrib[f"{ANDROID}versionName"] == settings()["version"]


def test_a_permission_more_or_a_backup_would_be_seen(tmp_path: Path) -> None:
    worse = rendered(tmp_path, ["--permission", "READ_CONTACTS", "--allow-backup", "true"])
    assert "android.permission.READ_CONTACTS" in permissions(worse)
    (application,) = worse.iter("application")
    assert application.attrib[f"{ANDROID}allowBackup"] == "true"
