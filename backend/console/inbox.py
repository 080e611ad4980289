"""Face: the inbox: officers read single answers, in batches opened for a purpose (D10)."""

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, session
from werkzeug.wrappers import Response as Answer

from backend.console.answer_words import WORDS
from backend.domain.inbox import COUNTED_TO, FEWEST_TOGETHER, MOST_A_DAY, PURPOSES, SHOWN_BY
from backend.domain.staff import OFFICER
from backend.services.inbox.handling import Choices, Handled, handle, named_areas
from backend.services.inbox.reading import Batch, batch, open_batch, passed_on, waiting
from backend.services.inbox.reading_on import READING
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, fresh, guard
from backend.web.pages import page, say
from backend.web.world import world
from shared.wire_fields import Text
from shared.wire_keys import Choice

INBOX, BATCH = "/console/inbox", "/console/inbox/batch"
PREFIX = "item-"
"""What the names of a batch's choices begin with, before the key of the item."""
AGAIN = "inbox_purpose"

blueprint = Blueprint(
    "console_inbox", __name__, url_prefix="/console/inbox", template_folder="templates"
)
guard(blueprint, (OFFICER,))


class PurposeSchema(PageSchema):
    """What a batch is opened for."""

    purpose = Choice(PURPOSES, error="Choose what you read them for.", load_default="")
    words = Text(200, least=0, load_default="")


@blueprint.route("", methods=["GET", "POST"])
def show_inbox() -> Answer:
    """Say how much waits, and open a batch for a purpose."""
    form = Form(PurposeSchema())
    if form.done(lambda **told: open_batch(world(), actor(), **told)):
        session[AGAIN] = form.values
        return redirect(BATCH)
    areas, now = request.args.getlist("area")[:20], world().now()
    return page(
        "console/inbox.html",
        form.status,
        form=form,
        purposes=PURPOSES,
        waiting=waiting(actor()),
        counted_to=COUNTED_TO,
        shown_by=SHOWN_BY,
        fewest=FEWEST_TOGETHER,
        is_open=batch(actor(), now) is not None,
        left=READING.left(actor(), now),
        most=MOST_A_DAY,
        at_the_end=READING.at_the_end(actor(), now),
        again=session.get(AGAIN) if "again" in request.args else None,
        areas=named_areas(areas) if areas else (),
    )


@blueprint.post("/reading-on/<int:staff_id>")
@fresh
def allow_reading_on(staff_id: int) -> Answer:
    """Give one's word that another officer may read on today."""
    READING.let_go_on(world(), actor(), staff_id)
    say("Your colleague may read on today.")
    return redirect(INBOX)


@blueprint.get("/batch")
def show_batch() -> Answer:
    """Show the batch that lies open."""
    found = batch(actor(), world().now())
    return _batch_page(found) if found else redirect(INBOX)


@blueprint.post("/batch")
def handle_batch() -> Answer:
    """Take what was made of a batch, all at once."""
    chosen = {
        name.removeprefix(PREFIX): value
        for name, value in request.form.items()
        if name.startswith(PREFIX) and value
    }
    choices = Choices(request.form.get("batch", ""), chosen, "rest" in request.form)
    handled = handle(world(), actor(), choices)
    say(_done(handled))
    asked = [("again", "1"), *(("area", area) for area in handled.areas)]
    return redirect(f"{INBOX}?{urlencode(asked)}")


@blueprint.get("/passed")
def show_passed() -> Response:
    """Show how much was passed to whom, by zone or place and week."""
    return page("console/passed.html", passed=passed_on(actor()), words=WORDS)


def _done(handled: Handled) -> str:
    back = f" {handled.put_back} went back." if handled.put_back else ""
    return f"{handled.number} answer{'' if handled.number == 1 else 's'} handled.{back}"


def _batch_page(found: Batch) -> Response:
    return page("console/batch.html", batch=found, words=WORDS, prefix=PREFIX)
