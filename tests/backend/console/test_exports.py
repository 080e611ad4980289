"""Lists on the console: taken by a press, as filtered; people's names only after a proof."""

import re

import pytest

from backend.services.exporting.guardians import TAKING
from backend.services.transaction import write
from tests.backend.console.conftest import Site
from tests.backend.services.counting.cast import change
from tests.backend.services.listing.cast import a_row, apply, guardian_of
from tests.backend.services.test_candidates import draft
from tests.support.staff import PASSWORD, join

EXPORT, PLACES = "/console/export", "/console/places"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def listed(site: Site) -> None:
    """Two places and a candidate, made once."""
    with site.inside():
        change("DELETE FROM list_taken")
        change("DELETE FROM list_taking_on")
        change("DELETE FROM place")
        change("DELETE FROM place_draft")
        change("DELETE FROM staff WHERE email = 'grace@inn.example'")
        apply("p1", name="The Inn")
        apply("p2", name="A Library")
        guardian_of("p1", "grace@inn.example")
        draft(1, name="Candidate Inn")


def test_a_page_offers_its_list_and_sends_it_as_it_is_filtered(site: Site) -> None:
    page = site.officer.see(f"{PLACES}?words=library")
    assert "One place, as filtered above" in page
    assert '<input type="hidden" name="words" value="library">' in page
    sent = site.officer.send(f"{EXPORT}/places", on=PLACES, form="csv", words="library")
    assert sent.mimetype == "text/csv"
    assert sent.headers["Cache-Control"] == "no-store"
    assert 'filename="umay-places-2026-11-27.csv"' in sent.headers["Content-Disposition"]
    assert "A Library" in sent.text
    assert "The Inn" not in sent.text
    assert "grace" not in sent.text.lower()


@pytest.mark.parametrize(
    ("to", "on"), [("candidates", "/console/candidates"), ("points", PLACES), ("places", PLACES)]
)
def test_each_list_is_there_for_excel(site: Site, to: str, on: str) -> None:
    assert f'action="{EXPORT}/{to}"' in site.officer.see(on)
    sent = site.officer.send(f"{EXPORT}/{to}", on=on, form="xlsx")
    assert sent.mimetype == XLSX
    assert sent.data.startswith(b"PK")


def test_candidates_are_sent_as_filtered(site: Site) -> None:
    sent = site.officer.send(
        f"{EXPORT}/candidates", on="/console/candidates", form="csv", state="taken"
    )
    assert "Candidate Inn" not in sent.text
    sent = site.officer.send(f"{EXPORT}/candidates", on="/console/candidates", form="csv")
    assert "Candidate Inn" in sent.text


def test_nobody_else_and_nothing_without_the_forms_token(site: Site) -> None:
    for other in (site.analyst, site.administrator):
        assert other.send(f"{EXPORT}/places", on="/account/", form="csv").status_code == 403
    sent = site.officer.client.post(f"{EXPORT}/places", data={"form": "csv"})
    assert sent.status_code == 400
    assert site.officer.get(f"{EXPORT}/places").status_code in (404, 405)


def test_guardians_want_a_proof_of_who_asks(site: Site) -> None:
    with site.inside():
        change("UPDATE staff_session SET fresh_at = '2026-11-27 20:00:00'")
    page = site.officer.see(f"{PLACES}?words=inn")
    assert f'action="{EXPORT}/guardians"' not in page
    assert "Show that it is you" in page
    sent = site.officer.send(f"{EXPORT}/guardians", on=PLACES, form="csv", back=PLACES)
    assert sent.location == f"/account/prove?next={PLACES}"
    site.officer.send("/account/prove", password=PASSWORD)
    assert f'action="{EXPORT}/guardians"' in site.officer.see(PLACES)
    sent = site.officer.send(f"{EXPORT}/guardians", on=PLACES, form="csv", words="inn")
    assert "grace@inn.example" in sent.text


def test_over_a_days_most_another_officer_is_asked_on_the_same_page(site: Site) -> None:
    with site.inside(), write() as session:
        session.add_all(a_row(f"m{at}", name=f"Inn {at}") for at in range(TAKING.most))
    site.officer.send("/account/prove", password=PASSWORD)
    refused = site.officer.send(f"{EXPORT}/guardians", on=PLACES, form="csv")
    assert refused.status_code == 409
    assert "another officer can let you, under Places" in refused.text
    second = join(site.app, "officer", "otto@council.example", "Otto")
    page = second.see(PLACES)
    assert "Officer One asks for a list with guardians" in page
    (way,) = re.findall(rf"{EXPORT}/more/\d+", page)
    assert site.officer.send(way, on=PLACES).status_code == 403
    assert second.send(way, on=PLACES).location == PLACES
    assert "asks for a list" not in second.see(PLACES)
    sent = site.officer.send(f"{EXPORT}/guardians", on=PLACES, form="csv")
    assert sent.mimetype == "text/csv"
    assert sent.text.count("\r\n") == TAKING.most + 3
