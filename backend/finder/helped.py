"""Face: whether a place helped, asked on its page: one press, or none."""

from flask import Blueprint, Response, request

from backend.services.help_answers import give_help_answer
from backend.services.published_list import published_place
from backend.web.residents import open_to_residents, private_page
from backend.web.world import world
from shared.clock import week_of
from shared.help_answer import HELPED, HelpAnswer
from shared.ids import new_feedback_id
from shared.problems import Problem

blueprint = Blueprint("finder_helped", __name__, template_folder="templates")
open_to_residents(blueprint)


@blueprint.post("/helped")
def say_helped() -> Response:
    """Store what was pressed; a page that many share has no id of its own, so that is asked here.

    Raises place-unknown, body-invalid, feedback-differs.
    """
    place, helped = request.form.get("place", ""), request.form.get("helped", "")
    answer_id = request.form.get("id", "")
    if not answer_id or not helped:
        return _asked(place)
    if helped not in HELPED:
        raise Problem("body-invalid")
    now = world().now()
    give_help_answer(answer_id, HelpAnswer(place, week_of(now), helped), now)
    return private_page("finder/helped_thanks.html", place_id=place)


def _asked(place_id: str) -> Response:
    try:
        place = published_place(world(), place_id).place
    except Problem as problem:
        code = "service-unavailable" if problem.code == "nothing-published" else "place-unknown"
        raise Problem(code) from None
    return private_page("finder/helped_ask.html", place=place, answer_id=new_feedback_id())
