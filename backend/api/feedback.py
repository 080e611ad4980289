"""Face: taking an answer to "how safe do you feel here?"."""

from typing import Any

from backend.api.blueprints import BODY_REFUSALS, NO_STORE, OpenBlueprint, refuses
from backend.services.give import give
from backend.web.world import world
from shared.perception import Feedback
from shared.wire_messages import FeedbackSchema, FeedbackStoredSchema

blueprint = OpenBlueprint(
    "feedback",
    __name__,
    url_prefix="/api/v1/feedback",
    description="How safe people feel: answers without an account, a position or a moment.",
)


@blueprint.route("/<feedback_id>", methods=["PUT"])
@refuses(blueprint, {**BODY_REFUSALS, 409: "Another answer with this id is here; it stays."})
@blueprint.arguments(FeedbackSchema())
@blueprint.response(201, FeedbackStoredSchema, description="The answer is stored.")
@blueprint.alt_response(
    200,
    schema=FeedbackStoredSchema,
    description="The same answer was stored before, or it was withdrawn.",
    success=True,
)
def put_feedback(
    feedback: Feedback, feedback_id: str
) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Store one answer.

    The id is a random UUID (version 4) made by the sender, so that repeating is harmless. Remove
    the answer from your outbox only when this one's id comes back in the body.
    """
    is_new = give(feedback_id, feedback, world().now())
    return {"id": feedback_id.lower(), "state": "stored"}, 201 if is_new else 200, NO_STORE
