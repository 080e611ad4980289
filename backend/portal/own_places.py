"""Face: guardians keep their places true; `/portal`."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, redirect, request
from marshmallow import Schema, fields
from werkzeug.wrappers import Response as Answer

from backend.domain.staff import GUARDIAN
from backend.portal.hours_form import from_boxes, to_boxes, typed_boxes
from backend.portal.hours_words import HoursRead, hours_read
from backend.services.bank_holidays import coming_bank_holidays
from backend.services.colleagues import Colleague, invite_colleague, remove_colleague
from backend.services.listing.change import Proposed, propose
from backend.services.listing.closing import close_today
from backend.services.listing.decide_change import waiting_change, withdraw_change
from backend.services.listing.safety import leave
from backend.services.overview.own_places import own_places
from backend.services.overview.place_page import own_place
from backend.services.place_fields import Line
from backend.services.readiness.own_duties import OwnStanding, own_standing, own_standings
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, fresh, guard
from backend.web.listing_words import FIELDS, STANDINGS, STATES, STEPS
from backend.web.pages import page, say
from backend.web.world import world
from shared.clock import local
from shared.places import FACILITIES, KINDS
from shared.problems import Problem
from shared.wire_fields import AsTyped, Text
from shared.wire_keys import Email, Id, TypedWhole

blueprint = Blueprint("portal", __name__, url_prefix="/portal", template_folder="templates")
guard(blueprint, (GUARDIAN,))

WORDS = {
    "states": STATES,
    "steps": STEPS,
    "fields": FIELDS,
    "kinds": KINDS,
    "facilities": FACILITIES,
}


class VersionSchema(PageSchema):
    """The version of the place that the form was made from."""

    version = TypedWhole(required=True)


class DetailsSchema(VersionSchema):
    """What the place is and where; each is checked by the deed."""

    name = AsTyped()
    kind = AsTyped()
    phone = AsTyped()
    organisation = AsTyped()
    address = AsTyped()
    town = AsTyped()
    postcode = AsTyped()
    lat = AsTyped()
    lon = AsTyped()


class FacilitiesSchema(VersionSchema):
    """What can be had there, and the languages with commas between them."""

    facilities = fields.List(Id(), load_default=list)
    languages = AsTyped(load_default="")


class ColleagueSchema(PageSchema):
    """Who shall look after the place too."""

    name = Line(120, required=True)
    email = Email(required=True)


class LeaveSchema(VersionSchema):
    """Why the place leaves."""

    reason = Text(1000, required=True)


@blueprint.get("/")
def show_places() -> Response:
    """Show what is due of one's places, and what residents see of each now."""
    due = [(each, _read(each)) for each in own_standings(world(), actor())]
    places = own_places(actor(), world().now(), world().nation)
    return page("portal/places.html", places=places, due=due, states=STATES, standings=STANDINGS)


@blueprint.get("/places/<place_id>")
def show_place(place_id: str) -> Response:
    """Show one of one's places."""
    return _place(place_id, Form(PageSchema()))


@blueprint.post("/places/<place_id>/close-today")
def close(place_id: str) -> Answer:
    """Close for today, at once."""
    return _do(place_id, VersionSchema(), close_today, "Closed for today. Phones show it soon.")


@blueprint.post("/places/<place_id>/moved")
def moved(place_id: str) -> Answer:
    """Hide a place that has moved, at once."""

    def hide(version: int, **words: Any) -> object:
        return propose(wanted={"is_hidden": True}, version=version, **words)

    return _do(place_id, VersionSchema(), hide, "Hidden. Give us the new address below.")


@blueprint.post("/places/<place_id>/withdraw")
def withdraw(place_id: str) -> Answer:
    """Take back what one has asked for."""
    return _do(place_id, VersionSchema(), withdraw_change, "Taken back.")


@blueprint.post("/places/<place_id>/leave")
def leave_network(place_id: str) -> Answer:
    """Take a place out of the network."""
    return _do(place_id, LeaveSchema(), leave, "Your place has left the network. Thank you.")


