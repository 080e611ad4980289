"""The map-pack command: one clear line for the operator, whatever the file is."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.backend.cast import load
from tests.support.map_packs import ATTRIBUTION, write_map

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def run(app: Flask, *words: str) -> Result:
    with app.app_context():
        return app.test_cli_runner().invoke(args=["map-pack", *words])


def test_a_map_is_published_and_taken_back(app: Flask, tmp_path: Path) -> None:
    load(app)
    given = run(app, str(write_map(tmp_path / "borough.mbtiles")))
    assert (given.exit_code, given.stderr) == (0, "")
    assert "zooms 10 to 12" in given.stdout
    assert ATTRIBUTION in given.stdout
    removed = run(app, "--remove")
    assert removed.stdout == "No map is offered any more. Phones keep the one they hold.\n"
    again = run(app, "--remove")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.endswith("No map is published.\n")


def test_what_is_no_map_is_one_clear_block(app: Flask, tmp_path: Path) -> None:
    done = run(app, str(write_map(tmp_path / "vector.mbtiles", format="pbf")))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "That is not a map that phones can show. Nothing has been changed. "
        "It holds vector tiles, and phones draw pictures. Export it as PNG or JPEG.\n"
    )


@pytest.mark.parametrize("words", [(), ("file.mbtiles", "--remove")])
def test_neither_and_both_are_wrong_usage(app: Flask, words: tuple[str, ...]) -> None:
    assert run(app, *words).exit_code == 2
