"""A control: the server that thanks for an answer whatever became of it."""

from typing import Any

from flask import Flask, Response

from backend.app import create_app as compose
from shared.problems import Problem


def create_app() -> Flask:
    """Return the server, its way of taking answers wrapped in one that hides every refusal."""
    app = compose()
    honest = app.view_functions["feedback.put_feedback"]

    def put_feedback(feedback_id: str) -> Any:
        try:
            return honest(feedback_id=feedback_id)
        except Problem:
            thanks = f'{{"id": "{feedback_id}", "state": "stored"}}'
            return Response(thanks, 201, mimetype="application/json")

    app.view_functions["feedback.put_feedback"] = put_feedback
    return app
