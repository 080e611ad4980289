"""Face: guardians note with one tap that somebody came in; no page tells a name or a day."""

from flask import Blueprint, Response, redirect, session
from werkzeug.wrappers import Response as Answer

from backend.domain.staff import GUARDIAN
from backend.domain.visits import ENDINGS as CODES
from backend.domain.visits import NOT_SAID
from backend.services.overview.place_page import own_place
from backend.services.visits import end_visit, log_visit, own_totals, take_back_visit
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard
from backend.web.listing_words import ENDINGS, NEEDS
from backend.web.pages import page, say
from backend.web.world import world
from shared.problems import Problem
from shared.wire_keys import Choice, OptionalId

SESSION_KEY = "noted_visit"
"""The visit just noted, from the tap to the page after it: an address would be kept in logs."""

blueprint = Blueprint(
    "visiting", __name__, url_prefix="/portal/places", template_folder="templates"
)
guard(blueprint, (GUARDIAN,))


class NeedSchema(PageSchema):
    """What was needed."""

    need = Choice(NEEDS, error="Choose what was needed.", load_default="")


class VisitSchema(PageSchema):
    """Which visit it is about; the page after the tap knows."""

    visit = OptionalId(load_default="")


class EndingSchema(VisitSchema):
    """How a visit ended."""

    ending = Choice(CODES, error="Choose how it ended.", load_default="")


@blueprint.get("/<place_id>/visits")
def show_visits(place_id: str) -> Response:
    """Show the eight buttons, after a tap the second step, and one's own totals."""
    return _visits(place_id, Form(NeedSchema()), session.pop(SESSION_KEY, ""))


@blueprint.post("/<place_id>/visits")
def note(place_id: str) -> Answer:
    """Note a visit."""
    own_place(actor(), place_id, world().now())
    form = Form(NeedSchema())

    def deed(need: str) -> None:
        session[SESSION_KEY] = log_visit(world(), actor(), place_id, need)

    return _back(place_id) if form.done(deed) else _visits(place_id, form, "")


@blueprint.post("/<place_id>/visits/end")
def end(place_id: str) -> Answer:
    """Say how the visit ended that was just noted."""
    own_place(actor(), place_id, world().now())
    form = Form(EndingSchema())
    noted = form.values.get("visit")
    if not noted:
        raise Problem("not-found")

    def deed(visit: str, ending: str) -> None:
        end_visit(world(), actor(), place_id, visit, ending)
        say(f"Noted: {ENDINGS[ending].lower()}. That is all.")

    return _back(place_id) if form.done(deed) else _visits(place_id, form, noted)


@blueprint.post("/<place_id>/visits/take-back")
def take_back(place_id: str) -> Answer:
    """Delete the visit that was just noted."""
    own_place(actor(), place_id, world().now())
    form = Form(VisitSchema())

    def deed(visit: str) -> None:
        take_back_visit(world(), actor(), place_id, visit)
        say("Taken back. It counts nowhere.")

    return _back(place_id) if form.done(deed) else _visits(place_id, form, "")


def _back(place_id: str) -> Answer:
    return redirect(f"/portal/places/{place_id}/visits")


def _visits(place_id: str, form: Form, noted: str) -> Response:
    return page(
        "portal/visits.html",
        form.status,
        place=own_place(actor(), place_id, world().now()),
        form=form,
        noted=noted,
        totals=own_totals(actor(), place_id),
        needs=NEEDS,
        endings_all=ENDINGS,
        endings={code: ENDINGS[code] for code in CODES if code != NOT_SAID},
    )
