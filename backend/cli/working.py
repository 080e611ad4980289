"""Commands: the process that does what happens by itself."""

import os
from typing import Any

import click
from flask import current_app

from backend.cli.deeds import Deed

JOBS = "umay-jobs"
"""Where the application keeps what runs the jobs."""


@click.command("jobs", cls=Deed)
@click.option("--with-parent", is_flag=True, help="End when the process that started this is gone.")
def jobs_command(*, with_parent: bool) -> None:
    """Publish, send mail and forget by itself, until it is stopped."""
    # Asked first: a parent that ends from now on is noticed.
    parent = os.getppid() if with_parent else None
    run: Any = current_app.extensions[JOBS]
    run(parent)
