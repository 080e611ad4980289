"""Face: about the service: what it does, privacy, accessibility, leaving no trace."""

from flask import Blueprint, Response

from backend.finder.readings import ABOUT, READINGS
from backend.services.settings import settings
from backend.web.residents import open_to_residents, shared_page
from shared.problems import Problem

POLICY = "privacy"
"""What stores ask the address of: it tells who runs the service (mobile/packaging/store)."""

blueprint = Blueprint("finder_about", __name__, template_folder="templates")
open_to_residents(blueprint)


@blueprint.get("/about")
def show_about() -> Response:
    """Show what the service is, who runs it, and the other pages to read."""
    more = [(name, reading.title) for name, reading in READINGS.items()]
    return shared_page("finder/reading.html", name="", reading=ABOUT, more=more, **_who())


@blueprint.get("/about/<reading>")
def show_reading(reading: str) -> Response:
    """Show one page to read."""
    if reading not in READINGS:
        raise Problem("not-found")
    who = _who() if reading == POLICY else {}
    return shared_page("finder/reading.html", name=reading, reading=READINGS[reading], **who)


def _who() -> dict[str, str]:
    """Return who runs the service, and how to reach them."""
    held = settings()
    contact = " · ".join(each for each in (held.contact_email, held.contact_phone) if each)
    return {"partnership": held.partnership, "contact": contact}
