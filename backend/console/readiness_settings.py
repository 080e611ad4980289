"""Face: the periods of readiness, which administrators set."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, redirect
from marshmallow import fields
from werkzeug.wrappers import Response as Answer

from backend.domain.readiness import BOUNDS
from backend.domain.staff import ADMINISTRATOR
from backend.services.readiness.overview import totals
from backend.services.readiness.periods import change_periods, periods
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard
from backend.web.listing_words import MODULES
from backend.web.pages import page, say
from backend.web.world import world
from shared.wire_keys import Id, TypedWhole

PERIOD_WORDS = {
    "confirm_every_days": (
        "Days between confirmations",
        "A guardian says at least so often that the place is ready.",
    ),
    "confirm_grace_days": (
        "Days from an overdue confirmation until the place is hidden",
        "Until then it stands lower in residents' lists, and its people are reminded.",
    ),
    "training_months": (
        "Months for which training holds",
        "After that somebody counts as not trained.",
    ),
    "training_grace_days": (
        "Days with too few trained until the place is hidden",
        "Time to train people when somebody leaves, or training runs out.",
    ),
    "trained_percent": (
        "Per cent of the rota that must be trained",
        "At least one person, whatever the share.",
    ),
    "holiday_notice_days": (
        "Days before a bank holiday from which its hours are asked for",
        "A place that does not confirm them is hidden over the holiday.",
    ),
    "check_months": (
        "Months for which the check by officers holds",
        "A place without a new one is hidden after that.",
    ),
    "remind_before_days": (
        "Days before something is due that people are reminded",
        "They are reminded again when it is due, and shortly before the place is hidden.",
    ),
    "visit_every_days": (
        "Days between visits by officers",
        "The planner marks places that were not visited for longer. It hides none.",
    ),
}
"""Each period's label and what it does."""

blueprint = Blueprint(
    "readiness_settings", __name__, url_prefix="/console", template_folder="templates"
)
guard(blueprint, (ADMINISTRATOR,))

_NUMBER: dict[str, Any] = {"required": "Enter a whole number.", "invalid": "Enter a whole number."}


class ModulesSchema(PageSchema):
    """The modules in which staff must be trained."""

    modules = fields.List(Id(), load_default=list)


PeriodsSchema = ModulesSchema.from_dict(
    {name: TypedWhole(required=True, error_messages=_NUMBER) for name in BOUNDS}
)


@blueprint.route("/settings/readiness", methods=["GET", "POST"])
def show_periods() -> Answer:
    """Show and change the periods."""
    form = Form(PeriodsSchema(), _typed())
    changed: list[int] = []
    before = totals(world().now()).hidden
    if form.done(lambda **wanted: changed.append(_change(wanted))):
        say(_done(changed[0] - before))
        return redirect("/console/settings/readiness")
    return page(
        "console/readiness/settings.html",
        form.status,
        form=form,
        periods=PERIOD_WORDS,
        LABELS={name: label for name, (label, _) in PERIOD_WORDS.items()},
        bounds=BOUNDS,
        modules=MODULES,
        totals=totals(world().now()),
    )


def _typed() -> dict[str, Any]:
    held = asdict(periods())
    numbers = {name: str(held[name]) for name in BOUNDS}
    return {**numbers, "modules": list(held["modules"])}


def _change(wanted: dict[str, Any]) -> int:
    """Set the periods and return how many places are hidden by now."""
    change_periods(world(), actor(), wanted)
    return totals(world().now()).hidden


def _done(more: int) -> str:
    if more == 0:
        return "Saved. As many places are hidden as before."
    many = "One place" if abs(more) == 1 else f"{abs(more)} places"
    verb = "is" if abs(more) == 1 else "are"
    return f"Saved. {many} more {verb} hidden now." if more > 0 else f"Saved. {many} {verb} back."
