"""What list, map and page say of how a place stands: tone, walk, reason, when it was checked."""

from dataclasses import dataclass

from mobile.ui.words import current, text
from mobile.ui.words import text as _
from mobile.viewmodels.surroundings import Surroundings
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
        reason=reason_of(item, current(), is_rough=is_rough),
        tone=tone_of(item),
        detail=" · ".join(said),
        way=way,
        bearing_deg=None if is_rough else item.bearing_deg,
        phone=place.phone,
    )
