"""Encrypting the secrets of code apps anew: each once, none lost, and what is left is told."""

from collections.abc import Callable

import pytest
from flask import Flask
from passlib.totp import TOTP

from backend.services.actors import COMMAND_LINE
from backend.services.rotating import Rotated, key_name, rotate, totp_secrets, wallet_of
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.staff import StaffRow
from tests.backend.services.code_apps import in_the_form_of_before
from tests.backend.services.listing.cast import deeds_audited, staff

KEY = "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH"
OLD, NEW, NEVER_LISTED = "old", "new", "never listed"
CURRENT = next(iter(totp_secrets([NEW])))


def stored_under(*keys: str) -> str:
    return str(TOTP.using(wallet=wallet_of(totp_secrets(keys)))(KEY).to_json(encrypt=True))


def an_account(stored: str | None, email: str = "olive@council.example") -> int:
    actor = staff(email)
    assert actor.id is not None
    with write() as session:
        session.get_one(StaffRow, actor.id).tf_totp_secret = stored
    return actor.id


def stored_of(staff_id: int) -> str:
    with read() as session:
        return str(session.get_one(StaffRow, staff_id).tf_totp_secret)


def rotated(world: World, *keys: str) -> tuple[int, int, int]:
    done: Rotated = rotate(world, COMMAND_LINE, totp_secrets(keys))
    return done.code_apps, done.anew, done.lost


def test_where_the_key_is_not_listed_nothing_is_touched_and_it_is_told(world: World) -> None:
    stored = stored_under(NEVER_LISTED)
    account = an_account(stored)
    assert rotated(world, NEW, OLD) == (1, 0, 1)
    assert stored_of(account) == stored


def test_without_an_older_key_a_nameless_one_is_left_as_it_is(world: World) -> None:
    """Were the key replaced without listing it, encrypting anew would lose the secret for good."""
    stored = in_the_form_of_before(KEY, OLD)
    account = an_account(stored)
    assert rotated(world, NEW) == (1, 0, 0)
    assert stored_of(account) == stored
    assert rotated(world, NEW, OLD) == (1, 1, 0)
    assert read_under(stored_of(account), NEW) == KEY


def read_under(stored: str, *keys: str) -> str:
    return str(TOTP.using(wallet=wallet_of(totp_secrets(keys))).from_json(stored).base32_key)


@pytest.mark.parametrize(
    "stored", [lambda: stored_under(OLD), lambda: in_the_form_of_before(KEY, OLD)]
)
def test_each_is_encrypted_anew_once_and_that_is_written_down(
    app: Flask, world: World, stored: Callable[[], str]
) -> None:
    account = an_account(stored())
    an_account(stored_under(NEW), "new@council.example")
    an_account(None, "without@council.example")
    assert [rotated(world, NEW, OLD), rotated(world, NEW, OLD)] == [(2, 1, 0), (2, 0, 0)]
    assert key_name(stored_of(account)) == CURRENT
    assert len(stored_of(account)) <= StaffRow.tf_totp_secret.type.length
    assert read_under(stored_of(account), NEW) == KEY
    assert deeds_audited(app) == [("command line", "secrets-rotated")]


def test_names_of_keys_do_not_tell_which_is_current(world: World) -> None:
    """The library's wallet would take the name that sorts last."""
    keys = [f"key {number}" for number in range(20)]
    for key in keys:
        others = [each for each in keys if each != key]
        stored = stored_under(key, *others)
        assert read_under(stored, key) == KEY
