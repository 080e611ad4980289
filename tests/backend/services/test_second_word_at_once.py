"""Administrators' words at the same moment are one; the database itself wants two people."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from backend.domain.staff import OFFICER
from backend.services import appointing, people, second_word
from backend.services.actors import Actor
from backend.services.invitations import Invitee
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.office import administrator, mailed_to, number, waiting

BEN = Invitee("ben@police.example", "Ben", OFFICER)
INVITED = "Your invitation to UMay"


@pytest.fixture
def amir(world: World) -> Actor:
    return administrator("amir")


@pytest.fixture
def bea(world: World) -> Actor:
    return administrator("bea")


def asked(world: World, actor: Actor) -> str:
    """Ask for Ben; return what waits."""
    people.invite(world, actor, BEN)
    return waiting(world, actor)[0]


def at_once(app: Flask, *deeds: Callable[[], object]) -> list[str]:
    """Do deeds at the same moment; return the code of each, "" where it was done."""
    barrier, codes = threading.Barrier(len(deeds)), []

    def work(deed: Callable[[], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                deed()
                codes.append("")
            except Problem as problem:
                codes.append(problem.code)

    threads = [threading.Thread(target=work, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes)


def test_two_words_at_once_are_one(app: Flask, world: World, amir: Actor, bea: Actor) -> None:
    others = [bea, *(administrator(name) for name in ("cara", "dan", "eve"))]
    what = asked(world, amir)
    deeds = [lambda who=who: second_word.confirm(world, who, what) for who in others]
    assert at_once(app, *deeds) == ["", *["no-longer-waiting"] * 3]
    assert mailed_to(BEN.email) == [INVITED]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_words_that_do_not_wait_for_each_other_are_caught(
    app: Flask, world: World, amir: Actor, bea: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_looked = threading.Barrier(2, timeout=20)
    monkeypatch.setattr(second_word, "hold_administrators", appointing.administrators)
    monkeypatch.setattr(second_word, "_check_giver", lambda *_: both_have_looked.wait())
    cara = administrator("cara")
    what = asked(world, amir)
    deeds = [lambda who=who: second_word.confirm(world, who, what) for who in (bea, cara)]
    assert at_once(app, *deeds) == ["", ""]
    assert mailed_to(BEN.email) == [INVITED, INVITED]


@pytest.mark.parametrize("what", ["asked", "about"])
def test_the_database_itself_refuses_a_word_of_one_for_two(
    world: World, amir: Actor, bea: Actor, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    people.change_role(world, amir, number(bea), OFFICER)
    monkeypatch.setattr(second_word, "_check_giver", lambda *_: None)
    giver = amir if what == "asked" else bea
    with pytest.raises(IntegrityError, match="another_than"):
        second_word.confirm(world, giver, waiting(world, amir)[0])


def test_a_word_and_a_refusal_at_once_are_one_of_both(
    app: Flask, world: World, amir: Actor, bea: Actor
) -> None:
    cara = administrator("cara")
    what = asked(world, amir)
    codes = at_once(
        app,
        lambda: second_word.confirm(world, bea, what),
        lambda: second_word.refuse(world, cara, what),
    )
    assert codes == ["", "no-longer-waiting"]
    decided = rows(app, "SELECT decision FROM appointment")[0][0]
    assert mailed_to(BEN.email) == ([INVITED] if decided == "confirmed" else [])


def test_two_who_close_each_other_at_once_leave_one(
    app: Flask, world: World, amir: Actor, bea: Actor
) -> None:
    codes = at_once(
        app,
        lambda: people.close_account(world, amir, number(bea)),
        lambda: people.close_account(world, bea, number(amir)),
    )
    assert codes == ["", "last-administrator"]
