"""The candidates' pages: found, invited, put aside; never made a place."""

from backend.services.transaction import read
from backend.storage.imported import DraftRow
from backend.storage.places import PlaceRow
from tests.backend.console.conftest import Site
from tests.backend.services.listing.cast import mails
from tests.backend.services.test_candidates import draft
from tests.conftest import NOW

LIST = "/console/candidates"


def state_of(site: Site, draft_id: str) -> str:
    with site.inside(), read() as session:
        return session.get_one(DraftRow, draft_id).state


def test_only_officers_see_candidates(site: Site) -> None:
    for other in (site.analyst, site.administrator):
        assert other.get(LIST).status_code == 403
        assert other.get(f"{LIST}/fhrs-1").status_code == 403


def test_an_unknown_candidate_is_not_found(site: Site) -> None:
    assert site.officer.get(f"{LIST}/nobody").status_code == 404


def test_a_wrong_address_is_said_at_its_box_and_stays_typed(site: Site) -> None:
    with site.inside():
        draft(10, name="The Typed Inn")
    answer = site.officer.send(f"{LIST}/fhrs-10/invite", on=f"{LIST}/fhrs-10", email="inn at home")
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert 'value="inn at home"' in answer.text
    assert "Error: The Typed Inn" in answer.text
    assert state_of(site, "fhrs-10") == "waiting"


def test_a_dismissal_without_a_reason_changes_nothing(site: Site) -> None:
    with site.inside():
        draft(11)
    answer = site.officer.send(f"{LIST}/fhrs-11/dismiss", on=f"{LIST}/fhrs-11", reason=" ")
    assert answer.status_code == 422
    assert state_of(site, "fhrs-11") == "waiting"


def test_a_form_without_its_token_is_refused(site: Site) -> None:
    with site.inside():
        draft(12)
    answer = site.officer.client.post(f"{LIST}/fhrs-12/invite", data={"email": "a@inn.example"})
    assert answer.status_code in (400, 403)
    assert state_of(site, "fhrs-12") == "waiting"


def test_one_that_left_its_list_cannot_be_invited_and_says_so(site: Site) -> None:
    with site.inside():
        draft(13, name="The Gone Inn", gone_on=NOW.date())
    assert "The Gone Inn" not in site.officer.see(f"{LIST}?words=gone")
    assert "No longer in its list since today" in site.officer.see(f"{LIST}?words=gone&gone=1")
    shown = site.officer.see(f"{LIST}/fhrs-13")
    assert "No longer in its list since today" in shown
    assert "fhrs-13/invite" not in shown


def test_the_list_says_what_is_not_known_and_leads_to_the_invitation(site: Site) -> None:
    with site.inside():
        draft(14, name="Lost Inn", lat=None, lon=None, ward_id=None)
        draft(15, name="Found Inn")
    lost = site.officer.see(f"{LIST}?words=lost")
    assert "Position not known" in lost
    assert f'href="{LIST}/fhrs-14">Invite' in lost
    found = site.officer.see(f"{LIST}?words=found")
    assert "Position not known" not in found
    assert '<td data-name="Ward">Centre</td>' in found
    assert "No candidate fits" in site.officer.see(f"{LIST}?words=nothing-like-it")


def test_pages_lead_earlier_and_later_and_keep_what_was_asked(site: Site) -> None:
    with site.inside():
        for number in range(100, 151):
            draft(number, name=f"Many {number}", sort="Many & more")
    first = site.officer.see(f"{LIST}?sort=Many+%26+more")
    assert "Page 1 of 2, 51 candidates" in first
    assert "sort=Many%20%26%20more&amp;ward=&amp;page=2" in first.replace("&ward", "&amp;ward")
    second = site.officer.see(f"{LIST}?sort=Many+%26+more&page=2")
    assert second.count('data-name="Ward"') == 1
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_an_invited_one_shows_since_when_and_no_second_invitation(site: Site) -> None:
    with site.inside():
        draft(16, name="The Asked Inn", notes=["Its hours end before they begin."])
    page = f"{LIST}/fhrs-16"
    before = site.officer.see(page)
    assert "Its hours end before they begin." in before
    answer = site.officer.send(f"{page}/invite", on=page, email="asked@inn.example")
    assert (answer.status_code, answer.location) == (302, page)
    shown = site.officer.see(page)
    assert "An invitation is on its way to asked@inn.example." in shown
    assert "It can be invited again from Friday 11 December at 23:30 on." in shown
    assert "fhrs-16/invite" not in shown
    with site.inside():
        assert [to for to, _, _ in mails()].count("asked@inn.example") == 1


def test_one_put_aside_has_nothing_left_to_do(site: Site) -> None:
    with site.inside():
        draft(17)
    page = f"{LIST}/fhrs-17"
    site.officer.send(f"{page}/dismiss", on=page, reason="It has closed.")
    assert state_of(site, "fhrs-17") == "dismissed"
    main = site.officer.see(page).partition("<main")[2]
    assert main.count("<form") == main.count(f'action="{page}/look-again"') == 1


def test_no_form_of_these_pages_makes_a_place(site: Site) -> None:
    with site.inside(), read() as session:
        assert session.query(PlaceRow).count() == 0
