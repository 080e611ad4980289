"""The cast of the portal's tests: a live place some days later, its guardian, links in mails."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask

from backend.services.listing.vetting import Approval, approve, check
from backend.services.readiness.sweep import look_due
from backend.web.world import EXTENSION, world
from tests.backend.services.listing.cast import apply, mails, staff
from tests.conftest import NOW
from tests.support.staff import Browser, join

SECRET = re.compile(r"/confirm/([\w-]+)")
GWEN = "gwen@inn.example"
DAYTIME = timedelta(hours=12)
"""From half past eleven at night to half past eleven in the morning: mails are written then."""


def at(app: Flask, days: int) -> None:
    """Let it be late in the morning, so many days after the place went live."""
    moment = NOW + timedelta(days=days) + DAYTIME
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], now=lambda: moment)


def a_live_place(app: Flask, place_id: str = "p1", **changes: Any) -> None:
    """Let a place go live at NOW, and its readiness begin."""
    with app.app_context():
        apply(place_id, **changes)
        check(world(), staff(f"anna-{place_id}@council.example"), place_id, 1)
        approve(world(), staff(f"ben-{place_id}@police.example"), place_id, Approval(2))
        look_due(world())


def a_guardian(app: Flask, days: int = 0, **changes: Any) -> Browser:
    """Return the browser of the guardian of a live place, so many days after it went live."""
    a_live_place(app, **changes)
    at(app, days)
    return join(app, "guardian", GWEN, "Gwen", "p1")


def reminded(app: Flask) -> str:
    """Look at what is due and return the path of the link in the newest mail to the guardian."""
    with app.app_context():
        look_due(world())
        found = [SECRET.search(text) for email, _, text in mails() if email == GWEN]
    secrets = [each[1] for each in found if each]
    assert secrets, "no mail with a link"
    return f"/confirm/{secrets[-1]}"
