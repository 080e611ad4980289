"""Released tables beside a path that shares no code with them: plain SQL, pandas, own rounding."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pandas as pd
import pytest
from flask import Flask
from sqlalchemy import delete, insert

from backend.app import create_app
from backend.domain.periods import Period
from backend.services.actors import COMMAND_LINE
from backend.services.releasing.making import make_release
from backend.services.transaction import write
from backend.storage.feedback import FeedbackRow
from backend.storage.young_records import YoungRecordRow
from backend.web.world import world
from tests.backend.services.releasing.by_pandas import (
    CELL,
    TABLES,
    cells_of,
    counts,
    printed,
    raw,
    rounded,
)
from tests.backend.services.releasing.cast import QUARTERS, answers_of, network, store
from tests.conftest import NOW, _close, _config

CHECKED = QUARTERS[-2:]


@pytest.fixture(scope="module")
def app(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Two quarters of invented answers and some young records, released."""
    with answered(migrated_file, tmp_path_factory.mktemp("check")) as found:
        release(found, *CHECKED)
        yield found


@contextmanager
def answered(migrated_file: Path, folder: Path) -> Iterator[Flask]:
    """Open an application with the example network and its answers; nothing is released."""
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    app = create_app(_config(f"sqlite:///{folder / 'umay.sqlite3'}", folder), now=lambda: NOW)
    with app.app_context():
        network()
        store(answers_of(*CHECKED))
        with write() as session:
            session.execute(insert(YoungRecordRow), [_young(at) for at in range(70)])
    yield app
    _close(app)


def _young(at: int) -> dict[str, Any]:
    changes = (
        ["avoided_areas"] if at % 3 else ["avoided_areas", "missed_school", "nothing"][: at % 4]
    )
    return {
        "id": str(UUID(int=at, version=4)),
        "content_hash": f"{at:064}",
        "month": f"2026-{4 + at % 6:02d}",
        "age_band": "from_13_to_17",
        "changes": changes or ["not_said"],
    }


def release(app: Flask, *periods: Period) -> None:
    """Make the releases of some quarters."""
    with app.app_context():
        for period in periods:
            make_release(world(), COMMAND_LINE, str(period))


def faults(app: Flask, said: pd.DataFrame, *periods: Period) -> list[str]:
    """Return every cell of a release that raw answers do not lead to, and the other way round."""
    found = []
    for period in periods or CHECKED:
        released = printed(app, str(period))
        counted = counts(said[said.period == str(period)], app, str(period))
        both = counted.merge(released, on=CELL, how="outer", indicator="in_which")
        for cell in both.itertuples(index=False):
            if (wrong := fault(cell)) is not None:
                where = "/".join(str(getattr(cell, name)) for name in CELL)
                found.append(f"{period}/{where}: {wrong}")
    return found


def fault(cell: Any) -> str | None:
    """Return what is wrong with one cell: true count, least base of its table, what is shown."""
    if cell.in_which != "both":
        return "is not printed" if cell.in_which == "left_only" else "should not be printed"
    is_shown = not pd.isna(cell.shown)
    if cell.is_hidden or cell.true < 10 or cell.is_thin:
        # Hidden without need is looked at by counting: see the first test.
        if is_shown or (cell.is_hidden and cell.true < 10):
            return f"{cell.shown} is shown of {cell.true}"
        return None
    expected = rounded(cell.true)
    if is_shown and int(cell.shown) == expected:
        return None
    return f"{cell.shown} is shown, not {expected}"


def test_every_printed_cell_is_what_pandas_counts(app: Flask) -> None:
    said = raw(app)
    assert said.period.value_counts().to_dict() == {"2026Q2": 1224, "2026Q3": 1278}
    assert faults(app, said) == []
    cells = pd.concat([printed(app, str(period)) for period in CHECKED])
    assert cells.shown.notna().sum() > 500
    # 1 borough and 9 towns of 66 cells, 4 places of 4, 3 months of 3, 11 of the young records.
    assert len(cells) == 2 * (10 * len(list(cells_of(TABLES))) + 4 * 4 + 3 * 3 + 11)


def test_hardly_more_is_hidden_than_the_rules_ask_for(app: Flask) -> None:
    said = raw(app)
    for period in CHECKED:
        counted = counts(said[said.period == str(period)], app, str(period))
        both = counted.merge(printed(app, str(period)), on=CELL)
        without_need = both[both.is_hidden & ~both.is_thin]
        assert len(without_need) <= 2


def test_an_answer_counted_twice_is_noticed(migrated_file: Path, tmp_path: Path) -> None:
    """A control: one of 2,502 answers is in a release once too often."""
    again = {**answers_of(CHECKED[1])[5], "id": str(UUID(int=1, version=4))}
    with answered(migrated_file, tmp_path) as app:
        with app.app_context():
            store([again])
            release(app, CHECKED[1])
            with write() as session:
                session.execute(delete(FeedbackRow).where(FeedbackRow.id == again["id"]))
        found = faults(app, raw(app), CHECKED[1])
    assert len(found) >= 3
    assert all(each.startswith("2026Q3/") for each in found)
    assert any("/borough/" in each for each in found)


def test_an_answer_counted_elsewhere_is_noticed(app: Flask) -> None:
    """A control: one answer is moved to another town after the releases."""
    said = raw(app)
    some = said[(said.zone_id == "z-wigan-1") & (said.period == "2026Q3")].index[0]
    said.loc[some, "zone_id"] = "z-leigh-1"
    found = faults(app, said)
    assert found
    assert {each.split("/")[1] for each in found} <= {"t-wigan", "t-leigh"}


def test_a_week_put_into_the_next_quarter_is_noticed(app: Flask) -> None:
    """A control: quarters by the Monday of a week instead of its Thursday."""
    said = raw(app)
    said["period"] = (
        pd.to_datetime(said.week + "-1", format="%G-W%V-%u").dt.to_period("Q").astype(str)
    )
    assert len(faults(app, said)) > 10
