"""Face: following up and withdrawing an anonymous answer by its receipt."""

from backend.api.blueprints import BODY_REFUSALS, NO_STORE, OpenBlueprint, refuses
from backend.services.receipts import ReceiptState, read_receipt, withdraw
from backend.web.world import world
from shared.wire_messages import ReceiptSchema, ReceiptStateSchema

blueprint = OpenBlueprint(
    "receipts",
    __name__,
    url_prefix="/api/v1/receipts",
    description="What became of an answer. The code travels in the body, never in an address.",
)


@blueprint.route("/read", methods=["POST"])
@refuses(blueprint, BODY_REFUSALS)
@blueprint.arguments(ReceiptSchema())
@blueprint.response(200, ReceiptStateSchema, description="What became of the answer.")
def read_one(receipt: dict[str, str]) -> tuple[ReceiptState, int, dict[str, str]]:
    """Say what became of an answer.

    `not_arrived` is an answer too: the phone may still have to send it.
    """
    return read_receipt(receipt["code"], world().now()), 200, NO_STORE


@blueprint.route("/withdraw", methods=["POST"])
@refuses(blueprint, BODY_REFUSALS)
@blueprint.arguments(ReceiptSchema())
@blueprint.response(200, ReceiptStateSchema, description="The answer is withdrawn.")
def withdraw_one(receipt: dict[str, str]) -> tuple[ReceiptState, int, dict[str, str]]:
    """Withdraw an answer.

    It is deleted, and does not come back if it arrives again or for the first time. Doing this
    twice changes nothing.
    """
    return withdraw(receipt["code"], world().now()), 200, NO_STORE
