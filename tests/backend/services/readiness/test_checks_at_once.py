"""Two officers who check a place at once: failures both count, a pass glosses over none."""

import threading

from flask import Flask

from backend.services.actors import Actor
from backend.services.readiness.checking import Found, check_spot
from backend.services.readiness.history import spot_checks
from backend.services.world import World
from shared.problems import Problem
from tests.backend.services.listing.cast import make_live, version_of

BAD, GOOD = Found(("took_in",)), Found(())


def at_once(app: Flask, world: World, *sent: tuple[Actor, Found]) -> list[str]:
    """Send checks of the place as it is now at one moment; return the refusals."""
    version, refused = version_of(), []
    barrier = threading.Barrier(len(sent))

    def work(actor: Actor, found: Found) -> None:
        with app.app_context():
            barrier.wait()
            try:
                check_spot(world, actor, "p1", version, found)
            except Problem as problem:
                refused.append(problem.code)

    threads = [threading.Thread(target=work, args=each) for each in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def outcomes() -> list[bool]:
    return [check.is_failed for check in spot_checks("p1")]


def test_two_failures_at_once_are_both_stored(app: Flask, world: World) -> None:
    anna, ben = make_live(world)
    assert at_once(app, world, (anna, BAD), (ben, BAD)) == []
    assert outcomes() == [True, True]


def test_two_passes_at_once_are_one(app: Flask, world: World) -> None:
    anna, ben = make_live(world)
    assert at_once(app, world, (anna, GOOD), (ben, GOOD)) == ["changed-meanwhile"]
    assert outcomes() == [False]


def test_a_pass_never_comes_after_a_failure_that_its_officer_has_not_seen(
    app: Flask, world: World
) -> None:
    anna, ben = make_live(world)
    refused = at_once(app, world, (anna, GOOD), (ben, BAD))
    # Either the failure came first and the pass was refused, or the pass was a moment before.
    assert (refused, outcomes()) in ((["changed-meanwhile"], [True]), ([], [True, False]))
