"""Commands: saying of a running set-up what is well, what is wrong, and what could not be seen."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import click
from flask import current_app

from backend.cli.deeds import Deed
from backend.services.examining.examine import examine, in_lines, is_wrong
from backend.services.examining.findings import OK, WRONG, SetUp

SET_UP = "umay-set-up"
"""Where the application keeps what tells of its set-up."""


@click.command("doctor", cls=Deed)
@click.option("--json", "is_json", is_flag=True, help="Print JSON, for machines.")
@click.option(
    "--nginx",
    type=click.Path(path_type=Path),
    help="nginx's main file, or what `nginx -T` wrote; /etc/nginx/nginx.conf without it.",
)
@click.pass_context
def doctor_command(context: click.Context, *, is_json: bool, nginx: Path | None) -> None:
    """Look whether everything is well: changes nothing, sends no mail, prints no secret.

    Exit code 1 where something is wrong.
    """
    told: Callable[[], SetUp] = current_app.extensions[SET_UP]
    set_up = told()
    found = examine(replace(set_up, nginx=nginx) if nginx else set_up)
    is_bad = is_wrong(found)
    if is_json:
        listed = [asdict(each) for each in found]
        click.echo(json.dumps({"state": WRONG if is_bad else OK, "findings": listed}, indent=1))
    else:
        click.echo("\n".join(in_lines(found)))
    context.exit(int(is_bad))