@blueprint.post("/places/<place_id>/colleagues")
def add_colleague(place_id: str) -> Answer:
    """Invite a colleague to look after the place too."""

    def invite(name: str, email: str, **words: Any) -> object:
        return invite_colleague(colleague=Colleague(name, email), **words)

    return _do(place_id, ColleagueSchema(), invite, "Invited. They get a mail with a link.")


@blueprint.post("/places/<place_id>/colleagues/remove")
@fresh
def let_go(place_id: str) -> Answer:
    """Let a colleague look after the place no longer."""

    def remove(email: str, **words: Any) -> None:
        remove_colleague(email=email, **words)

    schema = PageSchema.from_dict({"email": Email(required=True)})()
    return _do(place_id, schema, remove, "They no longer look after this place.")


@blueprint.route("/places/<place_id>/hours", methods=["GET", "POST"])
def change_hours(place_id: str) -> Answer:
    """Show and change the hours."""
    told = own_place(actor(), place_id, world().now())
    today = local(world().now()).date()
    holidays = coming_bank_holidays(world().nation, today)
    form = Form(VersionSchema(), to_boxes(told.hours, holidays, today))
    wire, faults = from_boxes(request.form)

    def change(version: int) -> None:
        if faults:
            raise Problem("form-invalid", errors=faults)
        _say_what(propose(world(), actor(), place_id, wire, version))

    if form.done(change):
        return redirect(f"/portal/places/{place_id}")
    if form.is_sent:
        form.values = typed_boxes(request.form, holidays)
    return page("portal/hours.html", form.status, form=form, place=told)


@blueprint.route("/places/<place_id>/details", methods=["GET", "POST"])
def change_details(place_id: str) -> Answer:
    """Show and change name, phone and address."""
    return _change(place_id, "details", DetailsSchema(), lambda values: values)


@blueprint.route("/places/<place_id>/facilities", methods=["GET", "POST"])
def change_facilities(place_id: str) -> Answer:
    """Show and change what can be had there."""

    def read(values: Mapping[str, Any]) -> dict[str, Any]:
        spoken = str(values["languages"]).replace(";", ",").split(",")
        languages = [each.strip() for each in spoken if each.strip()]
        return {"facilities": values["facilities"], "languages": languages}

    return _change(place_id, "facilities", FacilitiesSchema(), read)


def _change(
    place_id: str, name: str, schema: PageSchema, read: Callable[[Mapping[str, Any]], Any]
) -> Answer:
    told = own_place(actor(), place_id, world().now())
    values = {**told.values, "languages": ", ".join(told.values["languages"])}
    form = Form(schema, values)

    def change(version: int, **wanted: Any) -> None:
        _say_what(propose(world(), actor(), place_id, read(wanted), version))

    if form.done(change):
        return redirect(f"/portal/places/{place_id}")
    return page(f"portal/{name}.html", form.status, form=form, place=told, words=WORDS)


def _do(place_id: str, schema: Schema, deed: Callable[..., object], done: str) -> Answer:
    # First of all: is it theirs? Anybody else's place is not found, whatever was asked.
    own_place(actor(), place_id, world().now())
    form = Form(schema)
    if form.done(lambda **words: deed(world=world(), actor=actor(), place_id=place_id, **words)):
        say(done)
        return redirect(f"/portal/places/{place_id}")
    return _place(place_id, form)


def _place(place_id: str, form: Form) -> Response:
    told = own_place(actor(), place_id, world().now())
    mine = {each.id: each for each in own_places(actor(), world().now(), world().nation)}
    standing = own_standing(world(), actor(), place_id)
    return page(
        "portal/place.html",
        form.status,
        place=told,
        now=mine[place_id],
        due=(standing, _read(standing)),
        standings=STANDINGS,
        change=waiting_change(actor(), place_id),
        form=form,
        words=WORDS,
    )


def _read(each: OwnStanding) -> HoursRead:
    return hours_read(each.hours, each.holidays)


def _say_what(done: Proposed) -> None:
    """Say what acts at once and what waits, in one breath."""
    if done.is_hidden:
        say("Your place is hidden until an officer has agreed, because it moves.")
    elif done.waiting and done.at_once:
        say("What promises less holds at once. The rest waits for an officer to agree.")
    elif done.waiting:
        say("Sent. An officer has to agree first; until then residents see what was there before.")
    else:
        say("Changed. Phones show it within minutes.")
