"""Measurements: the least a Flask server can do, which ours is held against.

`create_empty` answers nothing at all; `create_feedback` stores an answer as it comes.
"""

import json
import os
from queue import Empty, LifoQueue
from typing import Any

import psycopg
from flask import Flask, request

COLUMNS = (
    "id",
    "content_hash",
    "zone_id",
    "week",
    "daypart",
    "level",
    "factors",
    "happened",
    "reported",
    "why_not",
    "age_band",
    "gender",
    "setting",
    "questions",
    "questions_version",
    "receipt_hash",
)
INSERT = (
    f"INSERT INTO feedback ({', '.join(COLUMNS)}) "  # noqa: S608 - names written above
    f"VALUES ({', '.join(f'%({name})s' for name in COLUMNS)})"
)


def create_empty() -> Flask:
    """Return an application with one route that answers with an empty body."""
    app = Flask("bare")

    @app.get("/")
    def nothing() -> str:
        return ""

    return app


def create_feedback() -> Flask:
    """Return an application that inserts and commits what it is given, with no check whatever."""
    app = Flask("bare")
    pool = Pool(os.environ["UMAY_DATABASE_URL"].replace("+psycopg", ""))

    @app.put("/api/v1/feedback/<feedback_id>")
    def put(feedback_id: str) -> tuple[dict[str, str], int]:
        body = json.loads(request.get_data())
        values = {**body, "id": feedback_id, "content_hash": "0" * 64, "zone_id": body["zone"]}
        values["factors"] = json.dumps(body["factors"])
        pool.execute(values)
        return {"id": feedback_id, "state": "stored"}, 201

    return app


class Pool:
    """Connections that are kept open; each insert takes one, commits and puts it back."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._free: LifoQueue[psycopg.Connection[Any]] = LifoQueue()

    def execute(self, values: dict[str, Any]) -> None:
        """Insert one row and commit."""
        try:
            connection = self._free.get_nowait()
        except Empty:
            connection = psycopg.connect(self._url)
        connection.execute(INSERT, values)
        connection.commit()
        self._free.put(connection)
