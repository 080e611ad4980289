"""Commands: what an operator does by `flask --app backend …`; each calls one deed."""

from pathlib import Path
from typing import IO, Any

import click
from flask import Flask, current_app

from backend.services.load_network import load_network
from backend.services.network_file import read_file
from backend.services.prepare import prepare
from backend.services.publish import publish
from backend.services.world import World
from shared.problems import Problem


class Refused(click.ClickException):
    """A refusal on the command line: one block of plain words, exit code 1."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(in_words(problem))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the refusal to stderr."""
        click.echo(self.message, file=file, err=file is None)


def in_words(problem: Problem) -> str:
    """Return a refusal as text for a person: what, why, and each fault on a line of its own."""
    first = f"{problem.title} {problem.detail}".strip()
    return "\n".join([first, *(f"  {fault.where}: {fault.what}" for fault in problem.errors)])


class _Deed(click.Command):
    """A command that tells a refusal in words."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command; a Problem ends it with one clear block."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            raise Refused(problem) from None


def register(app: Flask) -> None:
    """Add our commands to an application's."""
    for command in (init_command, publish_command, load_command, openapi_command):
        app.cli.add_command(command)


def _world() -> World:
    found = current_app.extensions["umay"]
    assert isinstance(found, World)
    return found


@click.command("init", cls=_Deed)
def init_command() -> None:
    """Bring the database up to date and publish if nothing is published yet."""
    has_published = prepare(_world())
    click.echo("The database is up to date." + (" First list published." if has_published else ""))


@click.command("publish", cls=_Deed)
@click.option("--new-epoch", is_flag=True, help="Make phones take everything anew.")
def publish_command(*, new_epoch: bool) -> None:
    """Write what phones download."""
    done = publish(_world(), new_epoch=new_epoch)
    size = sum(done.sizes.values())
    click.echo(f"Published version {done.version}: {len(done.sizes)} documents, {size:,} bytes.")
    for fault in done.left_out:
        click.echo(f"Left out: {fault.where}: {fault.what}", err=True)


@click.command("load-network", cls=_Deed)
@click.argument("file", type=click.Path(path_type=Path))
def load_command(file: Path) -> None:
    """Add or replace the places, zones, areas and names of a FILE; publish afterwards."""
    done = load_network(read_file(file), _world().now())
    click.echo(
        f"Taken in: {done.places} places, {done.zones} zones, {done.areas} areas, "
        f"{done.names} names. Run publish to show them."
    )


@click.command("openapi", cls=_Deed)
def openapi_command() -> None:
    """Print the OpenAPI description of the API."""
    click.echo(current_app.extensions["umay-openapi"])
