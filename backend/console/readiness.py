"""Face: readiness: where places stand, what to check, by ward and month, and the licensing list."""

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.console.paging import page_number
from backend.console.readiness_chart import months_chart
from backend.domain.licensing import RULE
from backend.domain.staff import OFFICER
from backend.services.overview.wards import wards
from backend.services.readiness.licensing import licensing_list, take_licensing_list
from backend.services.readiness.over_time import over_time
from backend.services.readiness.overview import UNREACHED, Wanted, overview
from backend.services.readiness.planner import plan
from backend.web.downloads import as_file
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, fresh, guard, was_proved
from backend.web.listing_words import STANDINGS
from backend.web.pages import page
from backend.web.world import world
from shared.clock import local
from shared.wire_fields import Text

FILTERS = (
    ("suspended", "Hidden"),
    ("due", "Due"),
    (UNREACHED, "Nobody reached"),
    ("ready", "Ready"),
)

blueprint = Blueprint(
    "console_readiness", __name__, url_prefix="/console/readiness", template_folder="templates"
)
guard(blueprint, (OFFICER,))


class PurposeSchema(PageSchema):
    """What the list is taken for."""

    purpose = Text(1000, least=0, load_default="")


@blueprint.get("")
def show_overview() -> Response:
    """Show where places stand, those that need somebody first."""
    asked = request.args
    wanted = Wanted(asked.get("standing", "")[:20], asked.get("ward", "")[:64], page_number())
    return page(
        "console/readiness/overview.html",
        found=overview(world(), wanted),
        wanted=wanted,
        wards=wards(),
        standings=STANDINGS,
        filters=FILTERS,
    )


@blueprint.get("/checks")
def show_plan() -> Response:
    """Show which places to visit next."""
    ward = request.args.get("ward", "")[:64]
    found = plan(world().now(), ward, page_number())
    return page("console/readiness/planner.html", found=found, ward=ward, wards=wards())


@blueprint.get("/wards")
def show_wards() -> Response:
    """Show readiness by ward and over time."""
    found = over_time(world().now())
    drawing = months_chart(found.by_month)
    return page("console/readiness/wards.html", found=found, drawing=drawing)


@blueprint.get("/licensing")
def show_licensing() -> Response:
    """Show the published rule, what stands on the list now, and the form to take it."""
    return _licensing_page(Form(PurposeSchema()))


@blueprint.get("/licensing.csv")
def ask_for_licensing() -> Answer:
    """Lead to the form: the list is not given without a purpose."""
    return redirect("/console/readiness/licensing")


@blueprint.post("/licensing.csv")
@fresh
def take_licensing() -> Answer:
    """Send the list as CSV, for a purpose."""
    form, made = Form(PurposeSchema()), []
    if form.done(lambda purpose: made.append(take_licensing_list(world(), actor(), purpose))):
        return _file(made[0])
    return _licensing_page(form)


def _licensing_page(form: Form) -> Response:
    found = licensing_list(world())
    return page(
        "console/readiness/licensing.html",
        form.status,
        form=form,
        rule=RULE,
        found=found,
        is_proved=was_proved(),
    )


def _file(body: str) -> Response:
    name = f"umay-licensing-{local(world().now()):%Y-%m-%d}.csv"
    return as_file(body, name, "text/csv; charset=utf-8")
