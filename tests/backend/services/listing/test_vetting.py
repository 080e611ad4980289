"""Deeds: a place is shown once two officers have agreed, and hidden by one (goal S9)."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from backend.services.actors import COMMAND_LINE
from backend.services.listing import safety, vetting
from backend.services.listing.story import possible_steps, story
from backend.services.listing.vetting import Approval
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.staff import StaffRow
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import (
    CONTACT,
    apply,
    deeds_audited,
    guardian_of,
    keep_ready,
    later,
    mails,
    make_live,
    shown,
    staff,
    version_of,
)


def subjects() -> list[str]:
    return sorted(subject for _, subject, _ in mails())


@pytest.mark.parametrize("role", ["guardian", "analyst", "administrator"])
def test_only_officers_check(world: World, role: str) -> None:
    apply()
    with pytest.raises(Problem) as refusal:
        vetting.check(world, staff("x@council.example", role), "p1", 1)
    assert refusal.value.code == "not-for-you"
    with pytest.raises(Problem) as refusal:
        vetting.check(world, COMMAND_LINE, "p1", 1)
    assert refusal.value.code == "not-for-you"


def test_a_refused_deed_leaves_nothing_behind(app: Flask, world: World) -> None:
    apply()
    anna = staff("anna@council.example")
    vetting.check(world, anna, "p1", 1)
    before = rows(app, "SELECT state, version FROM place")
    for version, actor, code in [(1, anna, "changed-meanwhile"), (2, anna, "same-person")]:
        with pytest.raises(Problem) as refusal:
            vetting.approve(world, actor, "p1", Approval(version))
        assert refusal.value.code == code
    assert rows(app, "SELECT state, version FROM place") == before
    assert (count(app, "listing_step"), count(app, "audit"), count(app, "notice")) == (2, 1, 0)


def test_an_unknown_place_is_refused(world: World) -> None:
    with pytest.raises(Problem) as refusal:
        vetting.check(world, staff("anna@council.example"), "nowhere", 1)
    assert refusal.value.code == "not-found"


def test_an_officer_who_offered_the_place_does_not_check_it(world: World) -> None:
    apply()
    with pytest.raises(Problem) as refusal:
        vetting.check(world, staff(CONTACT.upper()), "p1", 1)
    assert refusal.value.code == "same-person"


def test_a_place_is_shown_once_a_second_officer_approves(app: Flask, world: World) -> None:
    anna, ben = make_live(world)
    assert shown(world) == ["p1"]
    assert [step.deed for step in story("p1")] == ["apply", "check", "approve", "go_live"]
    assert deeds_audited(app) == [
        *[(anna.mark, "check"), (ben.mark, "approve"), (ben.mark, "go_live")],
        (ben.mark, "invited"),
    ]
    assert subjects() == ["The Inn is now a safe place", "You look after The Inn"]
    assert rows(app, "SELECT checked_on FROM place")[0][0] in (date(2026, 11, 27), "2026-11-27")
    assert possible_steps(ben, "p1") == ("suspend", "leave", "check_again")


def test_an_approved_place_can_wait_to_go_live(world: World) -> None:
    apply()
    vetting.check(world, staff("anna@council.example"), "p1", 1)
    ben = staff("ben@police.example")
    assert vetting.approve(world, ben, "p1", Approval(2, goes_live=False)).state == "approved"
    assert shown(world) == []
    assert subjects() == ["The Inn has been approved"]
    assert vetting.put_live(world, ben, "p1", 3).state == "live"
    assert shown(world) == ["p1"]


def test_a_check_of_a_year_ago_is_too_old_to_approve(world: World) -> None:
    apply()
    vetting.check(world, staff("anna@council.example"), "p1", 1)
    with pytest.raises(Problem) as refusal:
        vetting.approve(later(world, days=365), staff("ben@police.example"), "p1", Approval(2))
    assert refusal.value.code == "step-impossible"


def test_a_listing_runs_out_a_year_after_the_check_and_can_be_renewed(world: World) -> None:
    anna, ben = make_live(world)
    keep_ready("p1")
    assert shown(later(world, days=364)) == ["p1"]
    assert shown(later(world, days=365)) == []
    soon = later(world, days=360)
    vetting.check_again(soon, ben, "p1", version_of())
    with pytest.raises(Problem):
        vetting.renew(soon, ben, "p1", version_of())
    vetting.renew(soon, anna, "p1", version_of())
    keep_ready("p1")
    # 2028 has a day more.
    assert shown(later(world, days=725)) == ["p1"]
    assert shown(later(world, days=726)) == []


def test_one_officer_hides_a_place_whatever_its_version(world: World) -> None:
    anna, _ = make_live(world)
    assert safety.suspend(world, anna, "p1", "A window is broken.").state == "suspended"
    assert shown(world) == []
    (body,) = [body for _, subject, body in mails() if "not shown" in subject]
    assert "A window is broken." in body
    assert "What to do" in body


def test_two_officers_show_it_again(world: World) -> None:
    anna, ben = make_live(world)
    safety.suspend(world, anna, "p1", "A window is broken.")
    safety.propose_lift(world, anna, "p1", version_of(), "It is mended.")
    with pytest.raises(Problem) as refusal:
        safety.lift(world, anna, "p1", version_of())
    assert refusal.value.code == "same-person"
    assert shown(world) == []
    safety.lift(world, ben, "p1", version_of())
    assert shown(world) == ["p1"]


def test_a_guardian_leaves_and_only_a_new_vetting_brings_the_place_back(world: World) -> None:
    anna, ben = make_live(world)
    gus = guardian_of("p1", "gus@inn.example")
    assert safety.leave(world, gus, "p1", version_of(), "We close.").state == "left"
    assert shown(world) == []
    assert vetting.reopen(world, anna, "p1", version_of()).state == "applied"
    with pytest.raises(Problem):
        vetting.approve(world, ben, "p1", Approval(version_of()))
    vetting.check(world, ben, "p1", version_of())
    vetting.approve(world, anna, "p1", Approval(version_of()))
    assert shown(world) == ["p1"]


def test_a_declined_offer_is_told_why(world: World) -> None:
    apply()
    anna = staff("anna@council.example")
    with pytest.raises(Problem) as refusal:
        vetting.decline(world, anna, "p1", 1, " ")
    assert refusal.value.code == "reason-missing"
    with pytest.raises(Problem) as refusal:
        vetting.decline(world, anna, "p1", 1, "x" * 1001)
    assert refusal.value.code == "form-invalid"
    vetting.decline(world, anna, "p1", 1, "Nobody is there in the evening.")
    ((email, _, body),) = mails()
    assert email == CONTACT
    assert "Nobody is there in the evening." in body


def test_a_reason_may_hold_curly_brackets(world: World) -> None:
    apply()
    vetting.decline(world, staff("anna@council.example"), "p1", 1, "{name} {0} {")
    assert "{name} {0} {" in mails()[0][2]


def test_the_contact_with_an_account_is_linked_and_not_invited(app: Flask, world: World) -> None:
    apply()
    lea = staff(CONTACT, "guardian")
    vetting.check(world, staff("anna@council.example"), "p1", 1)
    vetting.approve(world, staff("ben@police.example"), "p1", Approval(2))
    assert rows(app, "SELECT staff_id, place_id FROM guardianship") == [(lea.id, "p1")]
    assert count(app, "staff_invitation") == 0


def test_a_contact_with_another_role_is_not_made_a_guardian(app: Flask, world: World) -> None:
    apply()
    staff(CONTACT, "analyst")
    vetting.check(world, staff("anna@council.example"), "p1", 1)
    vetting.approve(world, staff("ben@police.example"), "p1", Approval(2))
    assert (count(app, "guardianship"), count(app, "staff_invitation")) == (0, 0)


def test_a_new_invitation_takes_the_place_of_the_unused_one(app: Flask, world: World) -> None:
    anna, ben = make_live(world)
    safety.leave(world, anna, "p1", version_of(), "Closed.")
    vetting.reopen(world, anna, "p1", version_of())
    vetting.check(world, anna, "p1", version_of())
    vetting.approve(world, ben, "p1", Approval(version_of()))
    used = rows(app, "SELECT used_at IS NULL FROM staff_invitation")
    assert sorted(bool(is_open) for (is_open,) in used) == [False, True]


def test_the_jobs_are_woken_after_a_deed_and_not_after_a_refusal(world: World) -> None:
    apply()
    woken: list[str] = []
    listening = replace(world, wake=lambda: woken.append("woken"))
    anna = staff("anna@council.example")
    vetting.check(listening, anna, "p1", 1)
    with pytest.raises(Problem):
        vetting.check(listening, anna, "p1", 1)
    assert woken == ["woken"]


def test_a_closed_account_still_counts_and_a_deleted_one_does_not(world: World) -> None:
    apply()
    anna, ben = staff("anna@council.example"), staff("ben@police.example")
    vetting.check(world, anna, "p1", 1)
    with write() as session:
        session.delete(session.get_one(StaffRow, anna.id))
    with pytest.raises(Problem) as refusal:
        vetting.approve(world, ben, "p1", Approval(2))
    assert refusal.value.code == "step-impossible"
    with read() as session:
        assert session.get_one(PlaceRow, "p1").state == "checked"
    assert story("p1")[-1].by == "Anna"
