"""Files that are no list, or one of another form: each is called by its name, with a way out."""

import gzip
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from backend.services.importing.areas import AreaKind, import_areas
from backend.services.importing.establishments import import_establishments
from backend.services.importing.taking import Taking
from tests.backend.services.importing.cast import (
    counts,
    csv_file,
    places,
    refusal,
    zipped,
)
from tests.support.real_data import real_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
KML = b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>'
FHRS = b"<FHRSEstablishment><EstablishmentCollection/></FHRSEstablishment>"


@pytest.mark.parametrize(
    ("data", "form", "way"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF", "Ask for the table itself"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture (PNG)", "Ask for the table itself"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture (JPEG)", "Ask for the table itself"),
        (b"\0\0\x27\x0a" + bytes(96), "is a part of a Shapefile", "GeoJSON, EPSG:4326"),
        (
            b"\0\0\0\x0d\x0a\x09OSMHeader\x18",
            "is OpenStreetMap data (PBF)",
            "cut to the borough",
        ),
        (b"PAR1\x15\x04\x15", "is Parquet", "CSV"),
        (b"fgb\x03fgb\0", "is FlatGeobuf", "GeoJSON, EPSG:4326"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "is packed (7z)", "Unpack it"),
        (b"Rar!\x1a\x07\x01\0", "is packed (RAR)", "Unpack it"),
        (gzip.compress(gzip.compress(b"name\n", mtime=0), mtime=0), "is packed twice", "Unpack it"),
        (bytes(257) + b"ustar\x0000", "is packed (tar)", "Unpack it"),
        (b"{\\rtf1\\ansi", "is a text document (RTF)", "Ask for the table itself"),
        (KML, "is KML (Google Earth)", "GeoJSON, EPSG:4326"),
        (b"\xef\xbb\xbf<!-- made by hand -->" + KML, "is KML", "GeoJSON, EPSG:4326"),
        (b"<osm version='0.6'></osm>", "is OpenStreetMap XML", "GeoJSON, EPSG:4326"),
        (b"<gml:FeatureCollection xmlns:gml='x'>", "is GML", "GeoJSON, EPSG:4326"),
        (b"<gpx version='1.1'>", "is GPX", "GeoJSON, EPSG:4326"),
        (b"<!DOCTYPE html>\n<html><body>Sign in", "is a web page", "save it as .xlsx"),
        (b"<table><tr><td>name</td></tr></table>", "is a web page", "save it as .xlsx"),
        (b"<?xml version='1.0'?><ss:Workbook>", "is a spreadsheet in an XML form", "as .xlsx"),
        (FHRS, "is a list of the Food Hygiene Rating Scheme", "umay import establishments"),
        (b"<services><service/></services>", "is XML (services)", "Ask for the table itself"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "is XML (?)", "Ask for the table itself"),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "is a text document (Word)",
            "Ask for the table",
        ),
        (OLE + "Root Entry".encode("utf-16-le"), "is a file of the older Office", ".xlsx or CSV"),
        (bytes(range(256)) * 4, "is neither text nor a form that is known", "GeoJSON"),
        (b"\x01\x02\x03\x04\x05\x06" * 50, "is neither text nor a form that is known", "CSV UTF-8"),
    ],
)
def test_a_file_of_another_form_is_named_with_a_way_out(
    settled: Path, data: bytes, form: str, way: str
) -> None:
    path = settled / "list.csv"
    path.write_bytes(data)
    said = refusal(lambda: places(path))
    assert form in said
    assert way in said
    assert said.isprintable()


@pytest.mark.parametrize(
    ("members", "form"),
    [
        (("wards.shp", "wards.dbf", "wards.shp.xml"), "is a Shapefile. In QGIS"),
        (("doc.kml", "files/icon.png"), "is KMZ (Google Earth). In QGIS"),
        (("[Content_Types].xml", "word/document.xml"), "is a text document (Word)"),
        (("[Content_Types].xml", "ppt/presentation.xml"), "is a presentation (PowerPoint)"),
        (("Index/Document.iwa", "preview.jpg"), "is a document of Apple Numbers or Pages"),
        (("mimetype", "content.xml"), "is a document of LibreOffice and no spreadsheet"),
        (("a.gdb/a00000001.gdbtable",), "is a File Geodatabase. In QGIS"),
        (("readme.md", "map.png"), "holds no table: its files are readme.md, map.png"),
    ],
)
def test_an_archive_of_another_form_is_named_too(
    settled: Path, members: tuple[str, ...], form: str
) -> None:
    path = zipped(settled, dict.fromkeys(members, b"x"))
    assert form in refusal(lambda: places(path))


def test_a_zip_with_one_table_beside_a_map_is_read(settled: Path) -> None:
    rows = b"name,kind,postcode\nHub,community,WN1 1AA\n"
    path = zipped(settled, {"a.csv": rows, "a.kml": KML, "a.csv-metadata.xml": b"<x/>"})
    assert counts(places(path)) == (1, 0, 0, 0)
    many = zipped(settled, {f"{number}.csv": rows for number in range(9)})
    assert "holds 9 data files (0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 4 more)" in refusal(
        lambda: places(many)
    )


def test_a_zip_says_what_its_one_file_is(settled: Path) -> None:
    path = zipped(settled, {"list.csv": b"%PDF-1.7"})
    assert "list.csv is a PDF" in refusal(lambda: places(path))


def test_a_geopackage_is_told_from_another_database(settled: Path) -> None:
    for table, form in (("gpkg_contents", "is a GeoPackage"), ("place", "is a database (SQLite)")):
        path = settled / f"{table}.gpkg"
        with sqlite3.connect(path) as made:
            made.execute(f"CREATE TABLE {table} (name TEXT)")
        made.close()
        assert form in refusal(lambda path=path: places(path))  # type: ignore[misc]


def test_a_published_pbf_is_told(settled: Path) -> None:
    path = real_file("osm/its-leeds.osm.pbf")
    assert "is OpenStreetMap data (PBF)" in refusal(lambda: places(path))
    assert "QGIS" in refusal(lambda: import_areas(Taking(path), AreaKind("town")))


def test_utf_16_is_still_told_from_bytes_that_are_no_text(settled: Path) -> None:
    text = "name,kind,postcode\nCafé ’n’ Bar,cafe,WN1 1AA\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert counts(places(csv_file(settled, text, encoding=encoding)))[3] == 0


def test_a_table_given_as_food_premises_is_sent_to_the_right_import(settled: Path) -> None:
    today = date(2026, 11, 27)
    for name, text in (("a.csv", "name,kind\nInn,pub\n"), ("a.json", '{"features": []}')):
        path = csv_file(settled, text, name)
        said = refusal(lambda path=path: import_establishments(Taking(path), today))  # type: ignore[misc]
        assert "`umay import places`" in said
    page = csv_file(settled, "<!DOCTYPE html>\n<html><body>Not found", "b.xml")
    assert "is a web page" in refusal(lambda: import_establishments(Taking(page), today))
    book = zipped(settled, {"xl/workbook.xml": b"<workbook/>"}, "a.xlsx")
    assert "is a spreadsheet" in refusal(lambda: import_establishments(Taking(book), today))
