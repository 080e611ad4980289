"""Deeds: the gazetteer as it is published: all its names, and as many postcodes as phones take."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from shared.ceilings import CEILINGS, MOST_VALUES, check_content, values_in
from shared.postcodes import gazetteer_to_wire
from shared.problems import Fault, Problem

GAZETTEER = "gazetteer"
Located = tuple[str, float, float]
"""A postcode, its latitude and its longitude."""

_LESS = 0.97
"""What is kept of a share that would just fit: names and sectors take their room too."""

_MOST_TRIES = 12


def gazetteer_body(
    names: Sequence[Mapping[str, Any]],
    rows: Sequence[Located],
    to_bytes: Callable[[Mapping[str, Any]], bytes],
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the document's lists, and what to tell where postcodes had to be left out.

    Phones take so many values in a document and no more (`shared.ceilings`). Of a partnership with
    more postcodes every so-manieth is left out, evenly: whoever types one is shown the middle of
    its sector, and told so. Every sector keeps one.
    """
    kept = rows
    body = gazetteer_to_wire(names, kept)
    for _ in range(_MOST_TRIES):
        share = _share_that_fits(to_bytes(body))
        if share >= 1 or not rows:
            break
        kept = list(_thinned(kept, share))
        body = gazetteer_to_wire(names, kept)
    if len(kept) == len(rows):
        return body, []
    what = f"{len(rows) - len(kept):,} of {len(rows):,} postcodes are left out, since phones take "
    return body, [Fault(GAZETTEER, f"{what}no more: they are found by the middle of their sector.")]


def _share_that_fits(content: bytes) -> float:
    try:
        check_content(GAZETTEER, content)
    except Problem:
        most_bytes = CEILINGS[GAZETTEER].bytes
        return _LESS * min(MOST_VALUES / values_in(content), most_bytes / len(content), 1.0)
    return 1.0


def _thinned(rows: Sequence[Located], share: float) -> Iterator[Located]:
    sector = ""
    for place, row in enumerate(rows):
        is_first, sector = row[0][:-2] != sector, row[0][:-2]
        if is_first or int((place + 1) * share) > int(place * share):
            yield row
