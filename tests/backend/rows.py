"""Looking into a database past all of our own code."""

from typing import Any

from flask import Flask
from sqlalchemy import text

from backend.storage.database import db


def rows(app: Flask, statement: str) -> list[tuple[Any, ...]]:
    """Return what a statement finds."""
    with app.app_context(), db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def count(app: Flask, table: str) -> int:
    """Return the number of rows of a table."""
    return int(rows(app, f"SELECT count(*) FROM {table}")[0][0])
