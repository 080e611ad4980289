"""The borough's own published lists go out and come in again: nothing is new, nothing changed."""

from pathlib import Path

from flask import Flask

from backend.services.exporting.formats import FORMS
from backend.services.importing.areas import import_outline
from backend.services.importing.establishments import import_establishments
from backend.services.importing.places import import_places
from backend.services.importing.taking import Taking
from backend.services.world import World
from tests.backend.rows import rows
from tests.backend.services.exporting.cast import HELD, exported
from tests.backend.services.importing.cast import counts, places, told
from tests.conftest import TODAY
from tests.support import real_data
from tests.support.real_data import real_file


def test_published_venues_come_back_as_they_were(app: Flask, world: World, tmp_path: Path) -> None:
    import_outline(Taking(real_file(real_data.OUTLINE)))
    import_establishments(Taking(real_file(real_data.FHRS)), TODAY)
    for name, mapping in (
        (real_data.PHARMACIES, "nhs-pharmacies.toml"),
        (real_data.WARM_SPACES, "warm-spaces.toml"),
    ):
        import_places(Taking(real_file(name), real_data.MAPPINGS / mapping), TODAY)
    before = rows(app, HELD)
    assert len(before) > 2_000
    for form in FORMS:
        report = places(exported(tmp_path, form))
        assert counts(report) == (0, 0, len(before), 0), told(report)[:2_000]
    assert rows(app, HELD) == before
