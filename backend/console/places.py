"""Face: places: the list, one place, and every deed of its listing."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.console.deeds import BUTTONS, ON_CHANGE, Button
from backend.console.paging import page_number
from backend.console.stale import happened_since
from backend.console.words import DUTIES
from backend.domain.staff import OFFICER
from backend.domain.suspending import REASONS
from backend.services.exporting.guardians import TAKING
from backend.services.list_news import news_of_place
from backend.services.listing.decide_change import waiting_change
from backend.services.overview.place_list import Wanted, pins, place_list
from backend.services.overview.place_page import PlaceTold, place_page
from backend.services.overview.wards import borders, wards
from backend.services.readiness.history import may_check, spot_checks
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard, to_prove, was_proved
from backend.web.listing_words import FIELDS, STATES, STEPS
from backend.web.pages import page, say
from backend.web.world import world
from shared.places import FACILITIES, KINDS
from shared.problems import Problem
from shared.wire_fields import Flag, Text
from shared.wire_keys import Choice, TypedWhole

blueprint = Blueprint(
    "console_places", __name__, url_prefix="/console", template_folder="templates"
)
guard(blueprint, (OFFICER,))


MOST_WORDS = 900
"""How long words beside a reason of the list may be: both together are one reason."""

_NEXT = {"applied": "check", "checked": "approve", "approved": "go_live"}
WORDS = {
    "states": STATES,
    "steps": STEPS,
    "fields": FIELDS,
    "duties": DUTIES,
    "kinds": KINDS,
    "facilities": FACILITIES,
}
"""What templates of a place say."""


class DeedSchema(PageSchema):
    """What a deed's form sends: the version that was seen, and why."""

    version = TypedWhole(required=True)


class ReasonedSchema(DeedSchema):
    """A deed that must be explained."""

    reason = Text(1000, required=True, error_messages={"required": "Say why, in a few words."})


class AgreedSchema(DeedSchema):
    """Agreeing to a change: words where nobody visited, and whether a new number was rung."""

    reason = Text(1000, least=0, load_default="")
    has_rung = Flag(load_default=False)


class ChosenSchema(DeedSchema):
    """A deed with a reason of a list, and words that some of them need."""

    why = Choice(REASONS, error="Choose a reason.", load_default="")
    reason = Text(MOST_WORDS, least=0, load_default="")


@blueprint.get("/places")
def show_places() -> Response:
    """Show the list of places, filtered."""
    wanted = wanted_places(request.args)
    return page(
        "console/places.html",
        found=place_list(wanted),
        wanted=wanted,
        wards=wards(),
        states=STATES,
        kinds=KINDS,
        most=TAKING.most,
        at_the_end=TAKING.at_the_end(actor(), world().now()),
        is_proved=was_proved(),
    )


def wanted_places(asked: Mapping[str, str]) -> Wanted:
    """Return which places are asked for, and which page of them."""
    return Wanted(
        words=asked.get("words", "")[:80],
        state=asked.get("state", "")[:12],
        ward=asked.get("ward", "")[:64],
        page=page_number(),
    )


@blueprint.get("/map")
def show_map() -> Response:
    """Show every place on a map; the list says the same without one."""
    found = pins()
    shown = {pin.state for pin in found}
    told = json.dumps([asdict(pin) for pin in found])
    return page("console/map.html", pins=found, pins_json=told, shown=shown, states=STATES)


@blueprint.get("/borders.json")
def read_borders() -> Response:
    """Answer with the wards' simplified borders as GeoJSON, to draw a map from."""
    return jsonify(borders())


@blueprint.get("/places/<place_id>")
def show_place(place_id: str) -> Response:
    """Show a place with its whole story."""
    return _place_page(place_id)


@blueprint.post("/places/<place_id>/<deed>")
def do_deed(place_id: str, deed: str) -> Answer:
    """Do a deed on a place, or show the place again with what stood in its way."""
    button = BUTTONS.get(deed)
    if button is None:
        raise Problem("not-found")
    if button.is_fresh and not was_proved():
        return to_prove(f"/console/places/{place_id}")
    form = Form(_schema(button))
    if form.done(
        lambda **words: button.deed(world=world(), actor=actor(), place_id=place_id, **words)
    ):
        say(button.done)
        return redirect(f"/console/places/{place_id}")
    return _place_page(place_id, form, deed)


def _schema(button: Button) -> PageSchema:
    if button.asks_why:
        return ChosenSchema()
    if button is BUTTONS["approve_change"]:
        return AgreedSchema()
    return ReasonedSchema() if button.asks_reason else DeedSchema()


def _place_page(place_id: str, form: Form | None = None, deed: str = "") -> Response:
    told = place_page(actor(), place_id, world().now())
    change = waiting_change(actor(), place_id)
    can = (*(ON_CHANGE if change and change.may_decide else ()), *told.can)
    return page(
        "console/place.html",
        form.status if form else 200,
        place=told,
        change=change,
        form=form,
        tried=deed,
        buttons={name: button for name, button in BUTTONS.items() if name in can},
        since=happened_since(told.story, form),
        waits=_waits_for_colleague(told, can),
        words=WORDS,
        list_news=news_of_place(place_id),
        checks=spot_checks(place_id),
        may_check=may_check(actor(), place_id),
        reasons=REASONS,
        is_proved=was_proved(),
    )


def _waits_for_colleague(told: PlaceTold, can: Collection[str]) -> bool:
    """Return whether the next step is one that this officer may not take themselves."""
    if told.state == "suspended":
        turns = (step.deed for step in told.story if step.deed in ("suspend", "propose_lift"))
        return next(turns, "") == "propose_lift" and "lift" not in can
    return told.state in _NEXT and _NEXT[told.state] not in can
