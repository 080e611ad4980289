"""Face: what residents are told was done: the list, telling them, taking it back."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.console.interventions import WrittenSchema, asked_for, places
from backend.console.paging import page_number
from backend.domain.interventions import where_of
from backend.domain.staff import OFFICER
from backend.services.interventions import Intervention, intervention
from backend.services.places_and_areas import areas, name_of_place
from backend.services.replies import Telling, publish_reply, replies, take_back_reply
from backend.web.forms import Form
from backend.web.guards import actor, guard
from backend.web.pages import page, say
from backend.web.world import world
from shared.digits import whole_of
from shared.wire_fields import AsTyped
from shared.wire_keys import OptionalId

LIST = "/console/replies"
_MOST_DIGITS = 18

blueprint = Blueprint("console_replies", __name__, url_prefix=LIST, template_folder="templates")
guard(blueprint, (OFFICER,))


class TellingSchema(WrittenSchema):
    """What people said and what was done."""

    said = AsTyped(load_default="")
    did = AsTyped(load_default="")
    intervention = OptionalId(load_default="")


@blueprint.get("")
def show_replies() -> Response:
    """Show the replies, newest first, everywhere or for one area or place."""
    area, place = request.args.get("area", "")[:64], request.args.get("place", "")[:64]
    return page(
        "console/replies.html",
        found=replies(world().now(), area, place, page_number()),
        areas=areas(),
        area=area,
        place=place,
        place_name=name_of_place(place) if place else "",
    )


@blueprint.route("/new", methods=["GET", "POST"])
def write_one() -> Answer:
    """Tell residents what was done, or show what stood in the way."""
    told = _told_of(request.args.get("intervention", ""))
    form = Form(TellingSchema(), _begin(told))
    if form.done(_publish):
        say("Residents read it within minutes.")
        return redirect(LIST)
    return page("console/reply_new.html", form.status, form=form, told=told, **places(form))


@blueprint.post("/<int:key>/take-back")
def take_back(key: int) -> Answer:
    """Let residents read a reply no more."""
    take_back_reply(world(), actor(), key)
    say("Taken back. Residents no longer read it, within minutes.")
    return redirect(LIST)


def _told_of(key: str) -> Intervention | None:
    number = whole_of(key, _MOST_DIGITS)
    return None if number is None else intervention(number)


def _begin(told: Intervention | None) -> dict[str, Any]:
    if told is None:
        return asked_for()
    return {
        "area": told.area_id or "",
        "place": told.place_id or "",
        "on_day": told.on_day.isoformat(),
        "did": told.words,
        "intervention": str(told.id),
    }


def _publish(**sent: Any) -> None:
    where = where_of(sent["area"], sent["place"])
    key = whole_of(sent["intervention"], _MOST_DIGITS)
    on_day: date = sent["on_day"]
    telling = Telling(where, sent["said"], sent["did"], on_day, key)
    publish_reply(world(), actor(), telling)
