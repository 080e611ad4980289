"""Commands: what 13 to 17 year-olds are asked."""

import click

from backend.cli.deeds import Deed, world
from backend.services.actors import COMMAND_LINE
from backend.services.young_questions import CHOICES, switch_young_questions


@click.command("young-questions", cls=Deed)
@click.argument("state", type=click.Choice(CHOICES))
@click.option(
    "--sign-off",
    default="",
    metavar='"NAME, DATE"',
    help="Who signed it off as data-protection officer, and when: “Ann Example, 2026-11-20”.",
)
def young_questions_command(state: str, sign_off: str) -> None:
    """Ask 13 to 17 year-olds what they changed (on, on-with-weapon), or do not (off)."""
    switch_young_questions(world(), COMMAND_LINE, state, sign_off)
    click.echo(f"The young people's questions are {state}, and published so.")
