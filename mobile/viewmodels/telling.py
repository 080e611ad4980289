"""What the text to somebody trusted says: where the person is, as far as it is known, and why."""

from dataclasses import dataclass

from shared.geo import Point
from shared.place_link import figures, place_link
from shared.places import Place
from shared.saying import LANGUAGES, saying, to_say

HERE, NEAR = (
    to_say("I do not feel safe. I am here: {where}."),
    to_say("I do not feel safe. I am near {where}."),
)
WAY = to_say("I can go to {place}, {address}.")
CALL, ALONE = to_say("Please call me."), to_say("I do not feel safe. Please call me.")


@dataclass(frozen=True)
class Whereabouts:
    """Where the person is: in words, and as a position that is known well, roughly or not."""

    name: str = ""
    at: Point | None = None
    is_rough: bool = False
    going_to: Place | None = None


def told(where: Whereabouts, code: str, base_url: str) -> str:
    """Return the text in a language; the link stands last, since its end is then its own.

    Without the address of the service (`base_url` "") the bare figures stand in it; those of a
    place that is known only roughly, and has a name, do not: they would look exact.
    """
    say = saying(code)
    parts = [say(CALL)]
    if where.going_to is not None:
        parts.insert(0, _way(where.going_to, code))
    place = _with(where.name, "" if base_url else _bare(where))
    if place:
        opening = NEAR if where.is_rough or where.at is None else HERE
        parts.insert(0, say(opening).format(where=place))
    else:
        parts = [say(ALONE), *parts[:-1]]
    if base_url and where.at is not None:
        lead = say("Roughly where I am:") if where.is_rough else say("Where I am:")
        parts += [lead, place_link(base_url, where.at, code, is_rough=where.is_rough)]
    return " ".join(parts)


def _bare(where: Whereabouts) -> str:
    if where.at is None or (where.is_rough and where.name):
        return ""
    return figures(where.at, is_rough=where.is_rough, between=", ")


def _with(name: str, bare: str) -> str:
    return f"{name} ({bare})" if name and bare else name or bare


def _way(place: Place, code: str) -> str:
    comma = "، " if LANGUAGES[code].is_rtl else ", "
    return saying(code)(WAY).format(
        place=place.name, address=f"{place.address}{comma}{place.postcode}"
    )
