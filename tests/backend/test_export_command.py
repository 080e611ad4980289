"""The export command as an operator runs it, and what import makes of its file."""

import sqlite3
from pathlib import Path

import pytest

from tests.backend.services.importing.cast import SQUARE, csv_file, feature, geojson, polygon
from tests.backend.test_cli import one_block, run, set_up
from tests.backend.test_import_commands import well


@pytest.fixture
def folder(migrated_file: Path, tmp_path: Path) -> Path:
    """A folder with a database that knows a borough, and one draft."""
    set_up(migrated_file, tmp_path)
    borough = feature(polygon(SQUARE), area_code="E08000010", area_name="Wigan")
    well(run(tmp_path, "import", "outline", str(geojson(tmp_path, borough))))
    rows = "name,kind,lat,lon,phone\n=Inn,pub,53.545,-2.63,01942000001\n"
    well(run(tmp_path, "import", "places", str(csv_file(tmp_path, rows, "places.csv"))))
    return tmp_path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_goes_out_and_comes_in_again(folder: Path, ending: str) -> None:
    path = folder / f"out.{ending}"
    said = well(run(folder, "export", "drafts", "--to", str(path)))
    assert said == f"Written: out.{ending}: 1 rows.\n"
    assert path.stat().st_mode & 0o077 == 0
    assert "0 new, 0 changed, 1 unchanged, 0 refused" in well(
        run(folder, "import", "places", str(path))
    )
    done = run(folder, "export", "drafts", "--to", str(path))
    assert done.returncode == 1
    assert "is there already" in one_block(done)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("drafts", "--to", "out.pdf"), "Name a file that ends in .csv or .xlsx."),
        (("points", "--to", "out.csv", "--with-guardians"), "Only places have guardians."),
        (("drafts", "--to", "/no/such/out.csv"), "There is no folder /no/such."),
        (("drafts",), "--to"),
        (("people", "--to", "out.csv"), "is not one of 'places', 'candidates', 'drafts', 'points'"),
    ],
)
def test_what_cannot_be_written_is_said(
    migrated_file: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    set_up(migrated_file, tmp_path)
    done = run(tmp_path, "export", *words)
    assert done.returncode in (1, 2)
    assert said in one_block(done)


def test_guardians_leave_by_a_flag_alone_and_that_is_written_down(folder: Path) -> None:
    for name, flags in (("without.csv", ()), ("with.csv", ("--with-guardians",))):
        well(run(folder, "export", "places", "--to", str(folder / name), *flags))
    assert "guardian" not in (folder / "without.csv").read_text()
    assert "guardian_emails" in (folder / "with.csv").read_text()
    with sqlite3.connect(folder / "data" / "umay.sqlite3") as connection:
        told = connection.execute("SELECT actor, deed, detail FROM audit ORDER BY seq").fetchall()
    connection.close()
    assert told == [
        ("command line", "export", "0 rows, csv"),
        ("command line", "export", "0 rows with guardians' names and addresses, csv"),
    ]
