"""Deeds: filling in an offer page by page; it waits until it is complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.services.offers.pages import PAGES, Answers, read_all, read_page
from backend.services.transaction import read, write
from backend.services.wards import zone_of
from backend.services.world import World
from backend.storage.listings import OfferRow, held_offer
from shared.geo import Point
from shared.problems import Fault, Problem

OUTSIDE = "This lies outside the borough. Put the mark on your door."


@dataclass(frozen=True)
class OfferSoFar:
    """An offer as far as it is filled in: its answers by page, and the pages still to do."""

    id: str
    state: str
    answers: Answers
    missing: tuple[str, ...]
    place_id: str | None


def begin(world: World) -> str:
    """Begin an offer and return its id, which is the key to its answers: keep it secret."""
    with write() as session:
        row = OfferRow(id=world.new_id(), answers={}, state="begun", email="", begun_at=world.now())
        session.add(row)
        return row.id


def answer(world: World, offer_id: str, page: str, values: Mapping[str, Any]) -> None:
    """Store the answers of one page in place of earlier ones.

    Raises Problem not-found, step-impossible once the offer is confirmed, and form-invalid with
    each fault as "page/field"; then nothing is stored.
    """
    if page not in PAGES:
        raise Problem("not-found")
    loaded, faults = read_page(page, values)
    if faults:
        raise Problem("form-invalid", errors=faults)
    with write() as session:
        row = open_offer(session, offer_id)
        faults = position_faults(session, {page: loaded})
        if faults:
            raise Problem("form-invalid", errors=faults)
        row.answers = {**row.answers, page: loaded}
        if row.email and row.email != email_in(row.answers):
            # The link in the mail confirmed another address.
            row.state, row.token_hash = "begun", None


def answers_of(offer_id: str) -> OfferSoFar:
    """Return what was answered so far; raises Problem not-found."""
    with read() as session:
        row = session.get(OfferRow, offer_id)
        if row is None:
            raise Problem("not-found")
        wrong = {fault.where.partition("/")[0] for fault in read_all(row.answers)[1]}
        missing = tuple(page for page in PAGES if page in wrong)
        return OfferSoFar(row.id, row.state, dict(row.answers), missing, row.place_id)


def open_offer(session: Session, offer_id: str) -> OfferRow:
    """Return an offer, held; raises Problem not-found, step-impossible once it is confirmed."""
    row = held_offer(session, OfferRow.id == offer_id)
    if row is None:
        raise Problem("not-found")
    if row.state == "confirmed":
        raise Problem("step-impossible", "This offer has been sent and confirmed already.")
    return row


def make_whole(session: Session, offer: OfferRow) -> None:
    """Bring all answers to their stored form; raises Problem form-invalid with every fault."""
    loaded, faults = read_all(offer.answers)
    faults = faults or position_faults(session, loaded)
    if faults:
        raise Problem("form-invalid", errors=faults)
    offer.answers = loaded


def position_faults(session: Session, answers: Answers) -> list[Fault]:
    """Return the fault of a position out of the borough's reach, if one was given."""
    position = answers.get("position")
    if not position or zone_of(session, Point(position["lat"], position["lon"])):
        return []
    return [Fault("position/lat", OUTSIDE)]


def email_in(answers: Answers) -> str:
    """Return the contact's address, "" before it is known."""
    return str(answers.get("contact", {}).get("contact_email", ""))
