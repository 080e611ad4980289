"""Deeds: storing figures of other surveys and of a census, each with the day it was taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.services.importing.taking import Taking
from backend.services.transaction import read, write
from backend.storage.benchmarks import BenchmarkRow, benchmarks, drop_benchmarks
from backend.storage.reconcile import Changes, compare, reconcile


@dataclass(frozen=True)
class Stored:
    """What storing did: changes, and how many figures an older file had and this one has not."""

    changes: Changes
    gone: int


def store_figures(taking: Taking, entries: Sequence[dict[str, Any]], today: date) -> Stored:
    """Store figures in the place of all that their series had, or only say what would change."""
    if taking.is_dry_run:
        with read() as session:
            dated, gone = _against_held(session, entries, today)
            return Stored(compare(session, BenchmarkRow, dated), len(gone))
    with write() as session:
        dated, gone = _against_held(session, entries, today)
        drop_benchmarks(session, gone)
        return Stored(reconcile(session, BenchmarkRow, dated), len(gone))


def _against_held(
    session: Session, entries: Sequence[dict[str, Any]], today: date
) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """Return the entries with the day they were taken in, and what an older file had besides.

    A figure that is as it was keeps its day.
    """
    rows = benchmarks(session, {entry["series"] for entry in entries})
    held = {(row.series, row.period): row for row in rows}
    dated = []
    for entry in entries:
        row = held.pop((entry["series"], entry["period"]), None)
        is_same = row and all(getattr(row, name) == value for name, value in entry.items())
        dated.append({**entry, "source_on": row.source_on if row and is_same else today})
    session.expunge_all()
    return dated, list(held)
