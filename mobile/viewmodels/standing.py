"""What list, map and page say of how a place stands: tone, walk, reason, when it was checked."""

from dataclasses import dataclass

from mobile.ui.words import count, current, text
from mobile.ui.words import text as _
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import wind
from shared.places import FACILITIES, days_ago
from shared.ranking import Ranked, Tier

FAR_MIN = 90
"""Beyond this a walk is given in kilometres: nobody walks it, but it says how far help is."""

SHOWN_IN_LIST = ("step_free",)
"""Facilities that a row of the list names: whoever needs them cannot do without."""


@dataclass(frozen=True)
class PlaceCard:
    """One place as a row or as the headline shows it.

    `amount` and `unit` say how far; from a rough position `about` stands before them, and there is
    no `way` and no `bearing_deg`.
    """

    place_id: str
    name: str
    amount: str
    unit: str
    about: str
    reason: str
    tone: str
    detail: str
    way: str
    bearing_deg: float | None
    phone: str


def card_of(item: Ranked, surroundings: Surroundings) -> PlaceCard:
    """Return a ranked place as it is shown."""
    place, is_rough = item.place, surroundings.is_approximate
    amount, unit = walk_of(item, is_rough=is_rough)
    said = [text(FACILITIES[code]).lower() for code in SHOWN_IN_LIST if code in place.facilities]
    said += [place.town] if is_rough else []
    said.append(_last_heard(item, surroundings))
    way = "" if is_rough else _(wind(item.bearing_deg))
    return PlaceCard(
        place_id=place.id,
        name=place.name,
        amount=amount,
        unit=unit,
        about=_("about") if is_rough else "",
        reason=reason_of(item, is_rough=is_rough),
        tone=tone_of(item),
        detail=" · ".join(said),
        way=way,
        bearing_deg=None if is_rough else item.bearing_deg,
        phone=place.phone,
    )


def _last_heard(item: Ranked, surroundings: Surroundings) -> str:
    """Return how old what is known of a place's readiness is, or that it is overdue."""
    place, now = item.place, surroundings.now()
    if item.is_due:
        return _("confirmation overdue")
    if place.confirmed_on is not None:
        return _("confirmed {ago}").format(ago=days_ago(place.confirmed_on, now, current()))
    return _("checked {ago}").format(ago=days_ago(place.checked_on, now, current()))


def tone_of(item: Ranked) -> str:
    """Return the tone of a place: go (open on arrival), soon (hurry or wait), plain."""
    if item.tier is Tier.OPEN:
        return "go"
    is_hurry = item.reason.code in ("closes-after-arrival", "opens-after-arrival")
    return "soon" if is_hurry else "plain"


def reason_of(item: Ranked, *, is_rough: bool) -> str:
    """Return why a place stands where it does; minutes after arriving need a sharp position."""
    if is_rough and item.reason.code == "closes-after-arrival":
        return _("Closes soon")
    if is_rough and item.reason.code == "opens-after-arrival":
        return _("Opens soon")
    return item.reason.words(current())


def walk_of(item: Ranked, *, is_rough: bool = False) -> tuple[str, str]:
    """Return how far a place is, as a number and its unit."""
    if is_rough:
        return str(max(1, round(item.distance_m / 1000))), _("km")
    if item.walk_min <= FAR_MIN:
        return str(item.walk_min), _("min walk")
    return f"{item.distance_m / 1000:.0f}", _("km away")


def walk_words(item: Ranked, *, is_rough: bool) -> str:
    """Return how far a place is, as a sentence."""
    if is_rough:
        kilometres = max(1, round(item.distance_m / 1000))
        return _("About {n} km away. Your position is only roughly known.").format(n=kilometres)
    if item.walk_min > FAR_MIN:
        return _("{n} km away.").format(n=f"{item.distance_m / 1000:.0f}")
    minutes = count("{n} minute on foot", "{n} minutes on foot", item.walk_min)
    return _("About {minutes}, towards the {way}.").format(
        minutes=minutes, way=_(wind(item.bearing_deg))
    )
