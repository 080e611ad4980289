"""Face: the audit chain as administrators read it."""

from flask import Blueprint, Response, request

from backend.console.paging import page_number
from backend.domain.staff import ADMINISTRATOR
from backend.services.overview.audit_page import AuditWanted, audit_page
from backend.web.guards import guard
from backend.web.pages import page

blueprint = Blueprint("console_audit", __name__, url_prefix="/console", template_folder="templates")
guard(blueprint, (ADMINISTRATOR,))


@blueprint.get("/audit")
def show_audit() -> Response:
    """Show what staff did, newest first, and whether it stands as it was written."""
    asked = request.args
    wanted = AuditWanted(
        actor=asked.get("actor", "").strip()[:60],
        about=asked.get("about", "").strip()[:80],
        page=page_number(),
    )
    return page("console/audit.html", found=audit_page(wanted), wanted=wanted)
