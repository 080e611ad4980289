"""Face: taking whether a place helped somebody."""

from typing import Any

from backend.api.blueprints import BODY_REFUSALS, NO_STORE, OpenBlueprint, refuses
from backend.services.help_answers import give_help_answer
from backend.web.world import world
from shared.help_answer import HelpAnswer
from shared.wire_messages import FeedbackStoredSchema, HelpAnswerSchema

blueprint = OpenBlueprint(
    "help_answers",
    __name__,
    url_prefix="/api/v1/help-answers",
    description="Whether a safe place helped: a place, a week, one of three answers, why not.",
)


@blueprint.route("/<answer_id>", methods=["PUT"])
@refuses(blueprint, {**BODY_REFUSALS, 409: "Another answer with this id is here; it stays."})
@blueprint.arguments(HelpAnswerSchema())
@blueprint.response(201, FeedbackStoredSchema, description="The answer is stored.")
@blueprint.alt_response(
    200,
    schema=FeedbackStoredSchema,
    description="The same answer was stored before.",
    success=True,
)
def put_help_answer(
    answer: HelpAnswer, answer_id: str
) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Store whether a place helped.

    The id is a random UUID (version 4) of its own; send it in another round than other answers.
    """
    is_new = give_help_answer(answer_id, answer, world().now())
    return {"id": answer_id.lower(), "state": "stored"}, 201 if is_new else 200, NO_STORE
