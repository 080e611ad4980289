"""Fixtures of the tests of lists that are taken away."""

from pathlib import Path

import pytest
from flask import Flask

from backend.services.transaction import write
from backend.storage.imported import DraftRow, all_drafts
from tests.backend.services.exporting.cast import LIST
from tests.backend.services.importing.cast import counts, csv_file, places, told


@pytest.fixture
def listed(app: Flask, settled: Path) -> Path:
    """A folder, where four awkward venues were taken in and one candidate without a position."""
    report = places(csv_file(settled, LIST, "pubs.csv"))
    assert counts(report) == (4, 0, 0, 0), told(report)
    with write() as session:
        first = session.get_one(DraftRow, min(row.id for row in all_drafts(session)))
        first.state = "taken"
        gone = {
            "id": "fhrs-7",
            "source": "FHRS",
            "name": "Nowhere",
            "kind": "other",
            "state": "waiting",
        }
        texts = {"town": "Wigan", "address": "", "postcode": "", "phone": ""}
        lists = {"facilities": [], "weekly": [], "notes": ["No position."]}
        session.add(DraftRow(**gone, **texts, **lists, sort="Pub"))
    return settled
