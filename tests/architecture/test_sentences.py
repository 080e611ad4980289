"""Sentences that were once said and were not true: they stand nowhere that people read.

What people act on tonight must not promise more than is known. Each entry says why it was false;
what is true now is claimed by the tests of the page or paper that says it.
"""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import project_files, read

FALSE = {
    r"Dial 999, then 55": "55 works on mobiles only, and only after a prompt",
    r"cannot speak, press 55 when asked": "not from a landline",
    r"Tell nobody who need not know": "of a child somebody must be told",
    r"\"Rape Crisis 0808": "it is for 16 and over, and says so",
    r"attacks you for who you are\. Day and night": "it serves some areas only",
    r"on its website, under Report it": "no number and no address: not a door",
    r"Most phones call 999 when you press": "Android phones differ, and it may be switched off",
    r"published once a quarter": "no resident can see a figure",
    r"deletes both": "people one trusts and receipts are deleted too",
    r"[Aa]waiting review|wait for review by": "nobody has been asked to review them",
    r"All is well": "an empty service helps nobody",
    r"\*\*Not built yet\*\*": "nothing is being built: it is not done",
    r"at least 95 times of 100 at every base that is shown": "a mean over true shares, not each",
    r"under \{share\.high\} %|\"under N %\", from": "a hidden count is not a small one",
    r"as long as answers carry no `voice`": "they carry it",
    r"Age band and gender": "gender is not asked",
}
"""Patterns of what was said, and why it is not true."""

READ = {".html", ".md", ".txt", ".kv", ".py", ".js", ".po"}
UNREAD = ("tests/", "docs/decisions/", "CHANGELOG.md", "bench/", "demo/")
"""Where nobody acts on a sentence, or where it is told that it was false."""


def falsehoods(text: str) -> list[str]:
    """Return the patterns of false sentences that a text holds."""
    joined = re.sub(r"\"\s*\n\s*\"", "", text)
    return [pattern for pattern in FALSE if re.search(pattern, joined)]


def texts() -> list[Path]:
    """Return every tracked file that holds what people read."""
    found = (name for name in project_files() if name.suffix in READ)
    return [name for name in found if not str(name).startswith(UNREAD)]


def test_no_false_sentence_is_said_anywhere() -> None:
    found = {str(name): false for name in texts() if (false := falsehoods(read(name)))}
    assert found == {}


def test_every_kind_of_text_is_read() -> None:
    assert {name.suffix for name in texts()} == READ


@pytest.mark.parametrize(
    "said",
    [
        "<p>Cannot speak? Dial 999, then 55.</p>",
        'to_say(\n    "They are published "\n    "once a quarter and never changed."\n)',
        "{% else %}All is well.{% endif %}",
        "| Device or other IDs | **no**, as long as answers carry no `voice` |",
    ],
)
def test_a_sentence_that_was_said_before_would_be_found(said: str) -> None:
    assert len(falsehoods(said)) == 1
