"""Commands: building the zones from the files that were taken in."""

from pathlib import Path

import click

from backend.cli.deeds import Deed
from backend.cli.watching import counting_down

_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would change.")


@click.group("zones")
def zones_group() -> None:
    """Build and look at the zones, the smallest areas an answer may name."""


@zones_group.command("build", cls=Deed)
@click.option("--least", default=3, help="The least postcodes in a zone that has any (3).")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the result (SVG) here.")
@_dry_run
def zones_command(least: int, picture: Path | None, *, dry_run: bool) -> None:
    """Build the zones from outline, postcodes and names."""
    from backend.services.zoning.build import build_zones

    with counting_down("zones") as tell:
        built = build_zones(least, is_dry_run=dry_run, tell=tell)
    open_ground = built.zones - built.inhabited
    click.echo(
        f"{built.zones:,} zones: {built.inhabited:,} with at least {built.fewest} postcodes each, "
        f"{open_ground:,} with none."
    )
    if built.unreached:
        click.echo(f"{built.unreached:,} postcodes lie too far from any zone.", err=True)
    if dry_run:
        click.echo("They would be new." if built.is_new else "Nothing would change.")
    elif built.is_new:
        click.echo(f"Version {built.version}; {built.retired:,} older zones can only be read.")
        click.echo("Run publish to show them.")
    else:
        click.echo(f"Nothing changed: version {built.version} stays.")
    if picture:
        _write_picture(picture)


def _write_picture(picture: Path) -> None:
    from backend.services.zoning.picture import draw_zones

    if picture.suffix != ".svg":
        raise click.ClickException(f"{picture}: the picture is an SVG. Name it {picture.stem}.svg.")
    try:
        picture.write_text(draw_zones(), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{picture} cannot be written: {error.strerror}.") from error
    click.echo(f"Drawn: {picture}")
