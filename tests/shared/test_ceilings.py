"""The ceilings of documents: high enough for ten boroughs, looked at before anything is parsed."""

from typing import Any

import pytest

from shared.ceilings import CEILINGS, MOST_BYTES, MOST_VALUES, check_content, check_entries
from shared.problems import Problem
from shared.wire_documents import DOCUMENTS
from tests.mobile.cast import as_bytes, published

LISTS = {"gazetteer": "names", "questions": "sets", "help": "doors"}
"""How the list of a document is called where it is not called as the document."""


def entry(document: str, size: int) -> dict[str, Any]:
    """Return what a manifest says of a document."""
    return {"document": document, "size": size}


def is_refused(document: str, content: bytes) -> bool:
    """Return whether a document is refused for what it would take."""
    try:
        check_content(document, content)
    except Problem:
        return True
    return False


def ten_times(document: str) -> bytes:
    """Return a document of the example network with each item of its list ten times."""
    content = published()[document]
    name = LISTS.get(document, document)
    return as_bytes({**content, name: content[name] * 10})


def test_every_document_has_a_ceiling() -> None:
    assert set(CEILINGS) == set(DOCUMENTS)


def test_a_borough_ten_times_larger_is_taken() -> None:
    contents = {document: ten_times(document) for document in DOCUMENTS}
    assert not any(is_refused(document, content) for document, content in contents.items())
    check_entries(entry(document, len(content)) for document, content in contents.items())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_one_byte_beyond_its_ceiling_is_refused(document: str) -> None:
    most = CEILINGS[document].bytes
    check_entries([entry(document, most)])
    with pytest.raises(Problem, match="document-damaged"):
        check_entries([entry(document, most + 1)])
    assert not is_refused(document, b" " * most)
    assert is_refused(document, b" " * (most + 1))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_of_nothing_but_empty_objects_is_refused(document: str) -> None:
    count = CEILINGS[document].objects
    assert not is_refused(document, b"{}" * count)
    assert is_refused(document, b"{}" * (count + 1))


@pytest.mark.parametrize("value", ["1", "[]"])
def test_a_document_of_too_many_values_is_refused(value: str) -> None:
    each = 1 if value == "1" else 2
    most = f"[{','.join([value] * (MOST_VALUES // each))}]".encode()
    assert not is_refused("places", most)
    assert is_refused("places", most[:-1] + b",1,1]")


def test_all_documents_together_have_a_ceiling() -> None:
    sizes = {"questions": 2_000_000, "replies": MOST_BYTES - 2_000_000}
    check_entries(entry(*each) for each in sizes.items())
    with pytest.raises(Problem, match="document-damaged"):
        check_entries([*(entry(*each) for each in sizes.items()), entry("help", 2)])


def test_a_document_is_named_once() -> None:
    with pytest.raises(Problem, match="document-damaged"):
        check_entries([entry("places", 2), entry("places", 2)])
