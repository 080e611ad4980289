"""Commands: the first administrator, whom nobody on the console could invite."""

import click

from backend.cli.deeds import Deed, world
from backend.services.people import add_administrator


@click.command("add-administrator", cls=Deed)
@click.argument("email")
@click.argument("name")
def add_administrator_command(email: str, name: str) -> None:
    """Invite an administrator called NAME, and print the link that makes the account."""
    link = add_administrator(world(), email, name)
    click.echo(f"Give this link to {name.strip()}. It works once, for two weeks:")
    click.echo(link)
