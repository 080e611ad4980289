"""Face: candidates: venues of partners' lists, to be invited or put aside; never made a place."""

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.console.paging import page_number
from backend.domain.staff import OFFICER
from backend.services.candidates import Filter, candidates, dismiss, invite
from backend.services.overview.candidate_page import candidate_page
from backend.services.overview.wards import wards
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard
from backend.web.listing_words import FIELDS
from backend.web.pages import page, say
from backend.web.world import world
from shared.places import FACILITIES, KINDS
from shared.wire_fields import Text
from shared.wire_keys import Email

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


def _candidate_page(candidate_id: str, form: Form | None = None) -> Response:
    told = candidate_page(candidate_id, world().now())
    return page(
        "console/candidate.html",
        form.status if form else 200,
        told=told,
        form=form or Form(PageSchema()),
        states=STATES,
        words={"kinds": KINDS, "facilities": FACILITIES, "fields": FIELDS},
    )
