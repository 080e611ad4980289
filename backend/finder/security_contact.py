"""Face: whom to tell of a weakness (RFC 9116), from what the partnership says about itself."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from flask import Blueprint, Response

from backend.services.settings import settings
from backend.web.residents import open_to_residents
from backend.web.responses import SafeResponse
from backend.web.variants import FRESH
from backend.web.world import world
from shared.problems import Problem

blueprint = Blueprint("finder_security_contact", __name__)
open_to_residents(blueprint)

PATH = "/.well-known/security.txt"
GOOD_FOR = timedelta(days=180)
"""Told anew with each answer, so it never lies in the past; RFC 9116 wants less than a year."""
LANGUAGES_READ = "en"
"""Officers read English: the console speaks nothing else."""


@blueprint.get(PATH)
def show_contact() -> Response:
    """Return security.txt; raises not-found while the partnership has given no mail address."""
    held, site = settings(), world()
    if not held.contact_email:
        raise Problem("not-found")
    told = security_txt(held.contact_email, site.base_url, site.now())
    return SafeResponse(told, headers={"Cache-Control": FRESH}, mimetype="text/plain")


def security_txt(mail: str, base_url: str, now: datetime) -> str:
    """Return the lines of security.txt for a mail address and the address people use."""
    until = (now + GOOD_FOR).astimezone(UTC)
    lines = (
        f"Contact: mailto:{quote(mail, safe='@')}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {LANGUAGES_READ}",
        f"Canonical: {base_url}{PATH}",
    )
    return "\n".join(lines) + "\n"
