"""Face: what staff pages refused, as administrators read it."""

from flask import Blueprint, Response

from backend.console.paging import page_number
from backend.domain import security
from backend.domain.counting import DAY_MOST
from backend.domain.staff import ADMINISTRATOR
from backend.services.overview.security_page import security_page
from backend.web.guards import guard
from backend.web.pages import page
from backend.web.world import world

KINDS = {
    security.SIGN_IN_FAILED: "Sign-in with a wrong address or password",
    security.CODE_FAILED: "Wrong code of the app",
    security.RECOVERY_CODE_FAILED: "Wrong recovery code",
    security.PROOF_FAILED: "Wrong password where somebody signed in gives it once more",
    security.CHANGE_FAILED: "Wrong old password where a new one is set",
    security.TOO_MANY_TRIES: "Too many tries: turned away without a look",
    security.RESET_ASKED: "New password asked for (mailed to the owner; no refusal)",
    security.RESET_ASKED_OF_UNKNOWN: "New password asked for where no open account is",
    security.FORM_TOKEN_REFUSED: "Form without the token of its page",
    security.NOT_FOR_YOU: "Page that the role may not open",
    security.TOKEN_OR_JSON_REFUSED: "Sign-in by a program instead of a form",
    security.AND_MORE: "And more: too many to tell apart",
    security.MANY_FROM_RESIDENTS: "Alarm: residents sent far more than is usual (nothing refused)",
    security.LITTLE_ROOM: "Alarm: less than a tenth of the disk was free",
}
"""What each code says to a person."""

blueprint = Blueprint(
    "console_security", __name__, url_prefix="/console", template_folder="templates"
)
guard(blueprint, (ADMINISTRATOR,))


@blueprint.get("/security")
def show_security() -> Response:
    """Show what staff pages refused in the last 35 days, and to whom in the last 24 hours."""
    found = security_page(world(), page_number())
    return page(
        "console/security.html",
        found=found,
        kinds=KINDS,
        alarms=security.ALARMS,
        most_counts=DAY_MOST,
    )
