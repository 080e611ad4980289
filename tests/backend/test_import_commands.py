"""The import and zones commands as an operator runs them, in the order the help gives."""

import subprocess
import sys
from pathlib import Path

from tests.backend.services.importing.cast import SQUARE, csv_file, feature, geojson, polygon
from tests.backend.services.importing.test_census import SAMPLE as CENSUS_SAMPLE
from tests.backend.test_cli import ROOT, one_block, run, set_up

POSTCODES = "postcode,lat,lon\n" + "".join(
    f"WN1 1{a}{b},{53.54 + at / 5000:.5f},{-2.64 + at / 3000:.5f}\n"
    for at, (a, b) in enumerate((a, b) for a in "ABDE" for b in "ABDE")
)


def well(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def test_a_partnership_brings_its_files_and_builds_its_zones(
    migrated_file: Path, tmp_path: Path
) -> None:
    set_up(migrated_file, tmp_path)
    places = csv_file(
        tmp_path, "name,kind,lat,lon\nInn,pub,53.545,-2.63\nZoo,zoo,1,2\n", "places.csv"
    )
    refused = run(tmp_path, "import", "places", str(places))
    assert refused.returncode == 1
    assert "umay import outline FILE" in one_block(refused)
    borough = feature(polygon(SQUARE), area_code="E08000010", area_name="Wigan")
    outline = geojson(tmp_path, borough)
    assert "1 new, 0 changed" in well(run(tmp_path, "import", "outline", str(outline)))
    postcodes = csv_file(tmp_path, POSTCODES, "postcodes.csv")
    assert "16 new" in well(run(tmp_path, "import", "postcodes", str(postcodes)))
    names = csv_file(tmp_path, "name,type,lat,lon\nWigan,Town,53.545,-2.63\n", "names.csv")
    assert "1 new" in well(run(tmp_path, "import", "names", str(names)))
    tried = well(run(tmp_path, "import", "places", "--dry-run", str(places)))
    assert tried.splitlines()[-1] == (
        "Tried out, nothing written: places.csv: 1 new, 0 changed, 0 unchanged, 1 refused."
    )
    assert "refused, row 3: Zoo: It lies outside the borough" in tried
    wards = geojson(tmp_path, feature(polygon(SQUARE), code="E05000001", name="All"))
    said = well(run(tmp_path, "import", "areas", "--vintage", "2023", str(wards)))
    assert said.startswith("Taken in: file.geojson: 1 new")
    picture = tmp_path / "zones.svg"
    built = well(run(tmp_path, "zones", "build", "--picture", str(picture)))
    assert "postcodes each" in built
    assert "Version 1" in built
    assert picture.read_text().startswith("<svg ")
    assert "Nothing changed: version 1 stays." in well(run(tmp_path, "zones", "build"))
    wrong = run(tmp_path, "zones", "build", "--picture", str(tmp_path / "zones.png"))
    assert wrong.returncode == 1
    assert "the picture is an SVG" in wrong.stderr


def test_two_districts_bring_their_files_as_one_deed(migrated_file: Path, tmp_path: Path) -> None:
    set_up(migrated_file, tmp_path)
    halves = [[[lon + east, lat] for lon, lat in SQUARE] for east in (0, 0.06)]
    files = [
        str(geojson(tmp_path, feature(polygon(ring), code=code, name=code), name=f"{code}.geojson"))
        for code, ring in zip(("E08000010", "E08000001"), halves, strict=True)
    ]
    assert "--name" in one_block(run(tmp_path, "import", "outline", *files))
    wrong = run(tmp_path, "import", "outline", *files, "--name", "Two", "--districts", "Wigan")
    assert wrong.returncode != 0
    assert "'WIGAN' is no code of a district" in wrong.stderr
    codes = ("--districts", "E08000010,E08000001")
    said = well(run(tmp_path, "import", "outline", *files, "--name", "Two Towns", *codes))
    assert said.splitlines()[-1].startswith("Taken in: E08000010.geojson, E08000001.geojson: 1 new")
    first = csv_file(tmp_path, POSTCODES, "a.csv")
    second = csv_file(tmp_path, POSTCODES.replace("WN1", "WN2"), "b.csv")
    both = well(run(tmp_path, "import", "postcodes", "--together", str(first), str(second)))
    assert both.splitlines()[-1].startswith("Taken in: a.csv, b.csv: 32 new")
    whole = well(run(tmp_path, "import", "postcodes", "--whole", "--dry-run", str(first)))
    assert whole.splitlines()[-1].endswith("16 unchanged, 0 refused, 16 gone.")


def test_figures_of_other_surveys_are_taken_in_whole_or_not_at_all(
    migrated_file: Path, tmp_path: Path
) -> None:
    set_up(migrated_file, tmp_path)
    row = "gmca-safe,GMCA: feels safe,2022/23,88,How safe?,GMCA\n"
    heading = "series,name,period,percent,asked,source\n"
    wrong = csv_file(tmp_path, heading + row + row.replace("88", "880"), "wrong.csv")
    refused = run(tmp_path, "import", "benchmarks", str(wrong))
    assert refused.returncode == 1
    assert "row 3: '880' is no percentage from 0 to 100." in refused.stderr
    right = csv_file(tmp_path, heading + row, "right.csv")
    assert "1 new, 0 changed, 0 unchanged" in well(
        run(tmp_path, "import", "benchmarks", str(right))
    )


def test_a_census_is_taken_in_for_one_area(migrated_file: Path, tmp_path: Path) -> None:
    set_up(migrated_file, tmp_path)
    said = well(run(tmp_path, "import", "census", "--area", "X1", str(CENSUS_SAMPLE)))
    assert said.splitlines()[-1].startswith("Taken in: census_by_age.csv: 6 new")


def test_a_serving_process_does_without_geometry() -> None:
    """Shapely, H3 and their arrays would cost each process some 30 MB and half a second."""
    heavy = "{'shapely', 'h3', 'numpy', 'pyproj', 'opening_hours'}"
    program = f"import sys, backend.app; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_files_that_could_not_be_used_are_told_and_end_in_one(
    migrated_file: Path, tmp_path: Path
) -> None:
    set_up(migrated_file, tmp_path)
    outline = geojson(tmp_path, feature(polygon(SQUARE), area_code="E08000010", area_name="Wigan"))
    well(run(tmp_path, "import", "outline", str(outline)))
    good = csv_file(tmp_path, "name,kind,lat,lon\nMarket,AED,53.545,-2.63\n", "good.csv")
    bad = csv_file(tmp_path, "name,kind,lat,lon\nMarket,AED,1,2\n", "bad.csv")
    alien = csv_file(tmp_path, "%PDF-1.7", "alien.csv")
    far = csv_file(
        tmp_path,
        "postcode,district,lat,lon\nWN1 1AA,E08000010,53.545,-2.63\n"
        + "".join(
            f"M1 {number % 10}A{'ABDE'[number % 4]},E08000003,1,1\n" for number in range(1001)
        ),
        "far.csv",
    )
    done = run(tmp_path, "import", "points", str(bad), str(alien), str(good))
    assert done.returncode == 1
    assert "Taken in: good.csv: 1 new" in done.stdout
    assert "bad.csv: rows refused 1, of no use here 0, used 0. Is it the right file?" in done.stderr
    assert "alien.csv is a PDF" in done.stderr
    assert done.stderr.splitlines()[-1] == ("Of 3 files 2 could not be used: bad.csv, alien.csv.")
    assert run(tmp_path, "import", "points", "--dry-run", str(bad)).returncode == 1
    well(run(tmp_path, "import", "points", str(good)))
    done = run(tmp_path, "import", "postcodes", str(far))
    assert done.returncode == 1
    assert "rows refused 981, of no use here 20, used 1. Is it the right file?" in done.stderr
