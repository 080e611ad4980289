"""The inbox and the review as officers meet them without scripts, and what no page ever shows."""

import re
from random import Random

import pytest

from backend.domain.inbox import MOST_A_DAY
from backend.services.inbox.turning import note_unread
from backend.services.transaction import write
from tests.backend.console.conftest import Site
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, change, store
from tests.support.staff import Browser, join

INBOX, BATCH, REVIEW = "/console/inbox", "/console/inbox/batch", "/console/review"
CANARIES = {"age_band": "xyoldcanary", "gender": "xygencanary", "voice": "c" * 64}


@pytest.fixture
def chance(site: Site) -> Random:
    """Chance of a fixed seed, on a site without answers and open batches."""
    with site.inside():
        change("DELETE FROM feedback")
        change("DELETE FROM inbox_batch")
        change("DELETE FROM inbox_reading_on")
        change("UPDATE zone SET label = 'Town centre', town = 'Wigan' WHERE id = 'z1'")
        zone = rows(site.app, "SELECT id FROM zone WHERE id = 'z1'")
        if not zone:
            change(
                "INSERT INTO zone (id, lat, lon, label, town, is_current)"
                " VALUES ('z1', 53.5, -2.6, 'Town centre', 'Wigan', true)"
            )
    return Random(20261127)


def put_in(site: Site, given: list[dict[str, object]]) -> None:
    with site.inside():
        store(given)


