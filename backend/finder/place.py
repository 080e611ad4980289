"""Face: the page of one place, to which the code on its sticker leads: no account, no cookie."""

from flask import Blueprint, Response

from backend.services.published_place import published_place
from backend.web.residents import open_to_residents, private_page, shared_page
from backend.web.world import world
from shared.places import FACILITIES, KINDS, day_in_words, wall_time
from shared.problems import Problem
from shared.readiness import is_due, readiness_words

blueprint = Blueprint("finder", __name__, template_folder="templates")
open_to_residents(blueprint)


@blueprint.get("/places/<place_id>")
def show_place(place_id: str) -> Response:
    """Show a place that residents may see now; one that is not on the list says so."""
    now = world().now()
    try:
        found = published_place(world(), place_id)
    except Problem as problem:
        if problem.code == "nothing-published":
            raise Problem("service-unavailable") from None
        if problem.code != "not-found":
            raise
        return private_page("finder/not_listed.html", 404)
    turns = found.turns_at
    return shared_page(
        "finder/place.html",
        found=found,
        place=found.place,
        turns="" if turns is None else f"{day_in_words(turns, now)} at {wall_time(turns)}",
        readiness=readiness_words(found.place, now),
        is_due=is_due(found.place, now),
        kinds=KINDS,
        facilities=FACILITIES,
    )
