"""Face: the state of the service: what is published, whether mails go out."""

from flask import Blueprint, Response

from backend.domain.staff import ADMINISTRATOR, OFFICER
from backend.services.overview.state import service_state
from backend.services.restoring.releasing import restored
from backend.web.guards import guard
from backend.web.pages import page
from backend.web.world import world
from shared.version import VERSION

LACKS = {
    "outline": "The borough’s outline. Whoever runs the service takes it in: umay import outline.",
    "zones": "Neighbourhoods that answers can be about. Whoever runs the service builds them: umay "
    "zones build.",
    "places": "A place that residents see. Nothing is on the list.",
    "contact": "An address or number of the partnership, under Settings: nobody can ask anything.",
}
"""What the service may lack, in words."""

blueprint = Blueprint("console_state", __name__, url_prefix="/console", template_folder="templates")
guard(blueprint, (OFFICER, ADMINISTRATOR))


@blueprint.get("/state")
def show_state() -> Response:
    """Show what is published, since when, and whether mails go out."""
    state, told = service_state(world()), restored()
    return page("console/state.html", state=state, lacks=LACKS, restored=told, program=VERSION)
