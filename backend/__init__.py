"""The server: its rooms are entered by naming them; this file lets `flask --app backend` in."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """Return the application for Flask's commands; a refused setting ends them with one message.

    Flask is imported only here, so that rules and contract can be used without it.
    """
    from backend import logs
    from backend.app import create_app as compose
    from backend.cli.deeds import Refused
    from backend.config import read_config
    from shared.problems import Problem

    try:
        config = read_config(os.environ)
        logs.set_up(logs.COMMAND, is_production=config.is_production)
        return compose(config)
    except Problem as problem:
        raise Refused(problem) from None
