"""Files that are not as they should be: each is refused or noted plainly, and nothing half-kept."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from backend.services.importing import source_file
from backend.services.importing.names import import_names
from backend.services.importing.places import import_places
from backend.services.importing.points import import_points
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.world import World
from backend.storage.database import db
from shared.problems import Problem
from tests.backend.rows import count
from tests.backend.services.importing.cast import (
    at_point,
    counts,
    csv_file,
    feature,
    geojson,
    places,
    refusal,
    told,
    zipped,
)
from tests.conftest import TODAY

HEAD = "name,kind,lat,lon\n"
GOOD = "Haven,haven,53.545,-2.63\n"


def test_without_an_outline_nothing_is_taken_in(world: World, tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD + GOOD)
    importers: list[Callable[[Taking], Report]] = [import_postcodes, import_names, import_points]
    for importer in (lambda taking: import_places(taking, TODAY), *importers):
        with pytest.raises(Problem) as caught:
            importer(Taking(path))
        assert caught.value.code == "outline-missing"


def test_a_column_that_is_missing_is_named_with_those_that_are_there(settled: Path) -> None:
    said = refusal(lambda: places(csv_file(settled, "venue,kind,lat,lon\nHaven,haven,53.5,-2.6\n")))
    assert "lacks name (its name on the door)" in said
    assert "Its columns are: venue, kind, lat, lon" in said
    assert "--mapping" in said


def test_columns_nobody_uses_are_noted(settled: Path) -> None:
    report = places(csv_file(settled, "name,kind,lat,lon,owner\nHaven,haven,53.545,-2.63,Ann\n"))
    assert counts(report) == (1, 0, 0, 0)
    assert "Columns not used: owner." in told(report)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Haven,haven,-2.63,53.545", "Latitude and longitude are swapped."),
        ("Haven,haven,,", "It has no position: no coordinates and no postcode."),
        ("Haven,haven,53.545,", "Its longitude is missing."),
        ("Haven,haven,north,-2.63", "Its latitude is 'north', which is no number."),
        ("Haven,haven,nan,-2.63", "Its latitude is 'nan', which is no number."),
        ("Haven,haven,0,0", "Its position is 0, 0, which stands for none."),
        ("Haven,haven,358016,405780", "are these grid metres in columns of degrees?"),
        ("Haven,haven,53.40,-2.99", "It lies outside the borough (latitude 53.40000"),
        ("Haven,zoo,53.545,-2.63", "kind: This is none of shop, cafe,"),
        (",haven,53.545,-2.63", "name: "),
        ("Ha\x07ven,haven,53.545,-2.63", "This holds characters that cannot be shown."),
        ("Haven,haven,53.545,-2.63,and more", "It has more values than columns"),
        ("H" * 121 + ",haven,53.545,-2.63", "name: Write at most 120 characters."),
    ],
)
def test_a_row_that_cannot_stand_is_refused_by_number_and_the_others_are_taken_in(
    app: Flask, settled: Path, row: str, what: str
) -> None:
    report = places(csv_file(settled, f"{HEAD}{row}\nOther,pub,53.546,-2.631\n"))
    assert counts(report)[0] == 1
    assert {fault.where for fault in report.refused} == {"row 2"}
    assert what in told(report)
    assert count(app, "place_draft") == 1
    assert count(app, "place") == 0


def test_a_row_without_coordinates_is_placed_by_its_postcode(settled: Path) -> None:
    text = "name,kind,postcode\nHaven,haven,wn11aa\nInn,pub,WN9 9ZZ\nBar,pub,none\n"
    report = places(csv_file(settled, text))
    assert counts(report) == (1, 0, 0, 2)
    assert "Haven: No coordinates: placed at the centre of its postcode." in told(report)
    assert "we do not know the postcode WN9 9ZZ" in told(report)
    assert "'none' is no postcode" in told(report)


def test_the_same_place_twice_is_refused_naming_the_first(settled: Path) -> None:
    text = "id,name,kind,lat,lon\n7,Haven,haven,53.545,-2.63\n7,Inn,pub,53.546,-2.63\n"
    report = places(csv_file(settled, text))
    assert counts(report) == (1, 0, 0, 1)
    assert "row 3: Inn stands in row 2 already." in told(report)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_other_encodings_and_line_ends_are_read(settled: Path, encoding: str, ending: str) -> None:
    text = f"{HEAD}Café Noir,cafe,53.545,-2.63\n".replace("\n", ending)
    report = places(csv_file(settled, text, encoding=encoding))
    assert counts(report) == (1, 0, 0, 0)
    if encoding == "cp1252":
        assert "The file is not UTF-8 (line" in told(report)
    again = places(csv_file(settled, f"{HEAD}Café Noir,cafe,53.545,-2.63\n"))
    assert counts(again) == (0, 0, 1, 0)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_read(settled: Path, delimiter: str) -> None:
    report = places(csv_file(settled, (HEAD + GOOD).replace(",", delimiter)))
    assert counts(report) == (1, 0, 0, 0)


def test_half_a_file_is_refused_whole(app: Flask, settled: Path) -> None:
    rows = HEAD + GOOD * 3
    assert "ends in the middle of row 4" in refusal(lambda: places(csv_file(settled, rows[:-12])))
    quoted = HEAD + '"Haven, the old one",haven,53.545,-2.63\n"Hav'
    assert "cannot be read as CSV at row 3" in refusal(lambda: places(csv_file(settled, quoted)))
    whole = geojson(settled, feature(at_point(-2.63, 53.545), name="Haven", kind="haven"))
    text = whole.read_text()
    whole.write_text(text[: len(text) // 2])
    assert "Copy or download it again" in refusal(lambda: places(whole))
    assert count(app, "place_draft") == 0


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is empty"),
        ("  \n \n", "is empty"),
        ("[1, 2]", 'is not GeoJSON with a list of "features"'),
        ('{"type": "Feature"}', "lacks name (its name on the door)"),
        ('{"places": [], "count": 0}', "of another form known: it holds places, count."),
        ('{"type": "FeatureCollection", "features": [7]}', "something else than a feature"),
        ("{" * 100_000, "is not JSON"),
        ("name,name,kind,lat,lon\nA,B,pub,53.5,-2.6\n", "names the column 'name' twice"),
        ("Haven,haven,53.545,-2.63\n", "has no heading: its first row begins with Haven, haven"),
    ],
)
def test_a_file_of_another_form_is_refused_whole(settled: Path, text: str, what: str) -> None:
    assert what in refusal(lambda: places(csv_file(settled, text)))


def test_a_postcode_file_without_heading_needs_the_usual_columns(settled: Path) -> None:
    report = import_postcodes(
        Taking(csv_file(settled, "WN1 1AE,10,358472,406072,E92000001,a,b,,E08000010,E05015010\n"))
    )
    assert counts(report) == (1, 0, 0, 0)
    three = csv_file(settled, "WN1 1AE,53.54,-2.63\n")
    assert "has no heading" in refusal(lambda: import_postcodes(Taking(three)))


def test_postcodes_of_other_boroughs_are_passed_over_and_counted(settled: Path) -> None:
    text = "postcode,district,lat,lon\nWN1 1AD,E08000010,53.5,-2.7\nM1 1AA,E08000003,53.545,-2.63\n"
    report = import_postcodes(Taking(csv_file(settled, text)))
    assert counts(report) == (1, 0, 0, 0)
    assert "1 postcodes of other boroughs were passed over." in told(report)


def test_a_zip_with_one_data_file_is_read_and_any_other_refused(settled: Path) -> None:
    one = zipped(settled, {"places.csv": (HEAD + GOOD).encode(), "readme.md": b"hello"})
    assert counts(places(one)) == (1, 0, 0, 0)
    two = zipped(settled, {"a.csv": b"x", "b.csv": b"y"})
    assert "holds 2 data files (a.csv, b.csv)" in refusal(lambda: places(two))
    one = zipped(settled, {"places.csv": (HEAD + GOOD).encode()})
    locked = bytearray(one.read_bytes())
    # The bit by which a zip says that a password is needed, in both of its headings.
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    one.write_bytes(locked)
    assert "cannot be unpacked here" in refusal(lambda: places(one))
    one.write_bytes(one.read_bytes()[:60])
    assert "is not a whole zip file" in refusal(lambda: places(one))


def test_a_bomb_is_refused_without_unpacking_it(
    settled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is lowered for the test; what the zip says of its own size is not believed."""
    monkeypatch.setattr(source_file, "MOST_BYTES", 1_000_000)
    bomb = zipped(settled, {"places.csv": HEAD.encode() + b"a" * 50_000_000})
    assert bomb.stat().st_size < 100_000
    assert "holds more than 0 MB" in refusal(lambda: places(bomb))
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as file:
        file.write(b"a" * 50_000_000)
    squeezed = settled / "places.csv.gz"
    squeezed.write_bytes(buffer.getvalue())
    assert "Cut it to the borough first" in refusal(lambda: places(squeezed))
    squeezed.write_bytes(buffer.getvalue()[:100])
    assert "is not a whole" in refusal(lambda: places(squeezed))


