"""Commands: releasing the figures of a quarter or year."""

import click

from backend.cli.deeds import Deed, world
from backend.services.actors import COMMAND_LINE
from backend.services.releasing.due import periods_due, released_words


@click.command("release", cls=Deed)
@click.option("--quarter", metavar="2026Q3", help="The quarter to release.")
@click.option("--year", metavar="2026", help="Or the year, for the whole borough alone.")
@click.option("--why", default="", help="What a correction corrects; a release never changes.")
def release_command(quarter: str | None, year: str | None, why: str) -> None:
    """Count, round, audit and store the figures of a quarter or year; or list what is due."""
    if quarter and year:
        raise click.UsageError("Give a quarter or a year, not both.")
    if not (quarter or year):
        due = ", ".join(str(period) for period in periods_due(world()))
        click.echo(f"To be released: {due}" if due else "Nothing is due.")
        return
    # Loaded here: solving the audit's programs needs a library that no other command does.
    from backend.services.releasing.making import make_release

    made = make_release(world(), COMMAND_LINE, quarter or year or "", why)
    click.echo(released_words(made))
