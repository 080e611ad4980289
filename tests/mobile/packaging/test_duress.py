"""Goal D2, in the code: nothing tells of the app outside of it, unless the person hands it over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.packaging import stage
from tests.architecture.tree import ROOT

# What would leave something behind, or be heard of, outside the app.
OUTSIDE = re.compile(
    r"clipboard|notif|toast|vibrat|contactscontract|external_?(files|storage|cache|sd)|mediastore"
    r"|storagepath|sharedpreferences|shortcut|badge|action_call\b|action_send\b|sendtextmessage"
    r"|smsmanager|sharing|filechooser|keystore|uniqueid|android\.storage|startservice|alarmmanager",
    re.IGNORECASE,
)
HANDED_OVER = {"mobile/device/android.py": ["ACTION_SEND"]}
"""The text to somebody trusted, which the person hands to an app of the phone's own list."""

DOTTED = re.compile(r"[\w$]+([.][\w$]+)+")


def sources() -> list[Path]:
    """Return every file of the phone that says what it does."""
    paths = [path for ending in ("*.py", "*.kv") for path in (ROOT / "mobile").rglob(ending)]
    java = (stage.HERE / stage.JAVA).rglob("*.java")
    return [*(path for path in paths if stage.HERE not in path.parents), *java]


def named(tree: ast.AST) -> Iterator[str]:
    """Yield what code names: imports, variables, attributes, and classes of Java as strings."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str() as words) if DOTTED.fullmatch(words):
                yield words
            case ast.Call(args=[ast.Constant(value=str() as words), *_]) if words.isidentifier():
                yield words


def traces(source: str, *, is_python: bool) -> list[str]:
    """Return what a source names that would leave a trace outside the app."""
    if not is_python:
        return OUTSIDE.findall(source)
    names = list(named(ast.parse(source)))
    return [name for name in names if OUTSIDE.search(name)]


def test_no_code_of_the_phone_leaves_a_trace_outside_the_app() -> None:
    paths = sources()
    assert len(paths) > 50
    found = {
        str(path.relative_to(ROOT)): traces(
            path.read_text(encoding="utf-8"), is_python=path.suffix == ".py"
        )
        for path in paths
    }
    assert {name: names for name, names in found.items() if names} == HANDED_OVER


@pytest.mark.parametrize(
    "source",
    [
        "from kivy.core.clipboard import Clipboard",
        "Clipboard.copy(words)",
        "import plyer.notification",
        "from plyer import notification",
        "autoclass('android.app.NotificationManager')",
        "autoclass('android.telephony.SmsManager')",
        "_open('ACTION_CALL', address)",
        "intents.ACTION_SEND",
        "activity().getExternalFilesDir(None)",
        "from android.storage import primary_external_storage_path",
    ],
)
def test_code_that_would_leave_one_is_seen(source: str) -> None:
    assert traces(source, is_python=True)


@pytest.mark.parametrize(
    "source",
    [
        "Tap:\n    on_release: Clipboard.copy(root.receipt)",
        "import android.app.NotificationManager;",
    ],
)
def test_a_rule_or_java_that_would_leave_one_is_seen(source: str) -> None:
    assert traces(source, is_python=False)


@pytest.mark.parametrize(
    "source",
    [
        '"""Nothing is copied to the clipboard."""',
        "text('UMay shows no notifications.')",
        "_open('ACTION_SENDTO', address)",
        "from shared.geo import Point",
    ],
)
def test_words_about_it_are_not_mistaken_for_it(source: str) -> None:
    assert traces(source, is_python=True) == []
