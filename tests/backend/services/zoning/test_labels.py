"""Labels of zones: by the landmark, the name or its side, and no two alike in one town."""

from backend.services.zoning.labels import KnownName, Unlabelled, label_zones
from shared.geo import Point

LEIGH = KnownName("Leigh", "town", "Leigh", Point(53.4974, -2.5188))
WESTLEIGH = KnownName("Westleigh", "neighbourhood", "Leigh", Point(53.5081, -2.5260))
MARKET = KnownName("the market", "landmark", "Leigh", Point(53.4990, -2.5120))
NAMES = (LEIGH, WESTLEIGH, MARKET)


def zone(number: int, lat: float, lon: float, postcode: str | None = "WN7 1AA") -> Unlabelled:
    return Unlabelled(f"z{number}", Point(lat, lon), postcode)


def labels(*zones: Unlabelled) -> list[str]:
    return [label for label, _ in label_zones(zones, NAMES).values()]


def test_a_zone_at_a_name_is_called_by_it() -> None:
    found = labels(zone(1, 53.4973, -2.5189), zone(2, 53.5080, -2.5261), zone(3, 53.4991, -2.5121))
    assert found == ["Leigh centre", "Westleigh, Leigh", "Near the market, Leigh"]


def test_other_zones_are_called_by_their_side_of_the_nearest_name() -> None:
    at_names = (zone(1, 53.4973, -2.5189), zone(2, 53.5080, -2.5261))
    beside = (zone(3, 53.5120, -2.5262), zone(4, 53.4930, -2.5190), zone(5, 53.5081, -2.54, None))
    assert labels(*at_names, *beside)[2:] == [
        "North of Westleigh, Leigh",
        "South of Leigh",
        "Open ground 900 m west of Westleigh, Leigh",
    ]


def test_two_on_the_same_side_are_told_apart_by_their_postcodes() -> None:
    at_names = (zone(1, 53.4973, -2.5189), zone(2, 53.5080, -2.5261))
    twins = (zone(3, 53.5120, -2.5262, "WN7 5DD"), zone(4, 53.5150, -2.5262, "WN7 5SH"))
    assert labels(*at_names, *twins)[2:] == [
        "North of Westleigh (WN7 5DD), Leigh",
        "North of Westleigh (WN7 5SH), Leigh",
    ]


def test_even_equal_zones_have_labels_of_their_own() -> None:
    same = [zone(number, 53.5150, -2.5262, "WN7 5DD") for number in range(5)]
    assert len(set(labels(zone(8, 53.4973, -2.5189), zone(9, 53.5080, -2.5261), *same))) == 7