def test_a_file_that_is_not_there_is_said(settled: Path) -> None:
    assert "cannot be read: No such file" in refusal(lambda: places(settled / "absent.csv"))
    assert "cannot be read: Is a directory" in refusal(lambda: places(settled))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("columns", "is not TOML"),
        (
            '[columns]\nnmae = "x"\n',
            "no column of ours. Did you mean 'name'",
        ),
        ("[columns]\nname = 7\n", "gives name no text"),
        ('[rows]\nname = "x"\n', "It has the sections [columns], [constants] and [file]"),
        ('[columns]\nname = "Place"\n', "has no column 'Place', which the mapping names"),
        ('[file]\ntab = "1"\n', "names 'tab', which is no column of ours. There are: sheet"),
    ],
)
def test_a_faulty_mapping_is_refused(settled: Path, text: str, what: str) -> None:
    mapping = settled / "mapping.toml"
    mapping.write_text(text)
    path = csv_file(settled, "venue,kind,lat,lon\nHaven,haven,53.545,-2.63\n")
    assert what in refusal(lambda: places(path, mapping=mapping))


def test_a_dry_run_tells_the_same_and_writes_nothing(app: Flask, settled: Path) -> None:
    path = csv_file(settled, HEAD + GOOD + "Zoo,zoo,53.545,-2.63\n")
    tried = places(path, is_dry_run=True)
    assert count(app, "place_draft") == 0
    done = places(path)
    assert counts(tried) == counts(done) == (1, 0, 0, 1)
    assert told(tried) == told(done)
    assert tried.is_dry_run
    assert counts(places(path, is_dry_run=True)) == (0, 0, 1, 1)


def test_a_failure_in_the_middle_leaves_nothing(app: Flask, settled: Path) -> None:
    """A rule that only the database knows: it refuses the last row, and none of the file stays."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE UNIQUE INDEX only_one ON place_draft (name)"))
    rows = [f"Haven {number},haven,53.545,-2.63,{number}\n" for number in range(50)]
    rows.append("Haven 1,haven,53.545,-2.63,50\n")
    path = csv_file(settled, "name,kind,lat,lon,id\n" + "".join(rows))
    try:
        with pytest.raises(IntegrityError):
            places(path)
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("DROP INDEX only_one"))
    assert count(app, "place_draft") == 0
    assert counts(places(path)) == (51, 0, 0, 0)
