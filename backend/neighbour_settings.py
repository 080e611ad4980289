"""The server's settings: the services next to ours, which phones and the finder name."""

from collections.abc import Mapping

from shared.neighbours import MOST_NAME, MOST_NEIGHBOURS, Neighbour, is_address
from shared.problems import Problem

SETTING = "UMAY_NEIGHBOURS"
_WAY_OUT = (
    "Write it like: UMay Westbury https://umay.westbury.example; Eastham https://eastham.example."
)


def read_neighbours(environ: Mapping[str, str]) -> tuple[Neighbour, ...]:
    """Return the neighbours in the order of the setting: a name and an address each, ";" between.

    Raises Problem setting-invalid that says which one is wrong, and the way out.
    """
    parts = [part for each in (environ.get(SETTING) or "").split(";") if (part := each.strip())]
    found = tuple(_neighbour(part) for part in parts)
    if len(found) > MOST_NEIGHBOURS:
        raise _wrong(f"names {len(found)} neighbours", f"Give at most {MOST_NEIGHBOURS}.")
    if len({each.url for each in found}) < len(found):
        raise _wrong("names one address twice", "Leave one of them out.")
    return found


def _neighbour(part: str) -> Neighbour:
    words = part.split()
    name, url = " ".join(words[:-1]), words[-1]
    shown = part[:60]
    if not is_address(url):
        raise _wrong(f"has {shown!r}, which ends with no https address", _WAY_OUT)
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise _wrong(f"has {shown!r}, which has no name of at most {MOST_NAME} letters", _WAY_OUT)
    return Neighbour(name, url)


def _wrong(what: str, way_out: str) -> Problem:
    return Problem("setting-invalid", f"{SETTING} {what}. {way_out}")
