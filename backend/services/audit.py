"""Deeds: writing down what staff did, each row bound to the one before by its hash (D11)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.services.actors import Actor
from backend.services.transaction import read
from backend.storage.audit import (
    AuditHeadRow,
    AuditRow,
    in_order,
    last_link,
    newest_first,
)
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import table_of
from shared.clock import format_moment

BEGINNING = "0" * 64
"""The hash before the first row."""
NEWEST = 1000
"""How many rows are checked where somebody waits for it."""


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


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many rows, and the hash of the last; "12:9f86…" in mails."""

    count: int = 0
    hash: str = BEGINNING

    def __str__(self) -> str:
        """Return it as it is sent out."""
        return f"{self.count}:{self.hash}"


@dataclass(frozen=True)
class Verdict:
    """What checking the chain found: where it ends, and what is wrong ("" where it holds)."""

    head: Head
    trouble: str = ""


def verify(sent: Head | None = None) -> Verdict:
    """Check the whole chain, also against a head that was once sent out."""
    with read() as session:
        head = Head(*(last_link(session) or ()))
        return Verdict(head, first_trouble(in_order(session), head, sent))


def verify_newest(most: int = NEWEST) -> tuple[Verdict, int]:
    """Check the newest rows of the chain only; return also how many that were.

    What is wrong before them is found by `verify` alone, which reads everything.
    """
    with read() as session:
        head = Head(*(last_link(session) or ()))
        rows = newest_first(session, most + 1)[::-1]
        before = Head()
        if len(rows) > most:
            before = Head(rows[0].seq, rows[0].hash)
            rows = rows[1:]
        return Verdict(head, first_trouble(rows, head, before=before)), len(rows)


def first_trouble(
    rows: Iterable[AuditRow], head: Head, sent: Head | None = None, before: Head | None = None
) -> str:
    """Return the first thing that is wrong with rows in the order of their numbers, or "".

    They follow on `before`, else on the beginning. The head tells a tail that was cut; a head that
    was sent out tells it also where whoever cut it wrote the head anew.
    """
    seen = before or Head()
    for row in rows:
        if row.seq != seen.count + 1:
            return f"Row {seen.count + 1} is missing, or a row was put in: {row.seq} comes next."
        values = (row.actor, row.deed, row.about, row.detail)
        digest = row_hash(seen.hash, row.seq, format_moment(row.at), values)
        if row.at.microsecond or digest != row.hash:
            return f"Row {row.seq} is not what was written."
        seen = Head(row.seq, digest)
        if sent is not None and seen.count == sent.count and seen.hash != sent.hash:
            return f"Row {row.seq} is not the one that was sent out."
    if seen != head:
        return f"The chain ends at row {seen.count}, and should at row {head.count}."
    if sent is not None and seen.count < sent.count:
        return f"The chain ends at row {seen.count}, and {sent.count} rows were sent out."
    return ""


def held_end(session: Session) -> Head:
    """Return the end of the chain and hold it: no deed is written down until this one is."""
    row = _held_head(session)
    return Head(row.seq, row.hash)


def _held_head(session: Session) -> AuditHeadRow:
    first = insert_into(table_of(AuditHeadRow), dialect_of(session))
    session.execute(first.values(id=1, seq=0, hash=BEGINNING).on_conflict_do_nothing())
    held = select(AuditHeadRow).with_for_update().execution_options(populate_existing=True)
    return session.scalars(held).one()
