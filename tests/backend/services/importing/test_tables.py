"""Tables as people keep them: titles above, Excel's own first line, cells of several lines."""

from pathlib import Path

import pytest
from flask import Flask

from backend.services.importing.letters import garbled
from backend.services.importing.names import import_names
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.taking import Taking
from tests.backend.rows import count, rows
from tests.backend.services.importing.cast import counts, csv_file, places, refusal, told

TITLED = (
    "Example safe places list 2026,,\n,,\nname,kind,postcode\nExample Hub,community,WN1 1AA\n"
    "Zoo,zoo,WN1 1AA\n"
)


def test_titles_above_the_heading_are_passed_over_and_rows_keep_their_numbers(
    settled: Path,
) -> None:
    report = places(csv_file(settled, TITLED))
    assert counts(report) == (1, 0, 0, 1)
    assert "file: Above the heading passed over: row 1 ('Example safe places" in told(report)
    assert "row 5: kind: This is none of" in told(report)


def test_a_title_with_commas_does_not_hide_what_parts_the_values(settled: Path) -> None:
    text = "Shops, pubs, halls, libraries\nJune 2026\nname;kind;postcode\nHub;community;WN1 1AA\n"
    report = places(csv_file(settled, text))
    assert counts(report) == (1, 0, 0, 0)
    assert "passed over: row 1 to 2" in told(report)


def test_a_heading_is_looked_for_in_twenty_rows_and_what_is_missing_is_told_of_it(
    settled: Path,
) -> None:
    far = "Title,\n" * 20 + "name,kind,postcode\nHub,community,WN1 1AA\n"
    assert "Its columns are: Title" in refusal(lambda: places(csv_file(settled, far)))
    near = "Safe places 2026,,\nname,venue,postcode\nHub,community,WN1 1AA\n"
    said = refusal(lambda: places(csv_file(settled, near)))
    assert "lacks kind" in said
    assert "Its columns are: name, venue, postcode" in said


def test_titles_stand_above_other_lists_too(settled: Path) -> None:
    text = "Made by the council\nPCDS,Lat,Long\nWN1 1AD,53.545,-2.63\n"
    assert counts(import_postcodes(Taking(csv_file(settled, text)))) == (1, 0, 0, 0)
    text = "Landmarks\nName,Type,Lat,Lon\nTown hall,Town Hall,53.545,-2.63\n"
    assert counts(import_names(Taking(csv_file(settled, text)))) == (1, 0, 0, 0)


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
def test_excels_own_first_line_is_obeyed_and_is_no_row(settled: Path, first: str) -> None:
    text = f"{first}name;kind;postcode\r\nHub, old;community;WN1 1AA\r\nZoo;zoo;WN1 1AA\r\n"
    report = places(csv_file(settled, text, encoding="utf-8-sig"))
    assert counts(report) == (1, 0, 0, 1)
    assert "row 3: kind: This is none of" in told(report)


def test_any_sign_may_part_the_values_where_excel_says_so(settled: Path) -> None:
    text = "sep=^\nname^kind^postcode\nHub^community^WN1 1AA\n"
    assert counts(places(csv_file(settled, text))) == (1, 0, 0, 0)


def test_line_breaks_in_cells_become_commas_in_addresses_and_spaces_elsewhere(
    app: Flask, settled: Path
) -> None:
    text = (
        "name,kind,address,postcode,town\n"
        '"Example\n Hub",community,"1 Example Road,\n\nSale\x0bTrafford",WN1 1AA,\xa0Wig\u200ban \n'
        "Inn,pub,2\u2028High\tStreet,WN1 1AA,Wigan\n"
    )
    assert counts(places(csv_file(settled, text))) == (2, 0, 0, 0)
    assert rows(app, "SELECT name, address, town FROM place_draft ORDER BY name") == [
        ("Example Hub", "1 Example Road, Sale, Trafford", "Wigan"),
        ("Inn", "2, High Street", "Wigan"),
    ]


def test_a_column_that_is_there_twice_matters_only_where_it_is_used(settled: Path) -> None:
    text = "name,kind,postcode,note,note\nHub,community,WN1 1AA,a,b\n"
    report = places(csv_file(settled, text))
    assert counts(report) == (1, 0, 0, 0)
    assert "Columns not used: note, note." in told(report)
    text = "Name,NAME,kind,postcode\nHub,Inn,community,WN1 1AA\n"
    said = refusal(lambda: places(csv_file(settled, text)))
    assert "names columns 'Name' and 'NAME' twice in its heading" in said
    text = "Name,name,kind,postcode\nHub,Inn,community,WN1 1AA\n"
    assert counts(places(csv_file(settled, text))) == (1, 0, 0, 0)


