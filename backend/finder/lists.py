"""Face: the places of a town to read, to print and to hand out to people without phones."""

from flask import Blueprint, Response, make_response, render_template

from backend.finder.shown import weekly_rows
from backend.services.published_list import published_list
from backend.web.pages import secured
from backend.web.residents import comma, link, open_to_residents, shared_page, words
from backend.web.world import world
from shared.places import FACILITIES

blueprint = Blueprint("finder_lists", __name__, template_folder="templates")
open_to_residents(blueprint)


@blueprint.get("/list/<slug>")
def show_town(slug: str) -> Response:
    """Show the places of a town by name, with their hours."""
    return shared_page("finder/town.html", **_of_town(slug))


@blueprint.get("/list/<slug>.pdf")
def print_town(slug: str) -> Response:
    """Return the places of a town as a sheet of A4."""
    html = render_template("finder/town_sheet.html", **_of_town(slug))
    response = secured(make_response(_pdf(html)))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="safe-places-{slug}.pdf"'
    return response


def _of_town(slug: str) -> dict[str, object]:
    say, listed = words(), published_list(world())
    places = listed.in_town(slug)
    return {
        "town": places[0].town,
        "slug": slug,
        "pdf": link(f"/list/{slug}.pdf"),
        "places": [(place, weekly_rows(place, say, comma())) for place in places],
        "facilities": FACILITIES,
        "published_at": listed.published_at,
        "base_url": world().base_url,
    }


def _pdf(html: str) -> bytes:
    # Pango is loaded with the first sheet: where it is missing, everything else still works.
    from backend.web.sheets import kept_pdf

    return kept_pdf(html)
