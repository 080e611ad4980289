"""Face: answers that the rules held, for an officer to decide on."""

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as Answer

from backend.console.answer_words import WORDS
from backend.console.paging import page_number
from backend.domain.counting import Where
from backend.domain.reviewing import SHOWN_BY
from backend.domain.staff import OFFICER
from backend.domain.weekly import coarse, in_words
from backend.services.counting.review import DEEDS, Decision, decide_held, queue
from backend.web.forms import Form, PageSchema
from backend.web.guards import actor, guard
from backend.web.pages import page, say
from backend.web.world import world
from shared.problems import Problem
from shared.wire_keys import Choice, Id, OptionalId, Week

blueprint = Blueprint(
    "console_review", __name__, url_prefix="/console/review", template_folder="templates"
)
guard(blueprint, (OFFICER,))


class DecisionSchema(PageSchema):
    """What the button of a part sends: which part, as it was shown, and what is decided."""

    week = Week(required=True)
    zone = OptionalId(load_default="")
    place = OptionalId(load_default="")
    why = Id(required=True)
    part = OptionalId(load_default="")
    mark = Id(required=True)
    deed = Choice(DEEDS, required=True)


@blueprint.get("")
def show_queue() -> Response:
    """Show what waits, grouped by what belongs together."""
    return _queue_page()


@blueprint.post("")
def decide_on_part() -> Answer:
    """Decide on a part of a group, or show the queue again with what stood in the way."""
    form = Form(DecisionSchema())
    counted: list[int] = []
    if form.done(lambda **told: counted.append(decide_held(world(), actor(), _decision(**told)))):
        say(_done(counted[0]))
        return redirect(f"/console/review?page={page_number()}")
    if form.problem is None:
        # Nobody typed this form: what is missing was not shown by us.
        raise Problem("form-invalid")
    return _queue_page(form)


def _decision(**told: str) -> Decision:
    where = Where(told["week"], told["zone"] or None, told["place"] or None)
    return Decision(where, told["why"], told["part"], told["mark"], told["deed"])


def _done(counted: int) -> str:
    if not counted:
        return "Left out. They are in no figure."
    return f"Counted: {in_words(coarse(counted, SHOWN_BY), SHOWN_BY)} answers."


def _queue_page(form: Form | None = None) -> Response:
    status = form.status if form else 200
    form = form or Form(PageSchema())
    return page("console/review.html", status, queue=queue(page_number()), form=form, words=WORDS)
