"""Face: what needs an officer today."""

from flask import Blueprint, Response

from backend.console.paging import page_number
from backend.console.words import DUTIES, why
from backend.domain.staff import OFFICER
from backend.services.counting.review import waiting
from backend.services.list_news import venues_with_news
from backend.services.overview.today import today
from backend.services.readiness.overview import totals
from backend.services.restoring.releasing import restored
from backend.web.guards import actor, guard
from backend.web.pages import page
from backend.web.world import world

blueprint = Blueprint("console", __name__, url_prefix="/console", template_folder="templates")
guard(blueprint, (OFFICER,))


@blueprint.get("/")
def show_today() -> Response:
    """Show what is due, each with its next deed."""
    found = today(actor(), world().now(), page_number())
    return page(
        "console/today.html",
        today=found,
        kinds=DUTIES,
        why=why,
        held=waiting(),
        news=venues_with_news(),
        readiness=totals(world().now()),
        restored=restored(),
    )
