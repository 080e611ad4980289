"""Commands: what an operator does by `flask --app backend …`; each calls one deed."""

from flask import Flask

from backend.cli.auditing import audit_group, grant_command
from backend.cli.examining import doctor_command
from backend.cli.exporting import export_command
from backend.cli.finding import find_command
from backend.cli.fronting import front_command
from backend.cli.importing import import_group
from backend.cli.mapping import map_pack_command
from backend.cli.people import add_administrator_command
from backend.cli.questions import young_questions_command
from backend.cli.releasing import release_command
from backend.cli.restoring import backup_command, held_group, restore_command
from backend.cli.rotating import rotate_command
from backend.cli.running import init_command, load_command, openapi_command, publish_command
from backend.cli.working import jobs_command
from backend.cli.zoning import zones_group


def register(app: Flask) -> None:
    """Add our commands to an application's."""
    for command in (
        *(init_command, publish_command, load_command, openapi_command, front_command),
        *(audit_group, grant_command, jobs_command, add_administrator_command),
        *(import_group, zones_group, find_command, map_pack_command, young_questions_command),
        *(release_command, rotate_command, held_group, backup_command, restore_command),
        *(doctor_command, export_command),
    ):
        app.cli.add_command(command)