def hidden(text: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', text)[1]  # type: ignore[index]


def batch_of(officer: Browser) -> str:
    opened = officer.send(INBOX, purpose="reading", words="")
    assert opened.location == BATCH
    return officer.see(BATCH)


def test_a_purpose_is_asked_for_where_it_is_missing(site: Site, chance: Random) -> None:
    put_in(site, [a_row(chance)])
    answer = site.officer.send(INBOX, purpose="", words="")
    assert answer.status_code == 422
    assert "Choose what you read them for." in answer.text
    assert rows(site.app, "SELECT count(*) FROM inbox_batch") == [(0,)]


def test_every_opening_leaves_a_line_with_its_purpose(site: Site, chance: Random) -> None:
    opened_before = rows(site.app, "SELECT count(*) FROM audit WHERE deed = 'inbox-opened'")[0][0]
    for _ in range(4):
        put_in(site, [a_row(chance) for _ in range(3)])
        text = batch_of(site.officer)
        site.officer.send(BATCH, batch=hidden(text, "batch"), rest="1")
    lines = rows(site.app, "SELECT detail FROM audit WHERE deed = 'inbox-opened'")
    batches = rows(site.app, "SELECT count(*) FROM inbox_batch")[0][0]
    assert len(lines) - opened_before == batches == 4
    assert all("answers. Regular reading" in detail for (detail,) in lines)


def test_a_batch_shows_zone_week_level_and_reasons_and_nothing_of_the_person(
    site: Site, chance: Random
) -> None:
    put_in(site, [a_row(chance, **CANARIES, level="very_unsafe", factors=["groups"])])
    text = batch_of(site.officer)
    for words in ("Town centre, Wigan", "Very unsafe", "Groups hanging about", "23 November 2026"):
        assert words in text
    key = str(rows(site.app, "SELECT id FROM feedback")[0][0])
    for never in (*CANARIES.values(), key, key.replace("-", "")):
        assert never not in text


def test_no_page_of_an_analyst_or_administrator_shows_an_answer(site: Site, chance: Random) -> None:
    put_in(site, [a_row(chance), *(a_row(chance, state="held", held_for="cap") for _ in range(3))])
    batch_of(site.officer)
    for other in (site.analyst, site.administrator):
        for path in (INBOX, BATCH, f"{INBOX}/passed", REVIEW, "/console/"):
            assert other.get(path).status_code == 403
        for path in (INBOX, BATCH, REVIEW):
            token = other.token("/account/")
            answer = other.client.post(path, data={"csrf_token": token, "purpose": "reading"})
            assert answer.status_code == 403
    # The control: the officer's own pages do show them.
    assert "Town centre" in site.officer.see(BATCH)
    assert "Town centre" in site.officer.see(REVIEW)


def test_choices_are_taken_without_scripts_and_an_intervention_is_offered(
    site: Site, chance: Random
) -> None:
    with site.inside():
        found = rows(site.app, "SELECT id FROM area WHERE kind = 'ward' ORDER BY id")
        area = str(found[0][0])
        change("DELETE FROM zone_area WHERE zone_id = 'z1'")
        change(f"INSERT INTO zone_area (area_id, zone_id) VALUES ('{area}', 'z1')")
    put_in(site, [a_row(chance, factors=["groups", f"x{n}"]) for n in range(3)])
    text = batch_of(site.officer)
    names = re.findall(r'name="(item-[0-9a-f]+)" value="nothing"', text)
    chosen = dict(zip(names, ("police", "intervention"), strict=False))
    sent = site.officer.send(BATCH, batch=hidden(text, "batch"), **chosen)
    page = site.officer.see(sent.location)
    assert "2 answers handled. 1 went back." in page
    assert f'href="/console/interventions/new?area={area}"' in page
    assert "Open the next ones for the same purpose" in page
    passed = site.officer.see(f"{INBOX}/passed")
    assert "Town centre, Wigan" in passed
    assert site.officer.send(BATCH, on=INBOX, batch=hidden(text, "batch")).status_code == 409


def test_the_review_takes_a_decision_and_refuses_a_stale_one_kindly(
    site: Site, chance: Random
) -> None:
    marked = {key: value for key, value in CANARIES.items() if key != "voice"}
    put_in(site, [a_row(chance, state="held", held_for="burst", **marked) for _ in range(9)])
    assert "About 10 answers wait" in site.officer.see("/console/")
    text = site.officer.see(REVIEW)
    assert not any(never in text for never in CANARIES.values())
    form = {name: hidden(text, name) for name in ("week", "zone", "place", "why", "part", "mark")}
    put_in(site, [a_row(chance, state="held", held_for="burst")])
    stale = site.officer.send(REVIEW, deed="count", **form)
    assert stale.status_code == 409
    assert "Somebody else changed this" in stale.text
    text = site.officer.see(REVIEW)
    form["mark"] = hidden(text, "mark")
    sent = site.officer.send(REVIEW, deed="count", **form)
    assert "Counted: about 10 answers" in site.officer.see(sent.location)
    assert "Nothing waits for review." in site.officer.see(REVIEW)


def test_a_form_that_nobody_was_shown_is_refused(site: Site, chance: Random) -> None:
    assert site.officer.send(REVIEW, deed="drop", week="2026-W48").status_code == 422
    form = {"week": "2026-W48", "zone": "z1", "why": "burst", "mark": "x", "deed": "count"}
    assert site.officer.send(REVIEW, **form).status_code == 409


def test_an_officer_who_has_read_a_days_most_reads_on_by_anothers_word(
    site: Site, chance: Random
) -> None:
    put_in(site, [a_row(chance) for _ in range(3)])
    batch_of(site.officer)
    with site.inside():
        change(f"UPDATE inbox_batch SET number = {MOST_A_DAY}, closed_at = opened_at")
        change("UPDATE feedback SET batch_id = NULL")
        with write() as session:
            note_unread(session)
    page = site.officer.see(INBOX)
    assert f"You have opened {MOST_A_DAY} answers today" in page
    assert 'name="purpose"' not in page
    assert site.officer.send(INBOX, purpose="reading").status_code == 409
    second = join(site.app, "officer", "otto@council.example", "Otto")
    (way,) = re.findall(rf"{INBOX}/reading-on/\d+", second.see(INBOX))
    assert site.officer.send(way, on=INBOX).status_code == 403
    second.send(way, on=INBOX)
    assert "Your colleague may read on today." in second.see(INBOX)
    assert 'name="purpose"' in site.officer.see(INBOX)
