"""The example's answers were invented from a known truth: the released figures must hold it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete

from backend.app import create_app
from backend.domain import comparisons, statistics
from backend.domain.comparisons import Difference, difference, judged
from backend.domain.statistics import Share
from backend.services.actors import COMMAND_LINE
from backend.services.perception.area_page import AreaPage, area_page
from backend.services.releasing.making import make_release
from backend.services.transaction import write
from backend.storage.zones import AreaRow, ZoneAreaRow
from backend.web.world import world
from demo.answers import LIT_IN, LIT_TOWN, TOWN_SHARES, true_share
from demo.network import slug
from demo.tables import TOWNS
from tests.backend.services.releasing.cast import QUARTERS, answers_of, fix_secret, network, store
from tests.conftest import NOW, _close, _config

BEFORE, AFTER = QUARTERS[LIT_IN - 1], QUARTERS[LIT_IN + 1]
IDS = tuple(f"t-{slug(town)}" for town in TOWNS)
LIT = IDS[LIT_TOWN]


@pytest.fixture(scope="module")
def released(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Two years of answers, released quarter by quarter."""
    folder = tmp_path_factory.mktemp("truth")
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    app = create_app(_config(f"sqlite:///{folder / 'umay.sqlite3'}", folder), now=lambda: NOW)
    with app.app_context():
        network()
        fix_secret()
        store(answers_of(*QUARTERS))
        # What no test reads need not be audited: of most quarters, the towns without the lights.
        for period in (BEFORE, AFTER):
            make_release(world(), COMMAND_LINE, str(period))
        _forget_areas_but(LIT)
        for period in (each for each in QUARTERS if each not in (BEFORE, AFTER)):
            make_release(world(), COMMAND_LINE, str(period))
    yield app
    _close(app)


def _forget_areas_but(area_id: str) -> None:
    with write() as session:
        session.execute(delete(ZoneAreaRow).where(ZoneAreaRow.area_id != area_id))
        session.execute(delete(AreaRow).where(AreaRow.id != area_id))


def borough_share(daypart: str, quarter: int) -> float:
    """Return the true share of the borough: that of its towns, each by how many answer there."""
    parts = (share * true_share(town, daypart, quarter) for town, share in enumerate(TOWN_SHARES))
    return sum(parts) / sum(TOWN_SHARES)


def held(app: Flask, shift: float = 0.0) -> list[bool]:
    """Return for each printed daypart whether its interval holds the true share, moved by so much.

    Of the borough and of the first town, over eight quarters.
    """
    found = []
    for number, period in enumerate(QUARTERS):
        for area_id in ("borough", LIT):
            for part in page(app, area_id, str(period)).dayparts:
                assert part.safe is not None
                is_borough = area_id == "borough"
                true = (
                    borough_share(part.code, number)
                    if is_borough
                    else true_share(LIT_TOWN, part.code, number)
                )
                _, low, high = part.safe.exact
                found.append(low <= true + shift <= high)
    return found


def page(app: Flask, area_id: str, period: str) -> AreaPage:
    with app.app_context():
        return area_page(area_id, period)


def change(app: Flask, area_id: str, daypart: str = "") -> Difference | None:
    """Return the change from the quarter before the lights to the quarter after them."""

    def share(period: str) -> Share | None:
        found = page(app, area_id, period)
        if not daypart:
            return found.safe
        return next(part.safe for part in found.dayparts if part.code == daypart)

    return difference(share(str(AFTER)), share(str(BEFORE)))


def test_printed_intervals_hold_the_true_share_as_often_as_they_promise(released: Flask) -> None:
    found = held(released)
    assert len(found) == 8 * 2 * 3
    # 46 of 48 do: at 95 of 100 two or three are expected not to.
    assert sum(found) >= 0.95 * len(found)


def test_a_wrong_truth_is_noticed(released: Flask) -> None:
    """A control: a truth that is ten points away is held far too seldom."""
    assert sum(held(released, -0.1)) < 0.7 * 48


def test_what_the_lights_brought_lies_within_the_interval(released: Flask) -> None:
    whole, dark = change(released, LIT), change(released, LIT, "after_dark")
    daylight = change(released, LIT, "daylight")
    assert whole is not None
    assert dark is not None
    assert daylight is not None
    # The truth is fourteen points when it is dark, which is when 55 of 100 answers are about.
    assert whole.low / 100 <= 0.55 * 0.14 <= whole.high / 100
    assert dark.low / 100 <= 0.14 <= dark.high / 100
    # Of some ninety answers on either side, noise and other people could nearly have brought it.
    assert dark.points > daylight.points
    assert not daylight.is_beyond_chance
    # Eight points of everybody are as much as other people answering could bring.
    assert not whole.is_beyond_chance


def test_where_nothing_was_done_the_change_may_be_chance(released: Flask) -> None:
    others = {area_id: change(released, area_id) for area_id in IDS if area_id != LIT}
    told = {area_id: each for area_id, each in others.items() if each is not None}
    # In the smallest town too few answer for anything to be said.
    assert set(others) - set(told) == {IDS[-1]}
    assert [area_id for area_id, each in told.items() if each.is_beyond_chance] == []
    assert all("may be chance" in each.words for each in told.values())


def by_daypart(app: Flask) -> list[Difference]:
    return [
        each
        for area_id in IDS[1:]
        for part in ("daylight", "after_dark", "night_economy")
        if (each := change(app, area_id, part)) is not None
    ]


def test_none_of_many_comparisons_without_a_change_is_called_one(released: Flask) -> None:
    told = judged(by_daypart(released))
    assert len(told) > 6
    assert not any(each.is_beyond_chance for each in told if each is not None)


def test_some_of_many_would_be_called_one_by_the_draw_alone(
    released: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: some dayparts of unlit towns changed so much by chance and by noise."""
    monkeypatch.setattr(comparisons, "MIX", 0.0)
    monkeypatch.setattr(statistics, "DESIGN_EFFECT", 1.0)
    monkeypatch.setattr(statistics, "COUNT_VARIANCE", 0.0)
    assert sum(each.is_beyond_chance for each in by_daypart(released)) >= 1
