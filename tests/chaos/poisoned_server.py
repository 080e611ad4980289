"""The server with a defect: it falls over on one answer, and takes every other."""

from typing import Any

from flask import Flask, request

from tests.chaos.answers import POISON
from tests.chaos.jumping_server import create_app as compose


def create_app() -> Flask:
    """Return the server, its way of taking answers broken for the poisoned one."""
    app = compose()
    sound = app.view_functions["feedback.put_feedback"]

    def put_feedback(feedback_id: str) -> Any:
        if request.get_json()["receipt_hash"] == POISON:
            raise RuntimeError("a defect")
        return sound(feedback_id=feedback_id)

    app.view_functions["feedback.put_feedback"] = put_feedback
    return app
