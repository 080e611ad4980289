"""The command that makes the first administrator: refusals in words, and a link that works."""

from pathlib import Path

import pytest
from flask import Flask

from backend.domain.staff import INVITED_FOR
from backend.services.joining import accept
from backend.services.people import add_administrator
from backend.services.world import World
from shared.problems import Problem
from tests.backend.services.listing.cast import deeds_audited, mails, staff
from tests.backend.test_cli import one_block, run

ADDRESS = "first@council.example"


@pytest.mark.parametrize(
    ("email", "name", "where"),
    [
        *(("first", "Amir", "email"), ("", "Amir", "email"), (ADDRESS, " ", "name")),
        *((ADDRESS, "A" * 121, "name"), (ADDRESS, "A\nB", "name")),
    ],
)
def test_what_is_no_address_or_name_is_refused(
    world: World, email: str, name: str, where: str
) -> None:
    with pytest.raises(Problem) as refusal:
        add_administrator(world, email, name)
    assert [fault.where for fault in refusal.value.errors] == [where]
    assert mails() == []


def test_an_address_with_an_account_is_refused(world: World) -> None:
    staff(ADDRESS)
    with pytest.raises(Problem) as refusal:
        add_administrator(world, ADDRESS.title(), "Amir")
    assert refusal.value.code == "account-exists"


def test_the_link_makes_an_administrator_and_is_written_down(app: Flask, world: World) -> None:
    link = add_administrator(world, f" {ADDRESS.title()} ", "Amir")
    assert [(to, link in body) for to, _, body in mails()] == [(ADDRESS, True)]
    accept(world, link.rpartition("/")[2], "Amir", "hash")
    by_command, made = deeds_audited(app)[:2], deeds_audited(app)[2]
    assert by_command == [("command line", "appointment-alone"), ("command line", "invited")]
    assert made[1] == "account-made"


def test_the_command_refuses_in_one_block(tmp_path: Path) -> None:
    run(tmp_path, "init")
    done = run(tmp_path, "add-administrator", "first", "Amir")
    assert done.returncode == 1
    assert "name@example.org" in one_block(done)


def test_the_command_prints_the_link_and_how_long_it_works(tmp_path: Path) -> None:
    run(tmp_path, "init")
    done = run(tmp_path, "add-administrator", ADDRESS, "Amir")
    said, link = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert said == "Give this link to Amir. It works once, for two weeks:"
    assert link.startswith("http://localhost:8000/account/invitation/")
    assert INVITED_FOR.days == 14
