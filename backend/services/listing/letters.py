"""Deeds: what the people of a place are told, in plain words, when its listing takes a step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.services.notices import Letter, post
from backend.services.world import World
from backend.storage.listings import OfferRow
from backend.storage.places import PlaceRow
from backend.storage.staff import GuardianshipRow, StaffRow

_END = "\n\nUMay, for the Community Safety Partnership\n{url}\n"


Recipient = tuple[str, int | None]
"""A mail address, and the account behind it, if any."""


@dataclass(frozen=True)
class Wording:
    """The subject and text of a letter; {name}, {reason} and {url} are filled in."""

    subject: str
    body: str


MOVED = "moved"

LETTERS: Mapping[str, Wording] = {
    "received": Wording(
        "We have received your offer: {name}",
        "Thank you for offering {name} as a safe place.\n\n"
        "What happens next: an officer of the partnership gets in touch and visits you. A second "
        "officer then decides. You need not do anything until then, and nothing is shown to "
        "residents yet.",
    ),
    "go_live": Wording(
        "{name} is now a safe place",
        "{name} has been checked and approved. Residents can see it from now on.\n\n"
        "Please keep your opening hours true: when you close early, say so at {url}/portal. "
        "Shorter hours take effect at once.",
    ),
    "approve": Wording(
        "{name} has been approved",
        "{name} has been checked and approved. It is not shown to residents yet: we write to you "
        "when it is.",
    ),
    "decline": Wording(
        "Your offer was not taken up: {name}",
        "We have decided not to take {name} into the network for now.\n\nThe reason: {reason}\n\n"
        "If something about this has changed, answer the officer who visited you, and we look at "
        "it anew.",
    ),
    "suspend": Wording(
        "{name} is not shown to residents for now",
        "We have taken {name} off the list that residents see, with immediate effect.\n\n"
        "The reason: {reason}\n\n"
        "What to do: put right what is named above and tell your officer. Until we write again, "
        "please take down the sign that says that you are a safe place. Should somebody who needs "
        "help come in all the same, help them as before; in an emergency ring 999.",
    ),
    "lift": Wording(
        "{name} is shown to residents again",
        "The suspension of {name} has been lifted by two officers. Residents see it again, and the "
        "sign can go up again. Thank you.",
    ),
    "leave": Wording(
        "{name} has left the network",
        "{name} is no longer a safe place of the network and is not shown to residents.\n\n"
        "The reason given: {reason}\n\nPlease take the sign down. Thank you for what you did. If "
        "you want to come back, we check the place anew.",
    ),
    "reopen": Wording(
        "We look at {name} anew",
        "{name} is being looked at anew as a safe place. An officer gets in touch and visits you. "
        "Nothing is shown to residents until two officers have agreed.",
    ),
    "renew": Wording(
        "{name} has been checked for another year",
        "{name} was checked again and stays in the network for another twelve months. Thank you.",
    ),
    "approve_change": Wording(
        "Your change has been approved: {name}",
        "What you wanted to change about {name} has been approved. Residents see it now, if the "
        "place is on the list.",
    ),
    MOVED: Wording(
        "{name} has a new address: we come and see it",
        "The new address of {name} is noted. Residents do not see the place until an officer has "
        "visited the new door and a second one has agreed. We get in touch.",
    ),
    "decline_change": Wording(
        "Your change was not taken over: {name}",
        "What you wanted to change about {name} was not taken over.\n\nThe reason: {reason}\n\n"
        "What was there before stands. You can ask again at {url}/portal.",
    ),
}
"""The letters, by deed; a change that moves the place has its own."""


def tell(session: Session, world: World, place: PlaceRow, deed: str, reason: str = "") -> None:
    """Write to everybody who stands for a place."""
    wording = LETTERS[deed]
    words = {"name": place.name, "reason": reason.strip(), "url": world.base_url}
    subject = wording.subject.format_map(words)
    body = (wording.body + _END).format_map(words)
    for email, _ in recipients(session, [place.id]).get(place.id, ()):
        post(session, world, Letter(email, subject, body, f"place:{place.id}"))


def recipients(session: Session, place_ids: Sequence[str]) -> dict[str, list[Recipient]]:
    """Return the guardians of places, else whoever offered one, who has no account."""
    guardians = (
        select(GuardianshipRow.place_id, StaffRow.email, StaffRow.id)
        .join(StaffRow, GuardianshipRow.staff_id == StaffRow.id)
        .where(GuardianshipRow.place_id.in_(place_ids), StaffRow.closed_at.is_(None))
        .order_by(StaffRow.email)
    )
    found: dict[str, list[Recipient]] = {}
    for place_id, email, staff_id in session.execute(guardians):
        found.setdefault(place_id, []).append((email, staff_id))
    offered = select(OfferRow.place_id, OfferRow.email).where(OfferRow.place_id.in_(place_ids))
    for offered_id, email in session.execute(offered):
        if offered_id is not None and email:
            found.setdefault(offered_id, [(email, None)])
    return found
