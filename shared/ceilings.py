"""The contract's ceilings: how large a published document may be, looked at before it is parsed.

Measured: the documents of a borough of 41 places are some 70 kB, those of 1,000 places with 8,000
postcodes 1.1 MB, of which the places are 0.9 MB and 93,000 values. What a phone takes for a bad
document is less its bytes than what is said of each fault: 30 MB of `{}` took 860 MB. The worst
found under these ceilings, 119,000 numbers where words belong, takes 99 MB and 4 seconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.problems import Problem

_OBJECT, _LIST, _COMMA = b"{", b"[", b","


@dataclass(frozen=True)
class Ceiling:
    """The most of one kind of document: bytes as they are parsed, and objects in it."""

    bytes: int
    objects: int


CEILINGS = {
    "places": Ceiling(1_200_000, 10_000),
    "zones": Ceiling(1_000_000, 10_000),
    "areas": Ceiling(1_000_000, 5_000),
    "gazetteer": Ceiling(1_000_000, 10_000),
    "questions": Ceiling(2_000_000, 25_000),
    "help": Ceiling(500_000, 5_000),
    "replies": Ceiling(2_000_000, 10_000),
    "points": Ceiling(1_000_000, 10_000),
}

MOST_BYTES = 4_000_000
"""All documents of one manifest together."""

MOST_VALUES = 120_000
"""In one document: each value opens an object or a list, stands behind a comma, or comes first."""


def check_entries(entries: Iterable[Mapping[str, Any]]) -> None:
    """Refuse what a manifest offers (`document`, `size` in bytes) before any of it is asked for.

    Each document stands once, within its ceiling, and all of them within theirs.

    Raises Problem document-damaged.
    """
    sizes: dict[str, int] = {}
    for entry in entries:
        document, size = entry["document"], entry["size"]
        if document in sizes or size > CEILINGS[document].bytes:
            raise Problem("document-damaged", f"{document}: {size:,} bytes, or named twice")
        sizes[document] = size
    if sum(sizes.values()) > MOST_BYTES:
        raise Problem("document-damaged", f"{sum(sizes.values()):,} bytes of documents")


def values_in(content: bytes) -> int:
    """Return how many values a document holds at most, by the marks that stand before each."""
    return content.count(_OBJECT) + content.count(_LIST) + content.count(_COMMA)


def check_content(document: str, content: bytes) -> None:
    """Refuse a document that would take too much memory; raises Problem document-damaged.

    What stands within texts is counted too: our documents have few such characters there.
    """
    ceiling = CEILINGS[document]
    # Named: a word in quotes within "count" would be taken for a message to translate.
    objects, values = content.count(_OBJECT), values_in(content)
    if len(content) > ceiling.bytes or objects > ceiling.objects or values > MOST_VALUES:
        size = f"{len(content):,} bytes, {objects:,} objects, {values:,} values"
        raise Problem("document-damaged", f"{document}: {size}")
