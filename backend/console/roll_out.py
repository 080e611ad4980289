"""Face: the roll-out: how far the network is, by ward and by town."""

from flask import Blueprint, Response

from backend.domain.staff import ADMINISTRATOR, ANALYST, OFFICER
from backend.services.roll_out import COLUMNS, in_all, roll_out
from backend.web.guards import guard
from backend.web.pages import page

COLUMN_WORDS = {
    "candidates": "Not asked",
    "invited": "Invited",
    "applied": "Offered",
    "checked": "Checked",
    "approved": "Approved",
    "live": "Live",
    "suspended": "Suspended",
    "left": "Left",
}
"""The columns of the roll-out in words."""

blueprint = Blueprint(
    "console_roll_out", __name__, url_prefix="/console", template_folder="templates"
)
guard(blueprint, (OFFICER, ANALYST, ADMINISTRATOR))


@blueprint.get("/roll-out")
def show_roll_out() -> Response:
    """Show by ward and by town how many venues stand where."""
    found = roll_out()
    return page(
        "console/roll_out.html",
        found=found,
        total=in_all(found),
        columns={name: COLUMN_WORDS[name] for name in COLUMNS},
    )
