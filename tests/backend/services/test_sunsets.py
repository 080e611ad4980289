"""What daylight means is told by the partnership's own name and sun, not by Wigan's."""

from pathlib import Path

from backend.services.importing.areas import import_outline
from backend.services.importing.taking import Taking
from backend.services.sunsets import sunsets
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.zones import ZoneRow, put
from tests.backend.services.importing.cast import SQUARE, feature, geojson, polygon
from tests.conftest import NOW


def test_without_an_outline_nothing_is_told(world: World) -> None:
    assert sunsets(NOW.date()) is None


def test_sunsets_are_those_of_the_partnership(world: World, tmp_path: Path) -> None:
    ring = [[lon + 1.4, lat + 6.6] for lon, lat in SQUARE]
    area = feature(polygon(ring), area_code="S12000027", area_name="Shetland")
    import_outline(Taking(geojson(tmp_path, area)))
    zone = {"id": "z1", "lat": 60.15, "lon": -1.15, "label": "Lerwick", "town": "Lerwick"}
    with write() as session:
        put(session, ZoneRow, [zone])
    told = sunsets(NOW.date())
    assert told is not None
    assert told.place == "Shetland"
    # Lerwick: some minutes before three, and after half past ten (timeanddate.com, 2026).
    assert "14:50" < told.in_december < "15:05"
    assert "22:25" < told.in_june < "22:45"
