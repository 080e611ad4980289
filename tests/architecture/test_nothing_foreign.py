"""No file names a package index or one machine's folders, or leaves work for later in a comment."""

import re

import pytest

from tests.architecture.tree import project_files, read

# Put together from pieces, so that this file does not find itself.
INDEXES = ("pypi" + ".org/simple", "pythonhosted" + ".org", "registry.npmjs" + ".org")
MACHINE_FOLDERS = ("/" + "work/", "/" + "root/")
LATER = ("TO" + "DO", "FIX" + "ME")
FOREIGN = re.compile(
    "|".join(
        [
            *(re.escape(name) for name in INDEXES),
            *(rf"(?<![\w./-]){name}" for name in MACHINE_FOLDERS),
            *(rf"\b{word}\b" for word in LATER),
        ]
    )
)


def foreign_lines(text: str) -> list[int]:
    """Return the numbers of the lines that name something foreign."""
    return [at for at, line in enumerate(text.splitlines(), start=1) if FOREIGN.search(line)]


def test_no_file_names_an_index_a_machine_or_later_work() -> None:
    found = [f"{name}:{at}" for name in project_files() for at in foreign_lines(read(name))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("word", [*INDEXES, *MACHINE_FOLDERS, *LATER])
def test_each_foreign_word_is_found(word: str) -> None:
    assert foreign_lines(f"fine\nsee {word} there") == [2]


def test_a_web_address_with_such_a_folder_is_not_a_machine() -> None:
    assert foreign_lines("https://example.org" + MACHINE_FOLDERS[0] + "programme") == []
