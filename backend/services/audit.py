"""Deeds: writing down what staff did, each row bound to the one before by its hash (D11)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.services.actors import Actor
from backend.storage.audit import AuditHeadRow, AuditRow
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import table_of
from shared.clock import format_moment

BEGINNING = "0" * 64
"""The hash before the first row."""


@dataclass(frozen=True)
class Entry:
    """What somebody did, about what ("place:p-1"), and what else must be known."""

    actor: Actor
    deed: str
    about: str
    detail: str = ""


def record(session: Session, now: datetime, entry: Entry) -> None:
    """Add a row to the chain in the transaction of its deed; deeds wait for each other here."""
    head = _held_head(session)
    seq = head.seq + 1
    values = (entry.actor.mark[:60], entry.deed, entry.about, entry.detail[:300])
    actor, deed, about, detail = values
    digest = row_hash(head.hash, seq, format_moment(now), values)
    at = now.replace(microsecond=0)
    session.add(
        AuditRow(seq=seq, at=at, actor=actor, deed=deed, about=about, detail=detail, hash=digest)
    )
    head.seq, head.hash = seq, digest


def row_hash(before: str, seq: int, at: str, values: tuple[str, ...]) -> str:
    """Return the hash of a row: SHA-256 over JSON of the hash before, number, moment, values."""
    text = json.dumps([before, seq, at, *values], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _held_head(session: Session) -> AuditHeadRow:
    first = insert_into(table_of(AuditHeadRow), dialect_of(session))
    session.execute(first.values(id=1, seq=0, hash=BEGINNING).on_conflict_do_nothing())
    held = select(AuditHeadRow).with_for_update().execution_options(populate_existing=True)
    return session.scalars(held).one()
