"""Help: the right doors always, and the nearest thing of each kind where one is near."""

from pathlib import Path

from shared.geo import Point
from shared.points import KINDS, PointOfHelp, nearest_of_each_kind
from tests.mobile.cast import MARKET
from tests.mobile.phone import a_phone


def test_the_nearest_point_of_each_kind_is_shown_with_its_walk(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=MARKET) as phone:
        model = phone.context.make("help")
        assert [card.kind for card in model.points] == list(KINDS)
        assert model.points[0].walk == "To the north-west, 4 minutes on foot"
        assert model.points[0].where == "Town hall, front door (example)"
        assert [card.phone for card in model.emergency] == ["999", "", ""]
        assert model.groups


def test_without_a_position_or_far_away_none_is_shown(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=None) as phone:
        model = phone.context.make("help")
        assert model.points == []
        phone.context.surroundings.choose("Far", Point(53.3, -2.2))
        assert model.points == []
        phone.context.surroundings.choose("Market", MARKET)
        assert len(model.points) == len(KINDS)


def test_a_point_of_help_is_never_in_the_ranking(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=MARKET) as phone:
        ranking = phone.context.surroundings.rank(100)
        assert ranking is not None
        assert not any(item.place.id.startswith("h-") for item in ranking.items)
        assert phone.context.surroundings.place("h-wigan-defibrillator") is None


def test_a_kind_of_a_later_server_is_left_out() -> None:
    later = PointOfHelp("1", "other", "Somewhere", "Wigan", "", MARKET)
    assert nearest_of_each_kind([later], MARKET) == ()
