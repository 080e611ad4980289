"""What the stores are told: short, with the three warnings, promising no rescue (goal D3)."""

import re
from pathlib import Path

import pytest

from demo.store_shots import DEVICES, SHOTS
from mobile.packaging import stage
from shared.saying import LANGUAGES
from shared.version import VERSION
from tests.mobile.packaging.spec import settings

STORE = stage.HERE / "store"
LIMITS = {"title.txt": 30, "short.txt": 80, "full.txt": 4000}
"""Characters, as Google Play counts."""

# A marker of each of the three warnings: no call for help, no hiding from spyware, safer device.
WARNINGS = {
    "en": ("does not call for help by itself", "cannot hide from spyware", "use a safer device"),
    "cy": ("Nid yw UMay yn galw am gymorth", "Ni all UMay guddio rhag", "ddyfais fwy diogel"),
    "pl": ("nie wzywa pomocy", "nie ukryje się przed", "bezpieczniejszego urządzenia"),
    "ro": ("nu cere ajutor", "nu se poate ascunde", "dispozitiv mai sigur"),
    "ar": ("لا يطلب UMay المساعدة", "لا يستطيع UMay الاختباء", "جهازًا أكثر أمانًا"),
    "ur": ("خود مدد نہیں بلاتا", "چھپ نہیں سکتا", "زیادہ محفوظ آلہ"),
}

# Words that promise rescue, or secrecy from who watches the phone.
PROMISES = re.compile(
    r"rescue|guarante|keeps? you safe|protects? you|save your life|saves lives|never alone"
    r"|always (safe|there)|100 ?%|completely (safe|secret|anonymous|private)|totally|bulletproof"
    r"|undetect|untrace|invisible|disguise|in secret|secretly"
    r"|(?<!cannot )\bhides? (from|you|itself)"
    r"|(nobody|no one) (can|will|could) (know|see|find|tell|notice)"
    r"|can(no|')t be (seen|found|traced|detected|tracked)"
    r"|help is on (its|the) way|(?<!not )\b(calls|alerts|tells|informs|contacts) the police"
    r"|(?<!not )\bcalls? (for )?help|sends? help|spyware[- ](proof|free)|safe from spyware"
    r"|you will be safe|safest",
    re.IGNORECASE,
)


def faults(language: str, full: str) -> list[str]:
    """Return the warnings that a text lacks and the promises that it makes."""
    absent = [warning for warning in WARNINGS[language] if warning not in full]
    return [*absent, *(found[0] for found in PROMISES.finditer(full))]


def text(language: str, name: str) -> str:
    """Return a text as it would be pasted into the store's form."""
    return (STORE / language / name).read_text(encoding="utf-8").strip()


def test_every_language_of_the_app_has_its_three_texts() -> None:
    assert WARNINGS.keys() == LANGUAGES.keys()
    found = {str(path.relative_to(STORE)) for path in STORE.rglob("*.txt")}
    assert found == {str(Path(language, name)) for language in WARNINGS for name in LIMITS}


@pytest.mark.parametrize("language", WARNINGS)
@pytest.mark.parametrize("name", LIMITS)
def test_a_text_fits_the_stores_form(language: str, name: str) -> None:
    assert 0 < len(text(language, name)) <= LIMITS[name]
    assert name == "full.txt" or "\n" not in text(language, name)


@pytest.mark.parametrize("language", WARNINGS)
def test_the_three_warnings_are_there_and_nothing_promises_rescue(language: str) -> None:
    assert faults(language, text(language, "full.txt")) == []
    assert not PROMISES.search(text(language, "short.txt"))


@pytest.mark.parametrize("language", WARNINGS)
def test_the_warnings_stand_before_what_the_app_can_do(language: str) -> None:
    full = text(language, "full.txt")
    last = max(full.index(warning) for warning in WARNINGS[language])
    assert full.count("\n\n", 0, last) <= 2


@pytest.mark.parametrize("language", WARNINGS)
def test_a_text_without_one_of_them_would_be_seen(language: str) -> None:
    for warning in WARNINGS[language]:
        full = text(language, "full.txt").replace(warning, "")
        assert faults(language, full) == [warning]


@pytest.mark.parametrize(
    "promise",
    [
        "UMay keeps you safe.",
        "Help is on its way.",
        "UMay calls for help when you cannot.",
        "It alerts the police for you.",
        "Nobody can see that you use it.",
        "It is invisible to anybody who checks your phone.",
        "UMay hides from spyware.",
        "Guaranteed open, 100 % safe.",
        "It cannot be traced.",
        "You are never alone.",
    ],
)
def test_a_promise_would_be_seen(promise: str) -> None:
    assert len(faults("en", f"{text('en', 'full.txt')} {promise}")) >= 1


def test_what_awaits_review_is_marked_so() -> None:
    about = (STORE / "README.md").read_text(encoding="utf-8")
    (line,) = (line for line in about.splitlines() if "not read by a native speaker" in line)
    assert set(re.findall(r"`(\w\w)`", line)) == WARNINGS.keys() - {"en"}


@pytest.mark.parametrize("wrong", ["not collected (with `voice`", "no**, as long as", "gender can"])
def test_nothing_that_is_sent_is_denied(wrong: str) -> None:
    assert wrong not in text("en", "full.txt")


def test_every_paper_stands_in_the_index() -> None:
    about = (STORE / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in STORE.glob("*.md")} - {"README.md"} == set(
        re.findall(r"\]\(([\w-]+\.md)\)", about)
    )


def test_the_number_of_a_version_follows_from_the_version() -> None:
    assert numeric("0.2.0") == 20_000
    assert numeric("1.4.2") == 1_040_200
    assert int(settings()["android.numeric_version"]) // 100 == numeric(VERSION) // 100
    assert [numeric(each) for each in ("0.2.0", "0.2.1", "0.10.0", "1.0.0")] == sorted(
        numeric(each) for each in ("1.0.0", "0.10.0", "0.2.1", "0.2.0")
    )


def numeric(version: str) -> int:
    """Return Google's versionCode as releasing.md has it; the last two digits are the store's."""
    major, minor, patch = map(int, version.split("."))
    return major * 1_000_000 + minor * 10_000 + patch * 100


@pytest.mark.parametrize("device", DEVICES)
def test_screenshots_are_of_the_sizes_that_google_takes(device: str) -> None:
    short, long = sorted(DEVICES[device].size)
    assert short >= 1080
    assert long <= min(3840, 2 * short)
    assert 2 <= len(SHOTS) <= 8
