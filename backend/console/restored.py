"""Face: after records came from a backup: looking at the places, and releasing the service."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer

from backend.domain.staff import ADMINISTRATOR, OFFICER
from backend.services.restoring.releasing import give_word, look, restored
from backend.web.guards import actor, fresh, guard
from backend.web.pages import page, say
from backend.web.world import world

WHYS = {
    "restored": "Its records came from a backup.",
    "behind": "What was published last is not in its records: they came from a backup.",
    "alone": "What was published last is gone from this server.",
    "promoted": "Another server of the database took over, which lacks what was published last.",
    "asked": "Whoever runs the service asked for it.",
}
"""Why it is held, in words."""

blueprint = Blueprint(
    "console_restored", __name__, url_prefix="/console/restored", template_folder="templates"
)
guard(blueprint, (OFFICER, ADMINISTRATOR))


@blueprint.get("")
def show_restored() -> Answer:
    """Show what is to be done before the service goes on, and which places wait for a look."""
    return page("console/restored.html", told=restored(), whys=WHYS)


@blueprint.post("/look")
@fresh
def look_at() -> Answer:
    """Say that some places are as they should be, or all that were on the page."""
    which = "listed" if "all" in request.form else "place"
    count = look(world(), actor(), request.form.getlist(which))
    places = "One place waits" if count == 1 else f"{count} places wait"
    say(f"{places} for a look no longer.")
    return redirect("/console/restored")


@blueprint.post("/release")
@fresh
def release() -> Answer:
    """Say that the service may go on."""
    is_over = give_word(world(), actor())
    waits = "Your word is noted. It goes on once another administrator, who was written to, agrees."
    say("Released. The list is published within a minute." if is_over else waits)
    return redirect("/console/restored")
