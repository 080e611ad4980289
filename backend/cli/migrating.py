"""Commands: Flask-Migrate's own, for developers, loaded when the first of them is asked for."""

from pathlib import Path

import click
from flask.cli import AppGroup, ScriptInfo
from flask_sqlalchemy import SQLAlchemy


class Migrations(AppGroup):
    """`flask --app backend db ...`, without Alembic in every other command and every server."""

    def __init__(self, database: SQLAlchemy, folder: Path) -> None:
        super().__init__("db", help="Migrations, for developers (Flask-Migrate).")
        self._database = database
        self._folder = folder

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of Flask-Migrate's commands."""
        return self._real(ctx).list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of Flask-Migrate's commands."""
        return self._real(ctx).get_command(ctx, cmd_name)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the options of Flask-Migrate's group."""
        return self._real(ctx).get_params(ctx)

    def invoke(self, ctx: click.Context) -> object:
        """Do first what Flask-Migrate's group does, then its command."""
        self.callback = self._real(ctx).callback
        return super().invoke(ctx)

    def _real(self, ctx: click.Context) -> click.Group:
        from flask_migrate import Migrate
        from flask_migrate.cli import db as commands

        app = ctx.ensure_object(ScriptInfo).load_app()
        if "migrate" not in app.extensions:
            Migrate(app, self._database, directory=str(self._folder))
        group: click.Group = commands
        return group
