"""A set-up of a test's application, and what a check says of it."""

from collections.abc import Iterable
from typing import Any

from flask import Flask

from backend.cli.examining import SET_UP
from backend.services.examining.findings import Check, Finding, SetUp


def a_set_up(app: Flask) -> SetUp:
    """Return the set-up of an application, its clock standing where the application's does."""
    made: SetUp = app.extensions[SET_UP]()
    return made


def said(check: Check, set_up: SetUp) -> list[tuple[str, str]]:
    """Return state and words of each finding of a check."""
    with set_up.inside():
        return [(each.state, each.what) for each in check(set_up)]


def states(check: Check, set_up: SetUp) -> list[str]:
    """Return the states that a check finds."""
    return [state for state, _ in said(check, set_up)]


def those(found: Iterable[Finding], **wanted: Any) -> list[str]:
    """Return the words of the findings that are so."""
    return [
        each.what
        for each in found
        if all(getattr(each, name) == value for name, value in wanted.items())
    ]
