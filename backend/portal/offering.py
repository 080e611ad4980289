"""Face: offering a venue, without an account: one group of questions on each page; `/offer`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request, session
from werkzeug.wrappers import Response as Answer

from backend.domain.licensing import RULE
from backend.domain.staff import OFFER
from backend.portal.hours_form import from_boxes, to_boxes, typed_boxes
from backend.services.around import around, middle
from backend.services.bank_holidays import coming_bank_holidays
from backend.services.candidates import begin_invited, invited_name
from backend.services.look_up import look_up
from backend.services.offers.answers import OfferSoFar, answer, answers_of, begin
from backend.services.offers.pages import PAGES
from backend.services.offers.sending import confirm, send
from backend.services.overview.wards import borders
from backend.services.senders import sender_mark
from backend.services.settings import settings
from backend.services.tries import count_try
from backend.web.addresses import sender
from backend.web.guards import guard
from backend.web.pages import page
from backend.web.world import world
from shared.clock import local
from shared.geo import Point
from shared.places import FACILITIES, KINDS
from shared.problems import Fault, Problem

SESSION_KEY = "offer"
TRAP = "fax"
"""A box that people do not see: who fills it in is no person."""
LISTS = {"facilities": ("facilities",)}
NAMES = list(PAGES)
WORDS: dict[str, Any] = {"names": NAMES, "rule": RULE}
"""What the start page says of the pages, and of what is told to whom."""
KIND_CHOICES = {**KINDS, "other": "Something else"}

blueprint = Blueprint("offering", __name__, url_prefix="/offer", template_folder="templates")
guard(blueprint)


class Filled:
    """One page of the offer as its template sees it: values as stored or typed, and faults."""

    def __init__(self, values: Mapping[str, Any], faults: list[Fault] | None = None) -> None:
        self.values = dict(values)
        self.faults = [Fault(fault.where.rpartition("/")[2], fault.what) for fault in faults or []]

    def fault(self, name: str) -> str:
        """Return what is wrong with a field, in words, or nothing."""
        return next((fault.what for fault in self.faults if fault.where == name), "")


@blueprint.get("/")
def show_start() -> Response:
    """Say what it means to be a safe place, and begin."""
    return page("offer/start.html", settings=settings(), begun=_offer(), **WORDS)


@blueprint.post("/")
def start() -> Answer:
    """Begin an offer, or go on with the one that was begun."""
    so_far = _offer()
    if so_far is None or so_far.state == "confirmed":
        count_try("offer", sender_mark(world(), sender()), OFFER, world().now())
        session[SESSION_KEY] = begin(world())
        return redirect(f"/offer/{NAMES[0]}")
    return redirect(f"/offer/{so_far.missing[0]}" if so_far.missing else "/offer/check")


@blueprint.get("/invited/<secret>")
def show_invitation(secret: str) -> Response:
    """Say to an invited venue what it means, and begin at one press of a button."""
    name = invited_name(world(), secret)
    return page("offer/start.html", settings=settings(), begun=None, invited=name, **WORDS)


@blueprint.post("/invited/<secret>")
def start_invited(secret: str) -> Answer:
    """Begin the offer of an invited venue, filled in with what is known, or go on with it."""
    session[SESSION_KEY] = begin_invited(world(), secret)
    return redirect(f"/offer/{NAMES[0]}")


@blueprint.get(f"/<any({', '.join(NAMES)}):name>")
def show_page(name: str) -> Answer:
    """Show one page of the offer as far as it is filled in."""
    so_far = _offer()
    if so_far is None:
        return redirect("/offer/")
    return _render(name, so_far, Filled(_to_form(name, so_far)))


@blueprint.post(f"/<any({', '.join(NAMES)}):name>")
def take_page(name: str) -> Answer:
    """Take the answers of one page and go on to the next."""
    so_far = _offer()
    if so_far is None:
        raise Problem("link-spent", "The offer was begun too long ago, or in another browser.")
    values, faults = _from_form(name)
    try:
        if not faults:
            answer(world(), so_far.id, name, values)
            return redirect(_next(name))
    except Problem as problem:
        if problem.code != "form-invalid":
            raise
        faults = list(problem.errors)
    return _render(name, so_far, Filled(_as_typed(name, values), faults), status=422)


@blueprint.get("/check")
def show_answers() -> Answer:
    """Show every answer before it is sent."""
    so_far = _offer()
    if so_far is None:
        return redirect("/offer/")
    if so_far.missing:
        return redirect(f"/offer/{so_far.missing[0]}")
    return page("offer/check.html", offer=so_far, kinds=KINDS, facilities=FACILITIES)


@blueprint.post("/check")
def send_offer() -> Answer:
    """Send the offer off: its contact is asked by mail to confirm it."""
    so_far = _offer()
    if so_far is None:
        raise Problem("link-spent", "The offer was begun too long ago, or in another browser.")
    if request.form.get(TRAP):
        # Who fills in what cannot be seen is told what everybody is told.
        told = so_far.answers.get("contact", {}).get("contact_email", "the address you gave")
        return page("offer/sent.html", email=told)
    count_try("offer-mail", sender_mark(world(), sender()), OFFER, world().now())
    return page("offer/sent.html", email=send(world(), so_far.id).email)


@blueprint.get("/confirm/<secret>")
def show_confirmation(secret: str) -> Response:
    """Ask for one press of a button: mail scanners follow links by themselves."""
    return page("offer/confirm.html")


@blueprint.post("/confirm/<secret>")
def confirm_offer(secret: str) -> Response:
    """Confirm an offer by the link that went to its contact."""
    done = confirm(world(), secret)
    session.pop(SESSION_KEY, None)
    return page("offer/confirmed.html", done=done, settings=settings())


@blueprint.get("/borders.json")
def read_borders() -> Response:
    """Answer with the wards' simplified borders as GeoJSON, to draw a map from."""
    return jsonify(borders())


