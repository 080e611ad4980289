"""Face: what a place puts up: the sticker in its window, a poster, and a sheet for the counter."""

from flask import Blueprint, Response, make_response, render_template
from markupsafe import Markup

from backend.domain.staff import GUARDIAN
from backend.services.overview.own_places import own_places
from backend.services.overview.place_page import PlaceTold, own_place
from backend.services.settings import settings
from backend.web.guards import actor, guard
from backend.web.pages import page
from backend.web.world import world
from shared.problems import Problem

SHEETS = {
    "sticker": "Sticker for the window or door (A5)",
    "poster": "Poster (A4)",
    "crib": "Crib sheet for the counter (A4)",
}
LONG_NAME = 40
"""A name with more letters is set smaller."""

blueprint = Blueprint(
    "printing", __name__, url_prefix="/portal/places", template_folder="templates"
)
guard(blueprint, (GUARDIAN,))


@blueprint.get("/<place_id>/print")
def show_sheets(place_id: str) -> Response:
    """Show what can be printed for a place that residents see."""
    return page("portal/print.html", place=_listed(place_id), sheets=SHEETS)


@blueprint.get(f"/<place_id>/print/<any({', '.join(SHEETS)}):sheet>.pdf")
def make_sheet(place_id: str, sheet: str) -> Response:
    """Make one sheet as PDF."""
    # Pango is loaded with the first sheet: where it is missing, everything else still works.
    from backend.web.sheets import as_pdf, qr_code

    place = _listed(place_id)
    address = f"{world().base_url}/places/{place.id}"
    name = place.values["name"]
    html = render_template(
        f"portal/print/{sheet}.html",
        name=name,
        is_long=len(name) > LONG_NAME,
        network=settings().partnership,
        address=address.partition("://")[2],
        # The code is SVG of our own making: bars, and no word of anybody's.
        code=Markup(qr_code(address)),  # noqa: S704
    )
    response = make_response(as_pdf(html))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="umay-{sheet}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _listed(place_id: str) -> PlaceTold:
    """Return one's own place if residents see it; a sign at any other would promise too much."""
    now = world().now()
    place = own_place(actor(), place_id, now)
    mine = own_places(actor(), now, world().nation)
    if not any(each.id == place_id and each.is_listed for each in mine):
        raise Problem(
            "step-impossible",
            "Residents do not see this place now, so there is nothing to put up. "
            "Take down signs that hang already until it is shown again.",
        )
    return place
