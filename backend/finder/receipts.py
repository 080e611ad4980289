"""Face: what became of an answer, by its receipt; the code travels in forms, never in addresses."""

from datetime import date

from flask import Blueprint, Response, request

from backend.finder.feedback_words import said
from backend.services.receipts import ReceiptState, read_receipt, withdraw
from backend.web.residents import open_to_residents, private_page, words
from backend.web.world import world
from shared.ids import normalise_receipt
from shared.problems import Problem

blueprint = Blueprint("finder_receipts", __name__, template_folder="templates")
open_to_residents(blueprint)

MOST_TYPED = 60
ASK, WITHDRAW = "ask", "withdraw"


@blueprint.get("/receipt")
def ask_for_receipt() -> Response:
    """Ask for the code of a receipt."""
    return private_page("finder/receipt.html", typed="", fault="")


@blueprint.post("/receipt")
def follow() -> Response:
    """Show what became of an answer, ask whether to take it back, or take it back."""
    typed, go = request.form.get("code", "").strip()[:MOST_TYPED], request.form.get("go", "")
    try:
        code = _in_groups(normalise_receipt(typed))
        if go == ASK:
            return private_page("finder/receipt_withdraw.html", code=code)
        now = world().now()
        state = withdraw(code, now) if go == WITHDRAW else read_receipt(code, now)
    except Problem as problem:
        if problem.code != "receipt-invalid":
            raise
        fault = words()(problem.title)
        return private_page("finder/receipt.html", 422, typed=typed, fault=fault)
    return _shown(code, state)


def _shown(code: str, state: ReceiptState) -> Response:
    restored = date.fromisoformat(state.restored_on) if state.restored_on else None
    replies = [
        (said(each.said), said(each.did), f"{date.fromisoformat(each.on):%d/%m/%Y}")
        for each in state.replies
    ]
    return private_page(
        "finder/receipt_state.html",
        code=code,
        found=state,
        replies=replies,
        restored_on=f"{restored:%d/%m/%Y}" if restored else "",
    )


def _in_groups(letters: str) -> str:
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
