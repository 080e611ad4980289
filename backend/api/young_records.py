"""Face: taking what 13 to 17 year-olds changed, apart from any answer."""

from typing import Any

from backend.api.blueprints import BODY_REFUSALS, NO_STORE, OpenBlueprint, refuses
from backend.services.young_records import give_young_record
from backend.web.world import world
from shared.wire_messages import FeedbackStoredSchema, YoungRecordSchema
from shared.young_record import YoungRecord

blueprint = OpenBlueprint(
    "young_records",
    __name__,
    url_prefix="/api/v1/young-records",
    description="What 13 to 17 year-olds changed: a month and codes. Off unless switched on.",
)


@blueprint.route("/<record_id>", methods=["PUT"])
@refuses(blueprint, {**BODY_REFUSALS, 409: "Another record with this id is here; it stays."})
@blueprint.arguments(YoungRecordSchema())
@blueprint.response(201, FeedbackStoredSchema, description="The record is stored.")
@blueprint.alt_response(
    200,
    schema=FeedbackStoredSchema,
    description="The same record was stored before.",
    success=True,
)
def put_young_record(
    record: YoungRecord, record_id: str
) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Store one young person's record.

    Taken only while the published questions hold the young people's set. The id is a random UUID
    (version 4) of its own, never that of an answer; send it in another round than answers.
    """
    is_new = give_young_record(record_id, record, world().now())
    return {"id": record_id.lower(), "state": "stored"}, 201 if is_new else 200, NO_STORE
