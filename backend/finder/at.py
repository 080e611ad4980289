"""Face: where the writer of a text was, for whoever got it; the server is not told the place."""

from flask import Blueprint, Response

from backend.web.residents import open_to_residents, shared_page
from shared.place_link import PATH

blueprint = Blueprint("finder_at", __name__, template_folder="templates")
open_to_residents(blueprint)


@blueprint.get(PATH)
def show_place() -> Response:
    """Show the page, the same for everybody: the browser reads the place from its own address."""
    return shared_page("finder/at.html")
