"""Outside the borough: no walk of 286 km is offered, and no place is claimed to be near."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mobile.viewmodels import surroundings
from mobile.viewmodels.places import PlacesViewModel
from shared.geo import Point
from shared.neighbours import neighbour_from_wire
from tests.mobile.cast import MARKET, NEIGHBOURS, published, write_pack
from tests.mobile.phone import Phone, a_phone

LONDON = Point(51.5, -0.1)


@contextmanager
def phone_at(folder: Path, at: Point | None) -> Iterator[tuple[Phone, PlacesViewModel]]:
    """Give a phone at a point, and its list."""
    with a_phone(folder, at=at) as phone:
        yield phone, phone.context.places


def test_no_walk_is_offered_and_what_helps_anywhere_is_said(tmp_path: Path) -> None:
    with phone_at(tmp_path, LONDON) as (_, model):
        assert model.none_title == "UMay covers Wigan Borough (example outline)"
        assert model.none_detail.startswith("You seem to be outside it. In danger, call 999.")
        assert model.headline is None
        assert (list(model.next_best), len(model.cards)) == ([], 0)
        assert list(model.neighbours) == [neighbour_from_wire(each) for each in NEIGHBOURS]
        assert model.is_outside


def test_without_the_rule_the_walk_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "is_outside", lambda *_: False)
    with phone_at(tmp_path, LONDON) as (_, model):
        assert len(model.cards) + len(model.next_best) > 0


def test_within_the_borough_nothing_of_it_is_said(tmp_path: Path) -> None:
    with phone_at(tmp_path, MARKET) as (_, model):
        assert not model.is_outside
        assert list(model.neighbours) == []
        assert model.headline is not None


def test_near_its_edge_the_list_stays(tmp_path: Path) -> None:
    south = min(zone["lat"] for zone in published()["zones"]["zones"])
    zone = next(each for each in published()["zones"]["zones"] if each["lat"] == south)
    edge = Point(south - 2500 / 111_270, zone["lon"])
    with phone_at(tmp_path, edge) as (_, model):
        assert not model.is_outside
        assert len(model.cards) + len(model.next_best) > 0


def test_whoever_chose_a_town_gets_its_places(tmp_path: Path) -> None:
    with phone_at(tmp_path, LONDON) as (phone, model):
        phone.context.surroundings.choose("Leigh", Point(53.4975, -2.519))
        assert not model.is_outside
        assert list(model.neighbours) == []
        phone.context.surroundings.told(LONDON)
        assert model.is_outside


def test_a_phone_without_zones_claims_nothing_of_the_edge(tmp_path: Path) -> None:
    documents = published()
    documents["zones"]["zones"] = []
    pack = write_pack(tmp_path / "pack", documents=documents)
    with a_phone(tmp_path, at=LONDON, pack=pack) as phone:
        assert not phone.context.places.is_outside


def test_a_borough_without_a_name_is_not_named(tmp_path: Path) -> None:
    documents = published()
    documents["areas"]["areas"] = []
    pack = write_pack(tmp_path / "pack", documents=documents, neighbours=None)
    with a_phone(tmp_path, at=LONDON, pack=pack) as phone:
        model = phone.context.places
        assert model.none_title == "UMay does not cover this area"
        assert list(model.neighbours) == []


def test_the_text_to_somebody_names_no_place_of_the_borough(tmp_path: Path) -> None:
    with phone_at(tmp_path, LONDON) as (phone, _):
        model = phone.context.make("trusted")
        model.begin()
        assert model.message == (
            "I do not feel safe. I am here: 51.50000, -0.10000. Please call me."
        )
