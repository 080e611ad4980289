"""Commands: making a machine ready, publishing, loading a network file, describing the API."""

from pathlib import Path

import click
from flask import current_app

from backend.cli.deeds import Deed, world
from backend.services.load_network import load_network
from backend.services.network_file import read_file
from backend.services.prepare import prepare
from backend.services.publish import publish


@click.command("init", cls=Deed)
def init_command() -> None:
    """Bring the database up to date and publish if nothing is published yet."""
    done = prepare(world(), lambda words: click.echo(words, err=True))
    click.echo(
        "The database is up to date."
        + (" First list published." if done.has_published else "")
        + (" The service is held on restored records: see `held`." if done.is_held else "")
    )


@click.command("publish", cls=Deed)
@click.option("--new-epoch", is_flag=True, help="Make phones take everything anew.")
def publish_command(*, new_epoch: bool) -> None:
    """Write what phones download."""
    done = publish(world(), new_epoch=new_epoch)
    size = sum(done.sizes.values())
    click.echo(f"Published version {done.version}: {len(done.sizes)} documents, {size:,} bytes.")
    for fault in done.left_out:
        click.echo(f"Left out: {fault.where}: {fault.what}", err=True)
    if done.too_large:
        click.echo(f"Phones refuse this, since it is too large: {done.too_large}", err=True)


@click.command("load-network", cls=Deed)
@click.argument("file", type=click.Path(path_type=Path))
def load_command(file: Path) -> None:
    """Add or replace what a network FILE holds; publish afterwards."""
    done = load_network(read_file(file), world().now())
    click.echo(
        f"Taken in: {done.places} places, {done.zones} zones, {done.areas} areas, "
        f"{done.names} names, {done.points} points of help. Run publish to show them."
    )


@click.command("openapi", cls=Deed)
def openapi_command() -> None:
    """Print the OpenAPI description of the API."""
    click.echo(current_app.extensions["umay-openapi"])