def _offer() -> OfferSoFar | None:
    offer_id = session.get(SESSION_KEY)
    if offer_id is None:
        return None
    try:
        return answers_of(offer_id)
    except Problem:
        session.pop(SESSION_KEY)
        return None


def _next(name: str) -> str:
    so_far = _offer()
    if so_far is not None and not so_far.missing:
        return "/offer/check"
    after = NAMES.index(name) + 1
    return f"/offer/{NAMES[after]}" if after < len(NAMES) else "/offer/check"


def _from_form(name: str) -> tuple[dict[str, Any], list[Fault]]:
    """Return a page's values from its form, and what a form alone can tell is wrong."""
    if name == "hours":
        return from_boxes(request.form)
    values: dict[str, Any] = {
        key: request.form[key].strip() for key in PAGES[name].fields if key in request.form
    }
    for key in LISTS.get(name, ()):
        values[key] = request.form.getlist(key)
    if name == "facilities":
        spoken = request.form.get("languages", "").replace(";", ",").split(",")
        values["languages"] = [each.strip() for each in spoken if each.strip()]
    return values, []


def _to_form(name: str, so_far: OfferSoFar) -> dict[str, Any]:
    values = dict(so_far.answers.get(name, {}))
    if name == "hours":
        today = local(world().now()).date()
        return to_boxes(values, coming_bank_holidays(world().nation, today), today)
    if name == "facilities":
        values["languages"] = ", ".join(values.get("languages", ()))
    if name == "position":
        asked = request.args
        if "lat" in asked and "lon" in asked:
            values = {"lat": asked["lat"][:12], "lon": asked["lon"][:12]}
        elif not values:
            values = _by_postcode(so_far)
    return values


def _as_typed(name: str, values: dict[str, Any]) -> dict[str, Any]:
    if name == "hours":
        today = local(world().now()).date()
        return typed_boxes(request.form, coming_bank_holidays(world().nation, today))
    if name == "facilities":
        return {**values, "languages": request.form.get("languages", "")}
    return values


def _by_postcode(so_far: OfferSoFar) -> dict[str, Any]:
    postcode = so_far.answers.get("address", {}).get("postcode", "")
    found = look_up(world(), postcode) if postcode else []
    if not found:
        return {}
    return {"lat": round(found[0].at.lat, 6), "lon": round(found[0].at.lon, 6)}


def _render(name: str, so_far: OfferSoFar, filled: Filled, status: int = 200) -> Response:
    words: dict[str, Any] = {}
    if name == "position":
        words = _position_words(filled)
    return page(
        f"offer/{name}.html",
        status,
        form=filled,
        offer=so_far,
        step=NAMES.index(name) + 1,
        steps=len(NAMES),
        before=f"/offer/{NAMES[NAMES.index(name) - 1]}" if name != NAMES[0] else "/offer/",
        kinds=KIND_CHOICES,
        facilities=FACILITIES,
        **words,
    )


def _position_words(filled: Filled) -> dict[str, Any]:
    typed = request.args.get("find", "")[:80]
    try:
        at = Point(float(filled.values["lat"]), float(filled.values["lon"]))
    except (KeyError, ValueError, Problem):
        at = middle()
    near = json.dumps([asdict(each) for each in around(at)])
    matches = look_up(world(), typed) if typed else []
    return {"typed": typed, "matches": matches, "near": near, "at": at}
