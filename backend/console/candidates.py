"""Face: candidates: venues of partners' lists, to be invited or put aside; never made a place."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.console.paging import page_number
from backend.domain.staff import OFFICER
from backend.services.candidates import Filter, candidates, dismiss, invite
from backend.services.list_news import (
    look_again,
    propose_news,
    put_news_aside,
    take_for_place,
)
from backend.services.overview.candidate_page import candidate_page
from backend.services.overview.wards import wards
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard
from backend.web.listing_words import FIELDS
from backend.web.listing_words import STATES as PLACE_STATES
from backend.web.pages import page, say
from backend.web.world import world
from shared.places import FACILITIES, KINDS
from shared.wire_fields import Text
from shared.wire_keys import Email, Id, TypedWhole

STATES = {
    "waiting": ("Not asked yet", "act"),
    "invited": ("Invited", "soon"),
    "applied": ("Has offered itself", "go"),
    "taken": ("Taken up", "go"),
    "dismissed": ("Put aside", ""),
}
"""Each state of a candidate in words, and the colour of its tag."""

blueprint = Blueprint(
    "console_candidates", __name__, url_prefix="/console/candidates", template_folder="templates"
)
guard(blueprint, (OFFICER,))


class InviteSchema(PageSchema):
    """Where the invitation goes."""

    email = Email(required=True, error_messages={"required": "Write the venue's mail address."})


class DismissSchema(PageSchema):
    """Why a candidate is put aside."""

    reason = Text(1000, required=True, error_messages={"required": "Say why, in a few words."})


class IsPlaceSchema(PageSchema):
    """Which place a candidate is."""

    place_id = Id(required=True)


class ProposeSchema(PageSchema):
    """Which version of the place was seen."""

    version = TypedWhole(required=True)


_HELD = "A colleague has to agree; until then residents see what was there before."


@blueprint.get("")
def show_candidates() -> Response:
    """Show the candidates, filtered, 50 a page."""
    wanted = wanted_candidates(request.args)
    names = wards()
    return page(
        "console/candidates.html",
        found=candidates(wanted),
        wanted=wanted,
        wards=names,
        ward_names=dict(names),
        states=STATES,
    )


def wanted_candidates(asked: Mapping[str, str]) -> Filter:
    """Return which candidates are asked for, and which page of them."""
    return Filter(
        ward_id=asked.get("ward", "")[:64],
        sort=asked.get("sort", "")[:60],
        state=asked.get("state", "")[:12],
        words=asked.get("words", "")[:80],
        page=page_number(),
        with_gone="gone" in asked,
        only_news="news" in asked,
    )


@blueprint.get("/<candidate_id>")
def show_candidate(candidate_id: str) -> Response:
    """Show a candidate, and what can be done with it."""
    return _candidate_page(candidate_id)


@blueprint.post("/<candidate_id>/invite")
def invite_candidate(candidate_id: str) -> Answer:
    """Invite a candidate by mail, or show it again with what stood in the way."""
    form = Form(InviteSchema())
    if form.done(lambda email: invite(world(), actor(), candidate_id, email)):
        say(f"An invitation is on its way to {form.values['email']}.")
        return redirect(f"/console/candidates/{candidate_id}")
    return _candidate_page(candidate_id, form)


@blueprint.post("/<candidate_id>/dismiss")
def dismiss_candidate(candidate_id: str) -> Answer:
    """Put a candidate aside, or show it again with what stood in the way."""
    form = Form(DismissSchema())
    if form.done(lambda reason: dismiss(world(), actor(), candidate_id, reason)):
        say("Put aside. A link that was sent to it no longer works.")
        return redirect(f"/console/candidates/{candidate_id}")
    return _candidate_page(candidate_id, form)


@blueprint.post("/<candidate_id>/look-again")
def look_at_again(candidate_id: str) -> Answer:
    """Let a candidate that was put aside wait again."""
    return _deed(candidate_id, look_again, "It waits to be looked at again.")


@blueprint.post("/<candidate_id>/news-aside")
def leave_as_it_is(candidate_id: str) -> Answer:
    """Leave a decision as it is, whatever the list says."""
    return _deed(candidate_id, put_news_aside, "Put aside. What was decided stays as it is.")


@blueprint.post("/<candidate_id>/is-place")
def say_it_is_a_place(candidate_id: str) -> Answer:
    """Say that a candidate is a place that is here already."""
    form = Form(IsPlaceSchema())
    if form.done(lambda place_id: take_for_place(world(), actor(), candidate_id, place_id)):
        say("Taken up: it is this place, and nobody invites it any more.")
        return redirect(f"/console/candidates/{candidate_id}")
    return _candidate_page(candidate_id, form)


@blueprint.post("/<candidate_id>/propose-news")
def propose_what_it_says(candidate_id: str) -> Answer:
    """Ask for the place to be changed to what the list says."""
    form = Form(ProposeSchema())

    def ask(version: int) -> None:
        done = propose_news(world(), actor(), candidate_id, version)
        say("Asked for. " + (_HELD if done.waiting else "It promises less, and holds at once."))

    if form.done(ask):
        told = candidate_page(candidate_id, world().now())
        return redirect(f"/console/places/{told.place_id}")
    return _candidate_page(candidate_id, form)


def _deed(candidate_id: str, deed: Callable[..., None], done: str) -> Answer:
    form = Form(PageSchema())
    if form.done(lambda: deed(world(), actor(), candidate_id)):
        say(done)
        return redirect(f"/console/candidates/{candidate_id}")
    return _candidate_page(candidate_id, form)


def _candidate_page(candidate_id: str, form: Form | None = None) -> Response:
    told = candidate_page(candidate_id, world().now())
    return page(
        "console/candidate.html",
        form.status if form else 200,
        told=told,
        form=form or Form(PageSchema()),
        states=STATES,
        words={"kinds": KINDS, "facilities": FACILITIES, "fields": FIELDS},
        place_states=PLACE_STATES,
    )
