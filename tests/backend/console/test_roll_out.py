"""The roll-out's page: who sees it, what it says of nothing and of something."""

import re

from backend.account.own import HOMES
from tests.backend.console.conftest import Site
from tests.backend.services.listing.cast import apply
from tests.backend.services.test_candidates import draft
from tests.support.staff import join

PAGE = "/console/roll-out"


def cells(page: str, label: str) -> list[str]:
    """Return the figures of the first row of this name."""
    row = page.partition(f'<th scope="row">{label}</th>')[2].partition("</tr>")[0]
    return re.findall(r"<td[^>]*>(?:<strong>)?([^<]*)<", row)


def test_guardians_and_strangers_do_not_see_it(site: Site) -> None:
    guardian = join(site.app, "guardian", "gwen@inn.example", "Gwen")
    assert guardian.get(PAGE).status_code == 403
    assert site.app.test_client().get(PAGE).location.startswith("/account/sign-in")


def test_every_office_sees_it_and_an_analyst_begins_there(site: Site) -> None:
    for browser in (site.officer, site.analyst, site.administrator):
        assert f'href="{PAGE}" aria-current="page"' in browser.see(PAGE)
    assert HOMES["analyst"] == PAGE


def test_each_venue_counts_once_where_it_stands(site: Site) -> None:
    with site.inside():
        for number in range(3):
            draft(number)
        draft(3, state="invited", ward_id=None)
        apply("p1", ward_id="w1")
        apply("p2", ward_id="w1", state="live")
    page = site.analyst.see(PAGE)
    assert cells(page, "Centre") == ["3", "0", "1", "0", "0", "1", "0", "0"]
    assert cells(page, "Ward not known") == ["0", "1", "0", "0", "0", "0", "0", "0"]
    assert cells(page, "In all") == ["3", "1", "1", "0", "0", "1", "0", "0"]
    assert "One place is live, in 1 of 1 wards. One is on the way; 1 invited, 3 not" in page