def test_a_mappings_names_are_matched_without_capitals_and_marks_the_same_first(
    app: Flask, settled: Path
) -> None:
    mapping = settled / "m.toml"
    mapping.write_text(
        '[columns]\nname = "Venue Name"\ntown = "Place"\n[constants]\nkind = "pub"\n'
    )
    text = "venue_name,postcode,PLACE,Place\nInn,WN1 1AA,Leigh,Wigan\n"
    assert counts(places(csv_file(settled, text), mapping=mapping)) == (1, 0, 0, 0)
    assert rows(app, "SELECT name, town FROM place_draft") == [("Inn", "Wigan")]
    text = "venue-name,VENUE NAME,postcode,place\nInn,Bar,WN1 1AA,Wigan\n"
    said = refusal(lambda: places(csv_file(settled, text), mapping=mapping))
    assert "twice in its heading" in said


def test_values_beside_the_table_are_noted(settled: Path) -> None:
    text = "name,kind,postcode,\nHub,community,WN1 1AA,ask Ann\nInn,pub,WN1 1AA,\n"
    report = places(csv_file(settled, text))
    assert counts(report) == (2, 0, 0, 0)
    assert "Values under columns without a name were passed over: rows 2." in told(report)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("CafÃ© Noir", "Café Noir"),
        ("donâ€™t", "don’t"),
        ("Â£5", "£5"),
        ("Caf√© Noir", "Café Noir"),
        ("Y FelinheliÂ\xa0Hall", "Y Felinheli\xa0Hall"),
        ("Caf\ufffd", "Caf?"),
    ],
)
def test_letters_that_went_wrong_are_noticed(text: str, meant: str) -> None:
    assert garbled(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("Café", "CAFÉ’S", "Tŷ Gwyn", "O’Neill’s – “The Inn”", "£5–£10 …", "مرحبا", "łódź", "½°"),
        *("“Ö”", "Ñandú", ""),
    ],
)
def test_letters_that_are_meant_are_left_alone(text: str) -> None:
    assert garbled(text) == ""


def test_what_went_wrong_is_noted_by_row_and_never_mended(app: Flask, settled: Path) -> None:
    text = "name,kind,postcode\nInn,pub,WN1 1AA\nCafÃ© Noir,cafe,WN1 1AA\n"
    report = places(csv_file(settled, text))
    assert "row 3: 'CafÃ© Noir' holds letters that went wrong (is it 'Café Noir')" in told(report)
    assert rows(app, "SELECT name FROM place_draft WHERE kind = 'cafe'") == [("CafÃ© Noir",)]


def test_a_mark_at_the_start_that_went_wrong_hides_no_column(settled: Path) -> None:
    text = "ï»¿name,kind,postcode\nInn,pub,WN1 1AA\n"
    for encoding in ("utf-8", "cp1252"):
        report = places(csv_file(settled, text, encoding=encoding))
        assert report.new + report.unchanged == 1


@pytest.mark.parametrize("text", ["Café Noir", "L’Hôtel – “Élite”", "Jalapeño & Müller’s"])
@pytest.mark.parametrize(("encoding", "word"), [("mac_roman", "Mac Roman"), ("cp1252", "Windows")])
def test_files_of_older_macs_are_told_from_those_of_windows(
    app: Flask, settled: Path, text: str, encoding: str, word: str
) -> None:
    path = csv_file(settled, f"name,kind,postcode\n{text},cafe,WN1 1AA\n", encoding=encoding)
    assert f"read as {word}" in told(places(path))
    assert rows(app, "SELECT name FROM place_draft") == [(text,)]


def test_nothing_of_a_file_reaches_the_report_that_a_terminal_would_obey(
    app: Flask, settled: Path
) -> None:
    head = "name,kind,postcode,\x1b[31mred\n"
    text = f"{head}Inn,p\x1b[2Jub,WN1 1AA,x\nBar,\u202ebup,WN1 1AA,\nHub,x,,\n"
    report = places(csv_file(settled, text))
    assert len(report.refused) == 3
    assert all(sign.isprintable() or sign == "\n" for sign in told(report))
    assert "\N{REPLACEMENT CHARACTER}[31mred" in told(report)
    said = refusal(lambda: places(csv_file(settled, "\x1b]0;a\x07,b\nc,d\n")))
    assert said.isprintable()
    assert count(app, "place_draft") == 0


def test_a_heading_with_numbers_is_one_where_it_names_a_column_of_ours(settled: Path) -> None:
    said = refusal(lambda: places(csv_file(settled, "name,2024,2025\nInn,1,2\n")))
    assert "lacks kind" in said
    assert "Its columns are: name, 2024, 2025" in said


def test_a_heading_of_many_columns_is_told_in_short(settled: Path) -> None:
    text = ",".join(f"{'column ' * 20}{number}" for number in range(100)) + "\n1\n"
    said = refusal(lambda: places(csv_file(settled, text)))
    assert "and 80 more" in said
    assert len(said) < 1500
