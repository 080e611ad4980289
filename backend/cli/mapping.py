"""Commands: the map that phones may download."""

from pathlib import Path

import click

from backend.cli.deeds import Deed, world
from backend.services.map_pack import give_map, take_map_back


@click.command("map-pack", cls=Deed)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help="Offer no map any more.")
def map_pack_command(file: Path | None, *, remove: bool) -> None:
    """Publish FILE, a raster MBTiles, as the map that phones may download."""
    if remove == (file is not None):
        raise click.UsageError("Give the FILE of a map, or --remove.")
    if file is None:
        take_map_back(world())
        click.echo("No map is offered any more. Phones keep the one they hold.")
        return
    given = give_map(world(), file)
    facts = given.facts
    click.echo(
        f"Published: {given.name}, {given.size / 1e6:.1f} MB, zooms {facts.min_zoom} to "
        f"{facts.max_zoom}.\nPhones show with it: {facts.attribution}"
    )
