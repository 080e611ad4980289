"""Face: the form of a spot check, filled in on a phone in the street."""

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as Answer

from backend.console.stale import happened_since
from backend.domain.spot_checks import FAILED, MUST, POINTS, SHOULD, outcome_of
from backend.domain.staff import OFFICER
from backend.domain.steps import SUSPENDED
from backend.services.readiness.checking import POINT_WORDS, Found, check_spot
from backend.services.readiness.history import ToCheck, to_check
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard
from backend.web.listing_words import STATES, STEPS
from backend.web.pages import page, say
from backend.web.world import world
from shared.problems import Fault, Problem
from shared.wire_fields import AsTyped, Lines
from shared.wire_keys import TypedWhole

YES, NO = "yes", "no"
EVENT_WORDS = {
    **STEPS,
    "spot_check_passed": "Spot check passed",
    "spot_check_failed": "Spot check failed",
}
"""What happened to a place, in words."""

blueprint = Blueprint(
    "console_spot_checks", __name__, url_prefix="/console", template_folder="templates"
)
guard(blueprint, (OFFICER,))


class CheckSchema(PageSchema):
    """The version of the place that was seen, the points, and notes."""

    version = TypedWhole(required=True)
    notes = Lines(5000, least=0, load_default="")


PointsSchema = CheckSchema.from_dict({point: AsTyped(load_default="") for point in POINTS})


@blueprint.route("/places/<place_id>/spot-check", methods=["GET", "POST"])
def check_place(place_id: str) -> Answer:
    """Show the form of a check, and keep one."""
    form = Form(PointsSchema())
    kept: list[tuple[bool, str]] = []

    def keep(version: int, notes: str, **points: str) -> None:
        failing = _failing(points)
        found = Found(failing, notes)
        stand = check_spot(world(), actor(), place_id, version, found)
        kept.append((outcome_of(failing) == FAILED, stand.state))

    if form.done(keep):
        say(_done(*kept[0]))
        return redirect(f"/console/places/{place_id}")
    return _check_page(to_check(actor(), place_id), form)


def _failing(points: dict[str, str]) -> tuple[str, ...]:
    """Return the points that did not hold; raises form-invalid where some were left open.

    Where a place has failed already, nobody has to go through the rest.
    """
    failing = tuple(point for point in POINTS if points[point] == NO)
    if not any(point in MUST for point in failing):
        faults = [
            Fault(point, f"{POINT_WORDS[point]}: say yes or no.")
            for point in POINTS
            if points[point] not in (YES, NO)
        ]
        if faults:
            raise Problem("form-invalid", errors=faults)
    return failing


def _done(is_failed: bool, state: str) -> str:
    if is_failed:
        return "Kept. The check failed: residents no longer see the place."
    if state == SUSPENDED:
        return "Kept. The place has passed; it is shown again once two officers agree."
    return "Kept. The place has passed."


def _check_page(told: ToCheck, form: Form) -> Response:
    return page(
        "console/spot_check.html",
        form.status,
        place=told,
        form=form,
        must=[(point, POINT_WORDS[point]) for point in MUST],
        should=[(point, POINT_WORDS[point]) for point in SHOULD],
        LABELS={},
        since=happened_since(told.events, form),
        deeds=EVENT_WORDS,
        states=STATES,
    )
