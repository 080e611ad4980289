"""What the map shows: how each place stands now, points of help as such, nothing that expired."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from mobile.store.clock import Clocks
from mobile.sync.http import HttpTransport
from mobile.sync.map_packs import MapPacks
from mobile.viewmodels.map import MapViewModel
from mobile.viewmodels.map_pack import MapPackViewModel
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import uptime_s
from shared.points import KINDS
from tests.mobile.cast import MARKET, NOW, fill, manifest_of, published
from tests.mobile.phone import NOBODY

Opening = Callable[..., MapViewModel]


@pytest.fixture
def open_map(memory: sqlite3.Connection, tmp_path: Path) -> Opening:
    """Return what opens the map at a time, with or without a position."""

    def make(*, is_here: bool = True, is_rough: bool = False, days: float = 0) -> MapViewModel:
        moment = NOW + timedelta(days=days)
        surroundings = Surroundings(memory, Clocks(lambda: moment, uptime_s))
        if is_here:
            surroundings.told(MARKET, is_approximate=is_rough)
        packs = MapPacks(tmp_path / "phone", lambda: HttpTransport(NOBODY))
        pack = MapPackViewModel(memory, surroundings, packs)
        packs.wait(20)
        return MapViewModel(memory, surroundings, pack)

    return make


def tones(model: MapViewModel) -> dict[str, str]:
    return {mark.key: mark.tone for mark in model.marks if mark.kind == "place"}


def key_of(model: MapViewModel, tone: str) -> str:
    return next(key for key, held in tones(model).items() if held == tone)


def test_before_the_first_list_the_map_is_empty(open_map: Opening) -> None:
    model = open_map()
    assert (model.marks, model.areas, model.names, model.legend) == ([], [], [], [])
    model.choose_next()
    assert model.card is None


def test_every_place_stands_as_the_list_has_it(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    model = open_map()
    assert len(tones(model)) == 41
    assert set(tones(model).values()) == {"go", "soon", "plain"}
    model.choose(key_of(model, "go"))
    assert model.card.tone == "go"
    assert model.card.reason.startswith("Open ")
    assert "on foot" in model.card.walk
    assert model.card.place_id


def test_a_place_whose_listing_has_run_out_is_not_there(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    for is_here in (True, False):
        assert tones(open_map(is_here=is_here, days=119))
        assert tones(open_map(is_here=is_here, days=120.1)) == {}


def test_a_list_that_is_too_old_calls_no_place_open(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    assert set(tones(open_map(days=8)).values()) == {"plain"}


def test_without_a_position_no_place_is_called_open(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    model = open_map(is_here=False)
    assert set(tones(model).values()) == {"plain"}
    model.choose(key_of(model, "plain"))
    assert model.card.reason == "Choose where you are, and it says whether it is open."
    assert model.card.walk == ""


def test_points_of_help_are_shown_as_such_and_never_as_places(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    model = open_map()
    points = [mark for mark in model.marks if mark.kind != "place"]
    assert {mark.kind for mark in points} == set(KINDS)
    assert {mark.tone for mark in points} == {""}
    model.choose(next(mark.key for mark in points if mark.kind == "defibrillator"))
    assert model.card.name == "Defibrillator"
    assert model.card.place_id == ""
    assert "(example)" in model.card.reason


def test_a_kind_of_point_that_this_app_does_not_know_is_left_out(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    documents = published()
    documents["points"]["points"][0]["kind"] = "other"
    from mobile.store import mirror

    mirror.swap_in(memory, manifest_of(documents), documents)
    model = open_map()
    assert "other" not in {mark.kind for mark in model.marks}


def test_the_legend_explains_what_is_there_and_no_more(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    assert [entry.words for entry in open_map().legend] == [
        "Open when you get there",
        "Opens or closes soon",
        "Closed, or not known",
        "Defibrillator",
        "Bleed-control kit",
        "Amnesty bin",
    ]
    assert [entry.tone for entry in open_map(is_here=False).legend] == ["plain", "", "", ""]


def test_from_a_rough_position_no_minutes_are_told(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    model = open_map(is_rough=True)
    for mark in model.marks:
        model.choose(mark.key)
        assert "on foot" not in model.card.walk


def test_each_mark_can_be_reached_without_pointing_the_nearest_first(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    model = open_map()
    seen = []
    for _ in model.marks:
        model.choose_next()
        seen.append(model.chosen_key)
    assert sorted(seen) == sorted(mark.key for mark in model.marks)
    first, last = model.mark(seen[0]), model.mark(seen[-1])
    assert first is not None
    assert last is not None
    assert abs(first.lat - MARKET.lat) < abs(last.lat - MARKET.lat)
    model.choose_next()
    assert model.chosen_key == seen[0]


def test_a_chosen_place_that_leaves_the_list_is_chosen_no_longer(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    model = open_map()
    model.choose("place/p-001")
    documents = published()
    documents["places"]["places"] = documents["places"]["places"][5:]
    from mobile.store import mirror

    mirror.swap_in(memory, manifest_of(documents, version=2), documents)
    model._surroundings.reload()
    assert (model.chosen_key, model.card) == ("", None)


def test_the_borough_comes_first_so_that_all_else_lies_on_it(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    fill(memory)
    model = open_map()
    assert [area.kind for area in model.areas][:2] == ["borough", "town"]
    assert {name.from_zoom for name in model.names} == {0, 15}
    assert "WN99" not in " ".join(name.words for name in model.names)
