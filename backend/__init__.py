"""The server: its rooms are entered by naming them; this file lets `flask --app backend` in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """Return the application for Flask's commands; a refused setting ends them with one message.

    Flask is imported only here, so that rules and contract can be used without it.
    """
    from backend.app import create_app as compose
    from backend.cli.deeds import Refused
    from shared.problems import Problem

    try:
        return compose()
    except Problem as problem:
        raise Refused(problem) from None
