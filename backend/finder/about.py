"""Face: about the service: what it does, privacy, accessibility, leaving no trace."""

from flask import Blueprint, Response

from backend.finder.readings import ABOUT, READINGS
from backend.services.settings import settings
from backend.web.residents import open_to_residents, shared_page
from shared.problems import Problem

blueprint = Blueprint("finder_about", __name__, template_folder="templates")
open_to_residents(blueprint)


@blueprint.get("/about")
def show_about() -> Response:
    """Show what the service is, who runs it, and the other pages to read."""
    held = settings()
    return shared_page(
        "finder/reading.html",
        name="",
        reading=ABOUT,
        partnership=held.partnership,
        contact=" · ".join(each for each in (held.contact_email, held.contact_phone) if each),
        more=[(name, reading.title) for name, reading in READINGS.items()],
    )


@blueprint.get("/about/<reading>")
def show_reading(reading: str) -> Response:
    """Show one page to read."""
    if reading not in READINGS:
        raise Problem("not-found")
    return shared_page("finder/reading.html", name=reading, reading=READINGS[reading])
