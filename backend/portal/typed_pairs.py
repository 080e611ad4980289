"""Face: pairs of boxes with a time each, as a form sends and shows them."""

from collections.abc import Mapping, Sequence

from backend.domain.typed_hours import UnclearHoursError, interval_of, read_time
from shared.intervals import day_to_wire
from shared.problems import Fault

PARTS = 2
"""How many times a day a place may open in an empty form, such as before and after lunch."""
MOST_PARTS = 6

Pairs = list[list[str]]


def read_pairs(form: Mapping[str, str], name: str, about: Fault, faults: list[Fault]) -> Pairs:
    """Return the pairs of the boxes NAME-0-from, NAME-0-to … as the wire has them.

    What is half filled in, or has two meanings, becomes a fault; what is no time stays as typed
    and is refused with its own words.
    """
    found = []
    for part in range(MOST_PARTS):
        opens, closes = (form.get(f"{name}-{part}-{end}", "").strip() for end in ("from", "to"))
        if bool(opens) != bool(closes):
            faults.append(Fault(about.where, f"{about.what}: give both times, or neither."))
        elif opens:
            found.append(_pair(opens, closes, about, faults))
    return found


def boxes_of(pairs: Sequence[Sequence[str]], least: int = PARTS) -> list[tuple[str, str]]:
    """Return the boxes that show pairs: all of them, and empty ones up to `least`."""
    filled = [(opens, closes) for opens, closes in pairs]
    return [*filled, *[("", "")] * (least - len(filled))]


def typed_pairs(form: Mapping[str, str], name: str) -> list[tuple[str, str]]:
    """Return the boxes just as they were typed."""
    return [
        (form.get(f"{name}-{part}-from", ""), form.get(f"{name}-{part}-to", ""))
        for part in range(MOST_PARTS)
        if part < PARTS or f"{name}-{part}-from" in form
    ]


def _pair(opens: str, closes: str, about: Fault, faults: list[Fault]) -> list[str]:
    start, end = read_time(opens), read_time(closes)
    if start is None or end is None:
        return [opens, closes]
    try:
        return day_to_wire((interval_of(start, end),))[0]
    except UnclearHoursError as error:
        faults.append(Fault(about.where, f"{about.what}: {opens} to {closes} {error}."))
        return [opens, closes]
