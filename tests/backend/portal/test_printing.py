"""Sticker, poster and crib sheet: whatever a name holds is text, and nothing foreign is loaded."""

import io
import subprocess
import sys
import unicodedata

import pytest
from flask import Flask
from pypdf import PdfReader

from backend.services.listing.safety import suspend
from backend.services.transaction import write
from backend.storage.places import PlaceRow
from backend.web.sheets import OWN, OwnFiles, as_pdf, qr_code
from backend.web.world import world
from tests.backend.portal.cast import a_guardian, a_live_place
from tests.backend.services.listing.cast import staff
from tests.support.staff import Browser

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SHEETS = ("sticker", "poster", "crib")
SIZES = {"sticker": (148, 210), "poster": (210, 297), "crib": (210, 297)}
POINTS_PER_MM = 72 / 25.4
LOADS = (
    '<img src="http://127.0.0.1:9/spy.png">',
    '<img src="file:///etc/hostname">',
    '<link rel="stylesheet" href="https://example.org/spy.css">',
    '<style>@import "//example.org/x.css"; p { background: url(http://example.org/a.png) }</style>',
    '<object data="ftp://example.org/x"></object>',
    '<svg><image href="http://example.org/b.png"/></svg>',
    '<img src="data:text/plain,hello">',
)
HOSTILE = (
    "=cmd()|'/C calc'!A0 {{7*7}} {% raw %} <script>alert(1)</script>",
    '\'; DROP TABLE place; -- <img src="http://127.0.0.1:9/spy.png">',
)
"""Several in each name: to set a sheet takes half a second."""

_plain: dict[str, PdfReader] = {}


def reader(browser: Browser, sheet: str) -> PdfReader:
    """Return a sheet as PDF."""
    answer = browser.client.get(f"/portal/places/p1/print/{sheet}.pdf")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    return PdfReader(io.BytesIO(answer.data))


def plain(app: Flask, sheet: str) -> PdfReader:
    """Return a sheet of the place as it was made; all are set once for all tests."""
    if not _plain:
        guardian = a_guardian(app)
        _plain.update({each: reader(guardian, each) for each in SHEETS})
    return _plain[sheet]


def words_of(pdf: PdfReader) -> str:
    """Return the text of a PDF without blanks, ligatures taken apart."""
    text = "".join(page.extract_text() for page in pdf.pages)
    return "".join(unicodedata.normalize("NFKC", text).split())


def rename(app: Flask, name: str) -> None:
    """Give the place another name."""
    with app.app_context(), write() as session:
        session.get_one(PlaceRow, "p1").name = name


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_one_page_of_its_size_with_the_places_address(app: Flask, sheet: str) -> None:
    pdf = plain(app, sheet)
    (only,) = pdf.pages
    size = [
        round(float(each) / POINTS_PER_MM) for each in (only.mediabox.width, only.mediabox.height)
    ]
    assert tuple(size) == SIZES[sheet]
    words = words_of(pdf)
    for part in ("TheInn", "CommunitySafetyPartnership", "localhost:8000/places/p1"):
        assert part in words
    assert len(only.images) == 0


@SQLITE
def test_sticker_and_poster_say_that_people_may_come_in(app: Flask) -> None:
    for sheet in ("sticker", "poster"):
        assert "Youaresafetocomeinandask" in words_of(plain(app, sheet))


@SQLITE
def test_the_crib_sheet_says_what_to_do(app: Flask) -> None:
    words = words_of(plain(app, "crib"))
    for part in (
        "somewherequiet",
        "Donotaskwhy",
        "charging",
        "999",
        "101",
        "Angela",
        "notethevisit",
    ):
        assert part in words


@SQLITE
def test_the_crib_sheet_says_what_55_does_on_which_telephone(app: Flask) -> None:
    """On a landline, as most counters have, it does nothing; on a mobile only after a prompt."""
    words = words_of(plain(app, "crib"))
    assert "Dial999,then55" not in words
    assert "Onamobile:listen,andpress55whenasked" in words
    assert "Onalandline55doesnothing:stayontheline,coughortap.Theoperatordecides" in words


