"""Face: confirming a place by the link in a mail, without an account; `/confirm`."""

from flask import Blueprint, Response

from backend.portal.hours_words import hours_read
from backend.services.readiness.confirming import confirm_by_link, to_confirm
from backend.web.guards import guard
from backend.web.pages import page
from backend.web.world import world
from shared.problems import Problem

MENDABLE = ("link-spent", "step-impossible")
"""Refusals of which the page says what to do instead."""

blueprint = Blueprint("confirming", __name__, url_prefix="/confirm", template_folder="templates")
guard(blueprint)


@blueprint.get("/<secret>")
def show(secret: str) -> Response:
    """Show what one press confirms; nothing changes by looking, as mail scanners do."""
    try:
        told = to_confirm(world(), secret)
    except Problem as problem:
        return _refused(problem)
    return page("portal/confirm.html", told=told, read=hours_read(told.hours, told.holidays))


@blueprint.post("/<secret>")
def confirm(secret: str) -> Response:
    """Confirm the place of the link, and use the link up."""
    try:
        name = confirm_by_link(world(), secret)
    except Problem as problem:
        return _refused(problem)
    return page("portal/confirmed.html", name=name)


def _refused(problem: Problem) -> Response:
    if problem.code not in MENDABLE:
        raise problem
    return page("portal/not_confirmed.html", problem.status, problem=problem)
