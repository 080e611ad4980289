"""The finder's scripts themselves: short, of their time, and shut: no eval, no storage, no net."""

import re

import pytest

from tests.backend.finder.test_browser_search import golden_faults
from tests.support.finder_page import SCRIPTS, Finder

FILE_LINES, FUNCTION_LINES = 160, 35
TOO_YOUNG = re.compile(
    r"\?\.(?!\d)|\?\?|\|\|=|&&=|\.(?:at|replaceAll|findLast|flatMap|flat|hasOwn|fromEntries)\("
    r"|structuredClone|^await |\(\?<[=!]|^\s*(?:static|#\w+)|\bimport\(",
    re.MULTILINE,
)
"""What browsers of 2019 do not know."""

OPEN = re.compile(
    r"\beval\(|\bFunction\(|innerHTML|document\.(?:body|create|query|get|write)|[lL]ocalStorage|sessionStorage|indexedDB|caches\b"
    r"|XMLHttpRequest|sendBeacon|WebSocket|https?://|\bcookie\b"
)
PROPERTIES = 'return new RegExp(byProperty, "gu")'
BEGINS = re.compile(r"^(?:  )?(?:export )?(?:async )?(?:function \w+|\w+)\(.*\{$")


def sources() -> dict[str, str]:
    found = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}
    assert len(found) > 10
    return found


def found_in(pattern: re.Pattern[str]) -> list[str]:
    return [f"{name}: {each}" for name, text in sources().items() for each in pattern.findall(text)]


def long_functions(text: str) -> list[str]:
    """Name the functions that are longer than the limit: up to the brace that stands below it."""
    lines = text.splitlines()
    long = []
    for at, line in enumerate(lines):
        if BEGINS.match(line):
            margin = line[: len(line) - len(line.lstrip())]
            length = lines[at:].index(margin + "}") + 1
            long += [f"{line.strip()} {length}"] * (length > FUNCTION_LINES)
    return long


def test_scripts_use_nothing_younger_than_the_browsers_of_2019() -> None:
    assert found_in(TOO_YOUNG) == []


@pytest.mark.parametrize(
    "text", ["a?.b", "a ?? b", "list.at(-1)", "await x;", "/(?<=a)b/", "#x = 1"]
)
def test_what_is_too_young_is_found(text: str) -> None:
    assert TOO_YOUNG.search(text)


def test_scripts_evaluate_store_and_fetch_nothing() -> None:
    assert found_in(OPEN) == []
    assert [name for name, text in sources().items() if "fetch" in text] == ["documents.js"]


@pytest.mark.parametrize(
    "text", ["eval('1')", "localStorage.x", "https://a.example", "new Function("]
)
def test_what_is_open_is_found(text: str) -> None:
    assert OPEN.search(text)


def test_files_and_functions_stay_short() -> None:
    long = [name for name, text in sources().items() if text.count("\n") > FILE_LINES]
    assert long + [each for text in sources().values() for each in long_functions(text)] == []
    assert len(long_functions("export function f() {\n" + "  x();\n" * FUNCTION_LINES + "}\n")) == 1


def test_every_export_promises_something_in_one_sentence() -> None:
    silent = [
        f"{name}: {line}"
        for name, text in sources().items()
        for before, line in zip(text.splitlines(), text.splitlines()[1:], strict=False)
        if line.startswith("export ") and not before.endswith("*/")
    ]
    assert silent == []


def test_letters_are_told_by_their_numbers_where_properties_are_not_known(finder: Finder) -> None:
    with finder.broken({"spelling.js": (PROPERTIES, "throw 0")}) as page:
        assert golden_faults(finder, page) == []


def test_letters_by_wrong_numbers_are_noticed(finder: Finder) -> None:
    ascii_only = 'return new RegExp(byProperty.replace("\\\\p{L}\\\\p{N}", "a-z0-9"), "gu")'
    with finder.broken({"spelling.js": (PROPERTIES, ascii_only)}) as page:
        assert golden_faults(finder, page)
