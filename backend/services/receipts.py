"""Deeds: somebody follows up or withdraws an anonymous answer with its receipt."""

from dataclasses import dataclass
from datetime import datetime
from time import sleep

from sqlalchemy.orm import Session

from backend.services.replies import ReplyTold, replies_about
from backend.services.restoring.holding import restored_lately
from backend.services.transaction import read, write
from backend.storage import feedback as answers
from backend.storage.places import place_name
from backend.storage.shuffling import wait_for_rewriting
from backend.storage.zones import zone_label
from shared.clock import week_of
from shared.ids import receipt_hash

LOOK_AGAIN_S = 0.005
"""How soon it is asked again whether an answer that was under way is stored: most take less."""

NOT_ARRIVED, ARRIVED, WITHDRAWN = "not_arrived", "arrived", "withdrawn"


@dataclass(frozen=True)
class ReceiptState:
    """What became of an answer: its state, the label of its zone or place, and what was done.

    `restored_on` is the day from which records came from a backup, where somebody may have to do
    again what they did before: nothing tells of which answers that is so.
    """

    state: str
    label: str | None = None
    replies: tuple[ReplyTold, ...] = ()
    restored_on: str | None = None


def read_receipt(code: str, now: datetime) -> ReceiptState:
    """Return what became of the answer with this receipt; raises receipt-invalid."""
    token = receipt_hash(code)
    with read() as session:
        if answers.is_withdrawn(session, token):
            return ReceiptState(WITHDRAWN)
        where = answers.where_of_receipt(session, token)
        restored_on = restored_lately(session, now)
        if where is None:
            return ReceiptState(NOT_ARRIVED, restored_on=restored_on)
        told = replies_about(session, now, *where)
        return ReceiptState(ARRIVED, _label(session, *where), told, restored_on)


def withdraw(code: str, now: datetime) -> ReceiptState:
    """Delete the answer with this receipt, and keep it from ever arriving; raises receipt-invalid.

    Doing it again changes nothing. Only the week is remembered. Nobody waits for it: an answer that
    is stored in the same moment does not see the withdrawal, so that what was under way when this
    was stored is waited for, and looked through once more.
    """
    token, week = receipt_hash(code), week_of(now)
    _delete(token, week)
    with read() as session:
        under_way = answers.arriving(session)
    while under_way:
        sleep(LOOK_AGAIN_S)
        with read() as session:
            under_way &= answers.arriving(session)
    _delete(token, week)
    return ReceiptState(WITHDRAWN)


def _delete(token: str, week: str) -> None:
    with write() as session:
        wait_for_rewriting(session)
        gone = answers.delete_by_receipt(session, token)
        answers.remember_withdrawn(session, [token, *gone], week)


def _label(session: Session, zone_id: str | None, place_id: str | None) -> str | None:
    if zone_id is not None:
        return zone_label(session, zone_id)
    return place_name(session, place_id) if place_id is not None else None
