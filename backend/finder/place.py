"""Face: the page of one place, to which the code on its sticker leads: no account, no cookie."""

from flask import Blueprint, Response

from backend.finder.find import list_or_none
from backend.finder.shown import facts_of, shown, stand_words
from backend.services.published_list import near_one_that_left, published_place
from backend.web.residents import open_to_residents, private_page, shared_page, words
from backend.web.world import world
from shared.problems import Problem

blueprint = Blueprint("finder_place", __name__, template_folder="templates")
open_to_residents(blueprint)


@blueprint.get("/places/<place_id>")
def show_place(place_id: str) -> Response:
    """Show a place that residents may see now; one that is not on the list says what is near."""
    now, say = world().now(), words()
    try:
        found = published_place(world(), place_id)
    except Problem as problem:
        if problem.code == "nothing-published":
            raise Problem("service-unavailable") from None
        if problem.code != "not-found":
            raise
        return _not_listed(place_id)
    standing, tone = stand_words(found, now, say)
    return shared_page("finder/place.html", standing=standing, tone=tone, **facts_of(found))


def _not_listed(place_id: str) -> Response:
    """Answer for a place that left, is suspended or never was: say so, and what is near."""
    listed = list_or_none()
    ranking = near_one_that_left(world(), place_id) if listed else None
    near = (
        shown(ranking, listed.published_at, world().now(), words()) if listed and ranking else None
    )
    return private_page(
        "finder/not_listed.html", 404, near=near, towns=listed.towns() if listed else []
    )
