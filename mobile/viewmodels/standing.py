"""What list, map and page say of how a place stands: tone, walk, reason, when it was checked."""

from dataclasses import dataclass

from mobile.ui.words import current, text
from mobile.ui.words import text as _
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import local
from shared.geo import wind
from shared.places import FACILITIES
from shared.ranking import Ranked
from shared.standing import last_heard, reason_of, tone_of, walk_of

SHOWN_IN_LIST = ("step_free",)
"""Facilities that a row of the list names: whoever needs them cannot do without."""


@dataclass(frozen=True)
class PlaceCard:
    """One place as a row or as the headline shows it.

    `amount` and `unit` say how far; from a rough position the unit says that it is rough, and there
    is no `way` and no `bearing_deg`.
    """

    place_id: str
    name: str
    amount: str
    unit: str
    reason: str
    tone: str
    detail: str
    way: str
    bearing_deg: float | None
    phone: str


def standing_words(item: Ranked, surroundings: Surroundings) -> str:
    """Return how a place stands; what the person saw for themselves goes before the list."""
    said = surroundings.said_of(item.place.id)
    if said is not None:
        return said.words(local(surroundings.now()).date())
    return reason_of(item, current(), is_rough=surroundings.is_approximate)


def card_of(item: Ranked, surroundings: Surroundings) -> PlaceCard:
    """Return a ranked place as it is shown."""
    place, is_rough = item.place, surroundings.is_approximate
    amount, unit = walk_of(item, current(), is_rough=is_rough)
    unit = _("{unit} or so").format(unit=unit) if is_rough else unit
    said = [text(FACILITIES[code]).lower() for code in SHOWN_IN_LIST if code in place.facilities]
    said += [place.town] if is_rough else []
    said.append(last_heard(item, surroundings.now(), current()))
    way = "" if is_rough else _(wind(item.bearing_deg))
    return PlaceCard(
        place_id=place.id,
        name=place.name,
        amount=amount,
        unit=unit,
        reason=standing_words(item, surroundings),
        tone="soon" if surroundings.said_of(place.id) else tone_of(item),
        detail=" · ".join(said),
        way=way,
        bearing_deg=None if is_rough else item.bearing_deg,
        phone=place.phone,
    )
