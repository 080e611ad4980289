"""What a long press on the icon offers: two pages, in every language, and nothing is dialled."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mobile.device.system import ASKABLE, ASKED
from mobile.packaging import stage
from shared.saying import LANGUAGES
from tests.mobile.packaging.spec import listed, settings
from tests.mobile.packaging.test_toolchain import ANDROID, rendered

RES = stage.HERE / "res"
LONGEST_SHORT = 30
"""Android cuts a short label that is much longer; its guide wishes for some ten letters."""


def shortcuts() -> Iterator[ElementTree.Element]:
    (path,) = (each for each in listed("android.res_xml") if each.endswith("shortcuts.xml"))
    # Our own file.
    yield from ElementTree.fromstring((stage.HERE / path).read_text("utf-8"))  # noqa: S314


def words_of(folder: Path) -> dict[str, str]:
    text = (folder / "shortcuts.xml").read_text(encoding="utf-8")
    return {each.attrib["name"]: each.text or "" for each in ElementTree.fromstring(text)}  # noqa: S314


def test_the_manifest_names_them_in_the_apps_own_activity(tmp_path: Path) -> None:
    (activity,) = rendered(tmp_path).iter("activity")
    (named,) = activity.findall("meta-data")
    assert named.attrib[f"{ANDROID}name"] == "android.app.shortcuts"
    assert named.attrib[f"{ANDROID}resource"] == "@xml/shortcuts"
    assert len(activity.findall("intent-filter")) == 1


def test_each_opens_a_page_of_ours_and_calls_nobody() -> None:
    pages = []
    for each in shortcuts():
        (intent,) = each
        said = settings()
        own = f"{said['package.domain']}.{said['package.name']}"
        assert intent.attrib[f"{ANDROID}targetPackage"] == own
        assert intent.attrib[f"{ANDROID}targetClass"] == "org.kivy.android.PythonActivity"
        assert intent.attrib[f"{ANDROID}action"] == "android.intent.action.VIEW"
        assert f"{ANDROID}data" not in intent.attrib
        (extra,) = intent
        assert extra.attrib[f"{ANDROID}name"] == ASKED
        pages.append(extra.attrib[f"{ANDROID}value"])
    assert tuple(pages) == ASKABLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_have_words_in_every_language(language: str) -> None:
    english = words_of(RES / "values")
    folder = RES / ("values" if language == "en" else f"values-{language}")
    words = words_of(folder)
    assert words.keys() == english.keys()
    assert all(0 < len(each) <= LONGEST_SHORT for each in words.values())
    assert "999" in words["shortcut_help"]
    if language != "en":
        assert words["shortcut_nearest"] != english["shortcut_nearest"]


def test_every_label_is_a_word_of_ours() -> None:
    named = {
        each.attrib[f"{ANDROID}{kind}"].removeprefix("@string/")
        for each in shortcuts()
        for kind in ("shortcutShortLabel", "shortcutLongLabel")
    }
    assert named == words_of(RES / "values").keys()


def test_the_build_folder_has_them(tmp_path: Path) -> None:
    stage.stage(tmp_path / "staged")
    for path in (*listed("android.res_xml"), settings()["android.manifest.intent_filters"]):
        assert (tmp_path / "staged" / path).is_file()
    assert (tmp_path / "staged" / settings()["android.add_resources"] / "values-ur").is_dir()
