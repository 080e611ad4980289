"""Two officers approve at the same moment: one deed is done, the other has one clear answer."""

import threading
from collections.abc import Callable

from flask import Flask

from backend.services.actors import Actor
from backend.services.listing.held import Stand
from backend.services.listing.vetting import Approval, approve, check
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.listings import StepRow
from backend.storage.places import PlaceRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import apply, staff
from tests.conftest import NOW

Approving = Callable[[World, Actor, str, Approval], object]
ROUNDS = 5
APPROVED = "SELECT count(*) FROM listing_step WHERE deed = 'approve' AND place_id = '{}'"


def at_once(app: Flask, world: World, place_id: str, approving: Approving) -> list[str]:
    """Let two officers approve a checked place at the same moment; return what each heard."""
    apply(place_id)
    check(world, staff(f"anna-{place_id}@council.example"), place_id, 1)
    officers = [staff(f"{name}-{place_id}@police.example") for name in ("ben", "cara")]
    start, heard = threading.Barrier(2), []

    def work(officer: Actor) -> None:
        with app.app_context():
            start.wait()
            try:
                approving(world, officer, place_id, Approval(2))
            except Problem as problem:
                heard.append(problem.code)
            else:
                heard.append("done")

    threads = [threading.Thread(target=work, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(heard)


def look_first(both_looked: threading.Barrier) -> Approving:
    """Return a broken variant, which judges the place before it holds it."""

    def approving(world: World, actor: Actor, place_id: str, approval: Approval) -> Stand:
        with read() as session:
            assert session.get_one(PlaceRow, place_id).version == approval.version
        both_looked.wait()
        with write() as session:
            session.add(
                StepRow(
                    place_id=place_id,
                    deed="approve",
                    at=NOW,
                    staff_id=actor.id,
                    by=actor.name,
                    reason="",
                    changed={},
                )
            )
        return Stand(place_id, "approved", 3)

    return approving


def test_of_two_approvals_at_once_one_is_done(app: Flask, world: World) -> None:
    for number in range(ROUNDS):
        place_id = f"p{number}"
        assert at_once(app, world, place_id, approve) == ["changed-meanwhile", "done"]
        assert rows(app, APPROVED.format(place_id)) == [(1,)]


def test_a_variant_that_looks_before_it_holds_is_caught(app: Flask, world: World) -> None:
    broken = look_first(threading.Barrier(2))
    assert at_once(app, world, "p1", broken) == ["done", "done"]
    assert rows(app, APPROVED.format("p1")) == [(2,)]
