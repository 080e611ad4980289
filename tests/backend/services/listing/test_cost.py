"""What the deeds of listings, offers and candidates cost a serving process."""

import subprocess
import sys

from sqlalchemy import event

from backend.services.world import World
from backend.storage.database import db
from tests.backend.services.listing.cast import apply, shown
from tests.backend.test_cli import ROOT

DEEDS = (
    *("backend.services.listing.decide_change", "backend.services.listing.safety"),
    *("backend.services.offers.sending", "backend.services.candidates"),
    *("backend.services.roll_out", "backend.services.look_up"),
)


def test_deeds_do_without_geometry_and_geocoders() -> None:
    heavy = "{'shapely', 'h3', 'numpy', 'pyproj', 'opening_hours', 'geopy'}"
    program = f"import sys, {', '.join(DEEDS)}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_pending_moves_are_asked_for_once_for_all_places(world: World) -> None:
    for number in range(5):
        apply(f"p{number}")
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    shown(world)
    event.remove(db.engine, "before_cursor_execute", note)
    assert sum("place_change" in statement for statement in asked) == 1
