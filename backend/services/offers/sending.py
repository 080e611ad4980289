"""Deeds: sending an offer off, and confirming it by the link that went to its contact."""

from dataclasses import dataclass
from datetime import timedelta

from backend.domain.staff import Limit
from backend.services.mailed_words import as_mailed
from backend.services.notices import Letter, post
from backend.services.offers.answers import email_in, make_whole, open_offer
from backend.services.offers.becoming import become_place
from backend.services.secret_links import new_secret, secret_hash
from backend.services.transaction import read, write
from backend.services.tries import count_try
from backend.services.world import World
from backend.storage.listings import OfferRow, held_offer
from backend.storage.places import PlaceRow
from shared.problems import Problem

SENT_AGAIN_AFTER = timedelta(minutes=10)
"""An offer that is sent again earlier, such as by a double click, brings no second mail."""

CONFIRMED_WITHIN = timedelta(days=7)

MAILS_TO_ONE = Limit(3, timedelta(days=1))
"""How many of these mails go to one address, whoever sends how many offers from where."""

_CONFIRM = """Hello,

somebody offered a place as a safe place and gave this mail address. They call it: {place}

If that was you, please confirm that this mail reaches you:

{link}

The link works for seven days. Until it is used, nothing happens with your offer.
If you know nothing of this, leave this mail be: nothing will come of it.
"""


@dataclass(frozen=True)
class Sent:
    """Where the mail with the link goes, and whether a new one was written."""

    email: str
    is_mailed: bool


@dataclass(frozen=True)
class Confirmed:
    """The place that an offer became; `is_new` is False where the link was used before."""

    place_id: str
    name: str
    is_new: bool


def send(world: World, offer_id: str) -> Sent:
    """Send off a whole offer: its contact is mailed a link to confirm it.

    Raises Problem not-found, step-impossible, form-invalid with every fault as "page/field", and
    too-many-tries where this address was written to three times today.
    """
    _count_mail(world, offer_id)
    with write(world.wake) as session:
        row = open_offer(session, offer_id)
        make_whole(session, row)
        email = email_in(row.answers)
        if _was_mailed_just_now(world, row, email):
            return Sent(email, is_mailed=False)
        secret = new_secret()
        row.state, row.email, row.sent_at = "sent", email, world.now()
        row.token_hash = secret_hash(secret)
        post(session, world, _letter(world, row, secret))
        return Sent(email, is_mailed=True)


def confirm(world: World, secret: str) -> Confirmed:
    """Turn an offer into a place that waits to be checked; using the link again changes nothing.

    Raises Problem link-spent, and form-invalid where answers were changed since and do not fit.
    """
    with write(world.wake) as session:
        row = held_offer(session, OfferRow.token_hash == secret_hash(secret))
        if row is None or row.sent_at is None:
            raise Problem("link-spent")
        if row.place_id is not None:
            return Confirmed(row.place_id, session.get_one(PlaceRow, row.place_id).name, False)
        if world.now() - row.sent_at > CONFIRMED_WITHIN:
            raise Problem("link-spent")
        make_whole(session, row)
        place = become_place(session, world, row)
        return Confirmed(place.id, place.name, is_new=True)


def _count_mail(world: World, offer_id: str) -> None:
    """Count the mail that is about to go to an address; raises too-many-tries."""
    with read() as session:
        row = open_offer(session, offer_id)
        email = email_in(row.answers)
        if not email or _was_mailed_just_now(world, row, email):
            return
    count_try("offer-mail-to", email, MAILS_TO_ONE, world.now())


def _was_mailed_just_now(world: World, row: OfferRow, email: str) -> bool:
    if row.state != "sent" or row.sent_at is None or row.email != email:
        return False
    return world.now() - row.sent_at < SENT_AGAIN_AFTER


def _letter(world: World, row: OfferRow, secret: str) -> Letter:
    place = as_mailed(row.answers["place"]["name"])
    link = f"{world.base_url}/offer/confirm/{secret}"
    text = _CONFIRM.format(place=place, link=link)
    return Letter(row.email, "Please confirm your offer", text, f"offer:{row.id}")
