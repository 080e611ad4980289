"""Deeds: somebody follows up or withdraws an anonymous answer with its receipt."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.services.replies import ReplyTold, replies_about
from backend.services.transaction import read, write
from backend.storage import feedback as answers
from backend.storage.places import place_name
from backend.storage.zones import zone_label
from shared.clock import week_of
from shared.ids import receipt_hash

NOT_ARRIVED, ARRIVED, WITHDRAWN = "not_arrived", "arrived", "withdrawn"


@dataclass(frozen=True)
class ReceiptState:
    """What became of an answer: its state, the label of its zone or place, and what was done."""

    state: str
    label: str | None = None
    replies: tuple[ReplyTold, ...] = ()


def read_receipt(code: str, now: datetime) -> ReceiptState:
    """Return what became of the answer with this receipt; raises receipt-invalid."""
    token = receipt_hash(code)
    with read() as session:
        if answers.is_withdrawn(session, token):
            return ReceiptState(WITHDRAWN)
        where = answers.where_of_receipt(session, token)
        if where is None:
            return ReceiptState(NOT_ARRIVED)
        return ReceiptState(ARRIVED, _label(session, *where), replies_about(session, now, *where))


def withdraw(code: str, now: datetime) -> ReceiptState:
    """Delete the answer with this receipt, and keep it from ever arriving; raises receipt-invalid.

    Doing it again changes nothing. Only the week is remembered.
    """
    token = receipt_hash(code)
    with write() as session:
        answers.stop_arrivals(session)
        gone = answers.delete_by_receipt(session, token)
        answers.remember_withdrawn(session, [token, *gone], week_of(now))
    return ReceiptState(WITHDRAWN)


def _label(session: Session, zone_id: str | None, place_id: str | None) -> str | None:
    if zone_id is not None:
        return zone_label(session, zone_id)
    return place_name(session, place_id) if place_id is not None else None
