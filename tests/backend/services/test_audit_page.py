"""Reading the audit chain a page at a time, and checking its newest rows."""

import pytest
from flask import Flask
from sqlalchemy import text

from backend.services.audit import verify_newest
from backend.services.overview.audit_page import AuditWanted, audit_page
from backend.services.overview.state import service_state
from backend.services.world import World
from tests.backend.services.chains import by_hand, write_down
from tests.backend.services.listing.cast import apply, deeds_audited, make_live

EDIT = "UPDATE audit SET detail = 'another' WHERE seq = {}"
CUT = "DELETE FROM audit WHERE seq = {}"


@pytest.mark.parametrize("deed", [EDIT.format(10), EDIT.format(6), CUT.format(10), CUT.format(8)])
def test_what_is_wrong_among_the_newest_rows_is_found(app: Flask, world: World, deed: str) -> None:
    write_down(world, 10)
    assert verify_newest(5)[0].trouble == ""
    with by_hand(app) as connection:
        connection.execute(text(deed))
    assert verify_newest(5)[0].trouble
    assert audit_page(AuditWanted()).verdict.trouble
    assert service_state(world).verdict.trouble


def test_what_is_wrong_before_them_is_left_to_the_whole_check(app: Flask, world: World) -> None:
    write_down(world, 10)
    with by_hand(app) as connection:
        connection.execute(text(EDIT.format(2)))
    verdict, verified = verify_newest(5)
    assert (verdict.trouble, verdict.head.count, verified) == ("", 10, 5)
    assert verify_newest(10)[0].trouble == "Row 2 is not what was written."


def test_a_beginning_that_was_cut_off_is_found_in_a_short_chain(app: Flask, world: World) -> None:
    write_down(world, 10)
    with by_hand(app) as connection:
        connection.execute(text("DELETE FROM audit WHERE seq < 4"))
    assert verify_newest(10)[0].trouble == "Row 1 is missing, or a row was put in: 4 comes next."


def test_an_empty_chain_holds(world: World) -> None:
    found = audit_page(AuditWanted())
    assert (found.lines, found.total, found.pages, found.verified) == ((), 0, 1, 0)
    assert found.verdict.trouble == ""


def test_rows_come_newest_first_fifty_a_page(world: World) -> None:
    write_down(world, 51)
    first, second = audit_page(AuditWanted()), audit_page(AuditWanted(page=2))
    assert [line.seq for line in first.lines] == list(range(51, 1, -1))
    assert [line.seq for line in second.lines] == [1]
    assert (first.total, first.pages, first.verified) == (51, 2, 51)
    assert audit_page(AuditWanted(page=9)).page == 2


def test_rows_are_found_by_who_and_about_what_and_told_by_name(app: Flask, world: World) -> None:
    anna, ben = make_live(world)
    apply("p2", name="The Other Inn")
    write_down(world, 2)
    by_anna = audit_page(AuditWanted(actor=anna.mark)).lines
    assert [(line.by, line.deed, line.place) for line in by_anna] == [
        (anna.name, "check", "The Inn")
    ]
    about = audit_page(AuditWanted(about="place:p1")).lines
    assert [line.by for line in about] == [
        {anna.mark: anna.name, ben.mark: ben.name}[mark]
        for mark, _ in reversed(deeds_audited(app)[:-2])
    ]
    # Whoever is not known, or is no account, is told by their mark.
    unknown = audit_page(AuditWanted(about="place:p-1")).lines[0]
    assert (unknown.by, unknown.place) == ("staff:12", "")
