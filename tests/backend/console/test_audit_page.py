"""The audit page and the state of the service: the verdict, the rows, who and about what."""

from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.transaction import write
from tests.backend.console.conftest import Site
from tests.backend.services.listing.cast import apply
from tests.conftest import NOW

PAGE = "/console/audit"
UNKNOWN = Actor(9_999, "officer", "Somebody")


def write_down(site: Site, *abouts: str) -> None:
    with site.inside(), write() as session:
        for about in abouts:
            record(session, NOW, Entry(UNKNOWN, "looked_at", about, "<b>Because</b>"))


def test_only_administrators_read_the_chain(site: Site) -> None:
    for other in (site.officer, site.analyst):
        assert other.get(PAGE).status_code == 403


def test_the_verdict_stands_on_both_pages(site: Site) -> None:
    assert "rows stand as written." in site.administrator.see(PAGE)
    assert "rows stand as written." in site.administrator.see("/console/state")
    assert "rows stand as written." in site.officer.see("/console/state")


def test_a_row_says_who_what_and_about_what(site: Site) -> None:
    with site.inside():
        apply("p-seen", name="The Seen Inn")
    write_down(site, "place:p-seen")
    page = site.administrator.see(f"{PAGE}?about=place%3Ap-seen")
    assert "The Seen Inn" in page
    assert "looked at" in page
    assert "staff:9999" in page
    assert "&lt;b&gt;Because&lt;/b&gt;" in page
    assert page.count('data-name="When"') == 1
    assert "Administrator One" in site.administrator.see(PAGE)


def test_pages_lead_on_and_keep_the_filter(site: Site) -> None:
    write_down(site, *("place:p-many",) * 51)
    page = site.administrator.see(f"{PAGE}?about=place%3Ap-many")
    assert "Page 1 of 2, 51 rows" in page
    assert "about=place%3Ap-many&amp;page=2" in page
    assert "No row fits" in site.administrator.see(f"{PAGE}?about=nothing")


def test_a_service_that_nobody_can_use_yet_is_not_called_well(site: Site) -> None:
    for browser in (site.officer, site.administrator):
        page = browser.see("/console/state")
        assert "Nothing has been published yet" in page
        assert "All is well" not in page
        for missing in ("A place that residents see.", "An address or number of the partnership"):
            assert missing in page
