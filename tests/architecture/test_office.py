"""Whoever comes into office comes through the one deed that asks for a second word."""

import ast
from pathlib import PurePath

from tests.architecture.tree import read, source_files

PEOPLE, SECOND_WORD = "backend/services/people.py", "backend/services/second_word.py"
JOINING, INVITATIONS = "backend/services/joining.py", "backend/services/invitations.py"
SIGN_IN, COLLEAGUES = "backend/services/sign_in.py", "backend/services/colleagues.py"
ALLOWED = {
    (JOINING, "StaffRow("),
    (JOINING, ".active ="),
    (PEOPLE, ".active ="),
    (PEOPLE, ".role ="),
    (PEOPLE, "must_wait("),
    (PEOPLE, "make_invitation("),
    (PEOPLE, "store_invitation("),
    (PEOPLE, "give_role("),
    (PEOPLE, "open_again("),
    (SECOND_WORD, "make_invitation("),
    (SECOND_WORD, "give_role("),
    (SECOND_WORD, "open_again("),
    # A guardian; and an account that is open already, at its own address.
    (INVITATIONS, "store_invitation("),
    (COLLEAGUES, "make_invitation("),
    (SIGN_IN, "make_invitation("),
}
"""Who makes an account, opens one, gives a role or invites; nobody changes an account's address."""

CALLS = {"StaffRow", "make_invitation", "store_invitation", "give_role", "open_again", "must_wait"}
COLUMNS = {"active", "role", "email"}
OFFER = ("backend/services/offers/sending.py", ".email =")
"""An offer's address is no account's."""


def found_in(source: str) -> set[str]:
    """Return what a file does of all this."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            found |= {f"{name}("} if name in CALLS else set()
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {f".{node.attr} ="} if node.attr in COLUMNS else set()
    return found


def ours(name: PurePath) -> bool:
    """Return whether a file can write to the records of a running service."""
    return name.parts[0] == "backend" and "migrations" not in name.parts


def test_nothing_else_makes_an_account_opens_one_gives_a_role_or_invites() -> None:
    found = {
        (name.as_posix(), what)
        for name in source_files()
        if ours(name)
        for what in found_in(read(name))
    }
    assert found == ALLOWED | {OFFER}


def test_each_way_is_seen() -> None:
    assert found_in("people.make_invitation(session)") == {"make_invitation("}
    assert found_in("row = StaffRow(role='officer')") == {"StaffRow("}
    assert found_in("staff.role, staff.email = role, email") == {".role =", ".email ="}
    assert found_in("role = staff.role") == set()
