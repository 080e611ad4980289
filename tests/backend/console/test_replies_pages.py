"""The pages of what was done and of replies: written, told, taken back, for officers alone."""

import re

import pytest

from backend.services.transaction import write
from backend.services.written import PER_PAGE
from backend.storage.interventions import InterventionRow
from backend.storage.zones import AreaRow
from tests.backend.console.conftest import Site
from tests.backend.services.listing.cast import a_row
from tests.conftest import NOW

DONE, TOLD = "/console/interventions", "/console/replies"
LAMPS = {"area": "w1", "kind": "lighting", "words": "Twelve lamps", "on_day": "2026-11-20"}
REPLY = {"area": "w1", "said": "Too dark", "did": "Twelve lamps", "on_day": "2026-11-20"}


def newest(site: Site, path: str) -> int:
    """Return the number of what stands first in the list of the ward."""
    found = re.search(rf"{path}/(\d+)/take-back", site.officer.see(f"{path}?area=w1"))
    assert found
    return int(found[1])


@pytest.mark.parametrize("path", [DONE, f"{DONE}/new", TOLD, f"{TOLD}/new"])
def test_only_officers_see_them(site: Site, path: str) -> None:
    for other in (site.analyst, site.administrator):
        assert other.get(path).status_code == 403
    assert "Replies" in site.officer.see(path)


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        ({"area": ""}, "area", "Choose the area."),
        ({"area": "gone"}, "area", "not there any more"),
        ({"kind": ""}, "kind", "Choose what it was."),
        ({"words": ""}, "words", "Write what was done"),
        ({"on_day": ""}, "on_day", "Say on which day."),
        ({"on_day": "yesterday"}, "on_day", "Say on which day."),
        ({"on_day": "2026-11-28"}, "on_day", "yet to come"),
    ],
)
def test_what_is_wrong_is_said_at_its_box_and_what_was_typed_stays(
    site: Site, changes: dict[str, str], where: str, said: str
) -> None:
    values = {**LAMPS, "words": "Stays typed", **changes}
    answer = site.officer.send(f"{DONE}/new", **values)
    assert answer.status_code == 422
    assert f'href="#{where}"' in answer.text
    assert said in answer.text
    assert "words" in changes or "Stays typed" in answer.text


def test_what_was_done_is_written_told_and_taken_back(site: Site) -> None:
    assert site.officer.send(f"{DONE}/new", **LAMPS).location == DONE
    again = site.officer.send(f"{DONE}/new", **LAMPS)
    assert again.status_code == 409
    assert "written down already" in again.text
    listed = site.officer.see(f"{DONE}?area=w1")
    assert "in Centre. Figures before and after" in listed
    assert "Written down by Officer One" in listed
    key = newest(site, DONE)
    form = site.officer.see(f"{TOLD}/new?intervention={key}")
    assert "It tells of: Twelve lamps (Lighting, Friday 20 November)" in form
    assert '<option value="w1" selected>Centre</option>' in form
    assert 'value="2026-11-20"' in form
    sent = site.officer.send(f"{TOLD}/new", **REPLY, intervention=str(key))
    assert sent.location == TOLD
    assert "Residents read it within minutes." in site.officer.see(TOLD)
    reply = newest(site, TOLD)
    assert site.officer.send(f"{TOLD}/{reply}/take-back", on=TOLD).location == TOLD
    assert "Too dark" not in site.officer.see(TOLD)
    assert site.officer.send(f"{DONE}/{key}/take-back", on=DONE).location == DONE
    assert "Twelve lamps" not in site.officer.see(f"{DONE}?area=w1")
    assert site.officer.send(f"{DONE}/{key}/take-back", on=DONE).status_code == 422
    assert site.officer.get(f"{TOLD}/new?intervention={key}").status_code == 404


def test_the_address_chooses_the_area_or_the_one_place(site: Site) -> None:
    with site.inside(), write() as session:
        session.add(a_row("p9", name="The Corner Inn"))
    assert '<option value="w1" selected>Centre</option>' in site.officer.see(f"{DONE}/new?area=w1")
    form = site.officer.see(f"{DONE}/new?place=p9")
    assert "At <strong>The Corner Inn</strong>." in form
    assert 'name="area"' not in form
    here = {**LAMPS, "area": "", "place": "p9", "words": "Door staff trained"}
    assert site.officer.send(f"{DONE}/new?place=p9", **here).location == DONE
    assert "Door staff trained" in site.officer.see(f"{DONE}?place=p9")
    assert "Door staff trained" not in site.officer.see(f"{DONE}?area=w1")
    assert f"{DONE}?place=p9" in site.officer.see("/console/places/p9")
    assert site.officer.get(f"{DONE}/new?place=nowhere").status_code == 404
    assert site.officer.get(f"{TOLD}?place=nowhere").status_code == 404


def test_the_form_says_that_residents_read_the_language_it_is_written_in(site: Site) -> None:
    assert "in the language you write it in: it is not translated" in site.officer.see(
        f"{TOLD}/new"
    )


def test_a_long_list_leads_on(site: Site) -> None:
    with site.inside(), write() as session:
        session.merge(AreaRow(id="long", name="Long", kind="town", outline=[], vintage=0))
        session.add_all(
            InterventionRow(
                area_id="long", kind="patrol", words=f"{n}", on_day=NOW.date(), made_at=NOW
            )
            for n in range(PER_PAGE + 1)
        )
    first = site.officer.see(f"{DONE}?area=long")
    assert "Page 1 of 2, 51 in all" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in site.officer.see(f"{DONE}?area=long&page=2")


def test_hostile_words_are_shown_as_words(site: Site) -> None:
    words = '<script>alert("x")</script>'
    site.officer.send(f"{DONE}/new", **{**LAMPS, "words": words})
    shown = site.officer.see(f"{DONE}?area=w1")
    assert words not in shown
    assert "&lt;script&gt;" in shown