@SQLITE
def test_the_crib_sheet_says_who_is_told_of_a_child_or_an_adult_at_risk(app: Flask) -> None:
    words = words_of(plain(app, "crib"))
    assert "Achild,oranadultwhocannotprotectthemselves" in words
    assert "tell,evenagainsttheirwish" in words
    assert "safeguardingteam" in words
    assert "Donotpromisetokeepitsecret" in words
    assert "Tellnobodywhoneednotknow" not in words
    assert "Tellonlythosewhomustknow" in words


@SQLITE
def test_hostile_names_are_printed_as_text(app: Flask) -> None:
    gwen = a_guardian(app)
    for name in HOSTILE:
        rename(app, name)
        for sheet in SHEETS:
            pdf = reader(gwen, sheet)
            assert "".join(name.split()) in words_of(pdf), (sheet, name)
            assert len(pdf.pages) == 1


@SQLITE
def test_arabic_is_printed_with_all_its_letters(app: Flask) -> None:
    gwen = a_guardian(app)
    name = "مقهى السلام"
    rename(app, name)
    words = words_of(reader(gwen, "poster"))
    assert set(name) - {" "} <= set(words)


@SQLITE
def test_the_longest_name_stays_on_its_page(app: Flask) -> None:
    gwen = a_guardian(app)
    for name in ("W" * 120, "The Very Long Inn of Many Words " * 4):
        rename(app, name)
        for sheet in SHEETS:
            pdf = reader(gwen, sheet)
            assert len(pdf.pages) == 1
            assert "".join(name.split()) in words_of(pdf)
            assert "localhost:8000/places/p1" in words_of(pdf)


@pytest.mark.parametrize("html", LOADS)
def test_nothing_but_our_own_files_is_loaded(html: str) -> None:
    fetcher = OwnFiles()
    assert as_pdf(f"<p>x</p>{html}", fetcher).startswith(b"%PDF")
    assert fetcher.refused
    assert not set(fetcher.refused) & set(OWN)


@SQLITE
def test_an_image_in_a_name_is_not_asked_for(app: Flask) -> None:
    gwen = a_guardian(app)
    rename(app, '<img src="http://127.0.0.1:9/spy.png">')
    pdf = reader(gwen, "sticker")
    assert "http://127.0.0.1:9/spy.png" in words_of(pdf)
    assert len(pdf.pages[0].images) == 0


def test_the_code_holds_the_address_and_no_word_besides() -> None:
    code = qr_code("https://umay.example.org/places/p1")
    assert code.startswith("<svg")
    assert "example" not in code


@SQLITE
def test_a_place_that_residents_do_not_see_gets_no_sign(app: Flask) -> None:
    gwen = a_guardian(app)
    assert "Sticker for the window" in gwen.see("/portal/places/p1/print")
    with app.app_context():
        suspend(world(), staff("olga@police.example"), "p1", "Nobody answered.")
    for path in ("print", "print/poster.pdf"):
        answer = gwen.get(f"/portal/places/p1/{path}")
        assert answer.status_code == 409
        assert "Residents do not see this place now" in answer.text
    assert "/print" not in gwen.see("/portal/places/p1")


@SQLITE
def test_a_place_whose_readiness_ran_out_gets_no_sign(app: Flask) -> None:
    assert a_guardian(app, days=60).get("/portal/places/p1/print").status_code == 409


def test_what_sets_sheets_is_loaded_with_the_first_one_alone() -> None:
    words = "import sys, backend.app; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0


@SQLITE
def test_nobody_prints_anothers_signs(app: Flask) -> None:
    gwen = a_guardian(app)
    a_live_place(app, "p2")
    for path in ("print", "print/poster.pdf", "print/nothing.pdf"):
        assert gwen.get(f"/portal/places/p2/{path}").status_code == 404
