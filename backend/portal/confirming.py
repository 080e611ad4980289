"""Face: confirming a place by the link in a mail, without an account; `/confirm`."""

from flask import Blueprint, Response, request

from backend.portal.hours_words import hours_read
from backend.services.readiness.confirming import confirm_by_link, to_confirm
from backend.web.guards import guard
from backend.web.pages import page
from backend.web.world import world
from shared.digits import whole_of
from shared.problems import Problem

MENDABLE = ("link-spent", "step-impossible")
"""Refusals of which the page says what to do instead."""

blueprint = Blueprint("confirming", __name__, url_prefix="/confirm", template_folder="templates")
guard(blueprint)


@blueprint.get("/<secret>")
def show(secret: str) -> Response:
    """Show what one press confirms; nothing changes by looking, as mail scanners do."""
    return _show(secret)


@blueprint.post("/<secret>")
def confirm(secret: str) -> Response:
    """Confirm the place of the link, and use the link up."""
    typed = request.form.get("version", "")
    # What is no number is no version of any place: the page is shown again.
    number = whole_of(typed)
    seen = -1 if number is None else number
    try:
        name = confirm_by_link(world(), secret, seen)
    except Problem as problem:
        return _show(secret, 409) if problem.code == "changed-meanwhile" else _refused(problem)
    return page("portal/confirmed.html", name=name)


def _show(secret: str, status: int = 200) -> Response:
    try:
        told = to_confirm(world(), secret)
    except Problem as problem:
        return _refused(problem)
    read = hours_read(told.hours, told.holidays)
    return page("portal/confirm.html", status, told=told, read=read, was_changed=status == 409)


def _refused(problem: Problem) -> Response:
    if problem.code not in MENDABLE:
        raise problem
    return page("portal/not_confirmed.html", problem.status, problem=problem)
