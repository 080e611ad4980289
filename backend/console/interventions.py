"""Face: what the partnership did: the list, writing something down, taking a mistake back."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.console.paging import page_number
from backend.domain.interventions import KINDS, where_of
from backend.domain.staff import OFFICER
from backend.services.interventions import (
    Done,
    interventions,
    take_back_intervention,
    write_intervention,
)
from backend.services.places_and_areas import areas, name_of_place
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard
from backend.web.pages import page, say
from backend.web.world import world
from shared.clock import local
from shared.wire_fields import AsTyped
from shared.wire_keys import Day, OptionalId

LIST = "/console/interventions"
_NO_DAY = "Say on which day."

blueprint = Blueprint(
    "console_interventions", __name__, url_prefix=LIST, template_folder="templates"
)
guard(blueprint, (OFFICER,))


class WrittenSchema(PageSchema):
    """Where and when something was done."""

    area = OptionalId(load_default="")
    place = OptionalId(load_default="")
    on_day = Day(required=True, error_messages=dict.fromkeys(("required", "invalid"), _NO_DAY))


class DoneSchema(WrittenSchema):
    """What was done."""

    kind = OptionalId(load_default="")
    words = AsTyped(load_default="")


@blueprint.get("")
def show_interventions() -> Response:
    """Show what was done, newest first, everywhere or in one area or at one place."""
    area, place = request.args.get("area", "")[:64], request.args.get("place", "")[:64]
    return page(
        "console/interventions.html",
        found=interventions(area, place, page_number()),
        areas=areas(),
        area=area,
        place=place,
        place_name=name_of_place(place) if place else "",
    )


@blueprint.route("/new", methods=["GET", "POST"])
def write_one() -> Answer:
    """Write down what was done, or show what stood in the way."""
    form = Form(DoneSchema(), asked_for())
    if form.done(_write):
        say("Written down.")
        return redirect(LIST)
    return page(
        "console/intervention_new.html", form.status, form=form, kinds=KINDS, **places(form)
    )


@blueprint.post("/<int:key>/take-back")
def take_back(key: int) -> Answer:
    """Take back what was written down by mistake."""
    take_back_intervention(world(), actor(), key)
    say("Taken back. It no longer counts.")
    return redirect(LIST)


def asked_for() -> dict[str, Any]:
    """Return what a form begins with: the area or place that its address names, and today."""
    today = local(world().now()).date().isoformat()
    return {
        "area": request.args.get("area", "")[:64],
        "place": request.args.get("place", "")[:64],
        "on_day": today,
    }


def places(form: Form) -> dict[str, Any]:
    """Return what a form says about where: the areas, or the one place that it is about."""
    place = str(form.values.get("place") or "")
    return {"areas": areas(), "place": place, "place_name": name_of_place(place) if place else ""}


def _write(area: str, place: str, on_day: date, kind: str, words: str) -> None:
    done = Done(where_of(area, place), kind, words, on_day)
    write_intervention(world(), actor(), done)
