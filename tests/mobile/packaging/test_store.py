"""What the stores are told: short, with the three warnings, promising no rescue (goal D3)."""

import re
from pathlib import Path

import pytest

from mobile.packaging import stage
from mobile.store.outbox import KINDS
from shared.saying import LANGUAGES
from shared.wire_messages import FeedbackSchema, HelpAnswerSchema, YoungRecordSchema

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


MESSAGES = {
    "answer": FeedbackSchema,
    "did they help": HelpAnswerSchema,
    "young people's record": YoungRecordSchema,
}
"""What a phone sends, by its name in the papers."""


def declared(papers: str) -> dict[str, set[str]]:
    """Return which fields of which message the stores' papers declare."""
    found: dict[str, set[str]] = {}
    for line in papers.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 7 and cells[1] in MESSAGES:
            found.setdefault(cells[1], set()).update(re.findall(r"`(\w+)`", cells[2]))
    return found


def sent() -> dict[str, set[str]]:
    """Return which fields each message has."""
    return {name: set(schema().fields) for name, schema in MESSAGES.items()}


PAPERS = (STORE / "data-safety.md").read_text(encoding="utf-8")


def test_every_field_that_leaves_the_phone_is_declared_to_the_stores() -> None:
    assert declared(PAPERS) == sent()


@pytest.mark.parametrize("field", ["`voice`", "`helped`", "`changes`"])
def test_a_field_that_is_not_declared_would_be_seen(field: str) -> None:
    assert declared(PAPERS.replace(field, "")) != sent()


def test_every_kind_of_message_that_a_phone_sends_is_among_them() -> None:
    assert len(KINDS) == len(MESSAGES)


@pytest.mark.parametrize("wrong", ["not collected (with `voice`", "no**, as long as", "gender can"])
def test_nothing_that_is_sent_is_denied(wrong: str) -> None:
    assert wrong not in PAPERS
    assert wrong not in text("en", "full.txt")
