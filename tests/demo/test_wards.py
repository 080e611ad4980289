"""The demonstration's wards hold each neighbourhood once, within their outlines."""

from collections import Counter

from shapely import Point, Polygon

from demo.network import example_network
from demo.wards import example_wards
from tests.conftest import NOW

ZONES = {zone["id"]: Point(zone["lon"], zone["lat"]) for zone in example_network(NOW)["zones"]}


def test_each_neighbourhood_lies_in_one_ward_and_within_its_outline() -> None:
    wards = example_wards()
    assert Counter(zone for ward in wards for zone in ward["zones"]) == Counter(list(ZONES))
    for ward in wards:
        outline = Polygon(ward["outline"])
        assert outline.is_valid
        assert all(outline.covers(ZONES[zone]) for zone in ward["zones"]), ward["id"]


def test_wards_of_a_town_meet_and_do_not_overlap() -> None:
    wards = [ward for ward in example_wards() if ward["id"].startswith("w-wigan-")]
    assert len(wards) == 3
    outlines = [Polygon(ward["outline"]) for ward in wards]
    for at, one in enumerate(outlines):
        for other in outlines[at + 1 :]:
            assert one.intersection(other).area < one.area / 1000


def test_wards_are_marked_as_invented() -> None:
    assert all("(example outline)" in ward["name"] for ward in example_wards())
