"""The pages of the questions: what is asked, new versions, and young people's with a sign-off."""

import pytest

from backend.services.transaction import write
from backend.storage.question_versions import QuestionVersionRow
from backend.storage.settings import YOUNG_QUESTIONS, set_setting
from tests.backend.console.conftest import Site

PAGE, YOUNG = "/console/questions", "/console/questions/young"


@pytest.fixture(autouse=True)
def as_delivered(site: Site) -> None:
    """Let only the first version be there, and young people be asked nothing."""
    with site.inside(), write() as session:
        session.query(QuestionVersionRow).delete()
        set_setting(session, YOUNG_QUESTIONS, None)


@pytest.mark.parametrize("path", [PAGE, YOUNG])
def test_only_administrators_see_them(site: Site, path: str) -> None:
    for other in (site.officer, site.analyst):
        assert other.get(path).status_code == 403
    assert site.administrator.get(path).status_code == 200


def test_the_page_shows_each_question_with_its_options_and_where_it_comes_from(site: Site) -> None:
    shown = site.administrator.see(PAGE)
    assert "Residents are asked version 1" in shown
    assert "How safe do you feel here?" in shown
    assert "Very safe · Fairly safe" in shown
    assert "GMCA residents&#39; survey" in shown
    assert "Version 1, 8 questions, as delivered" in shown


def test_a_new_version_is_published_and_named(site: Site) -> None:
    sent = site.administrator.send(PAGE, version="1", parts=["happened", "about_me"])
    assert sent.location == PAGE
    shown = site.administrator.see(PAGE)
    assert "A new version is published." in shown
    assert "Residents are asked version 2" in shown
    assert "Version 2, 5 questions, today at 23:30, Administrator One" in shown
    assert "Version 1, 8 questions, as delivered" in shown


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"version": "1", "parts": ["reporting"]}, 422, "Switch both on, or both off."),
        ({"version": "1", "parts": ["weather"]}, 422, "Choose among the parts"),
        ({"version": "7", "parts": []}, 409, "Somebody else changed this"),
        ({"parts": []}, 422, "Load this page anew."),
        (
            {"version": "1", "parts": ["happened", "reporting", "about_me", "setting"]},
            422,
            "Nothing is different from before.",
        ),
    ],
)
def test_what_cannot_be_published_is_refused_kindly(
    site: Site, values: dict[str, object], status: int, said: str
) -> None:
    answer = site.administrator.send(PAGE, **values)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert said in answer.text
    assert "Version 2," not in site.administrator.see(PAGE)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": "on"}, 'href="#signed_by"'),
        ({"state": "on", "signed_by": "Ann Example"}, 'href="#signed_on"'),
        ({"state": "on", "signed_by": "Ann Example", "signed_on": "2026-11-28"}, "yet to come"),
        ({"state": "on", "signed_by": "Ann Example", "signed_on": "soon"}, "Write it like"),
        ({"state": "all"}, "Choose one."),
        ({}, "Choose one."),
        ({"state": "off"}, "They are off already."),
    ],
)
def test_young_people_are_asked_nothing_without_a_sign_off(
    site: Site, values: dict[str, str], said: str
) -> None:
    answer = site.administrator.send(YOUNG, seen="off", **values)
    assert answer.status_code == 422
    assert said in answer.text
    assert "<strong>Off</strong>" in site.administrator.see(PAGE)


def test_a_sign_off_switches_them_on_and_off_wants_none(site: Site) -> None:
    signed = {"signed_by": "Ann Example", "signed_on": "2026-11-20"}
    assert site.administrator.send(YOUNG, seen="off", state="on", **signed).location == PAGE
    assert "<strong>On, without the question" in site.administrator.see(PAGE)
    stale = site.administrator.send(YOUNG, seen="off", state="on-with-weapon", **signed)
    assert stale.status_code == 409
    assert site.administrator.send(YOUNG, seen="on", state="off").location == PAGE
    assert "<strong>Off</strong>" in site.administrator.see(PAGE)


def test_it_is_said_that_nobody_is_asked_while_about_me_is_off(site: Site) -> None:
    warning = "Nobody is asked at present"
    signed = {"signed_by": "Ann Example", "signed_on": "2026-11-20"}
    site.administrator.send(YOUNG, seen="off", state="on", **signed)
    assert warning not in site.administrator.see(PAGE)
    site.administrator.send(PAGE, version="1", parts=["happened"])
    assert warning in site.administrator.see(PAGE)
