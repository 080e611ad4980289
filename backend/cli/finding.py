"""Commands: to look up a name or a postcode as residents do."""

import click

from backend.cli.deeds import Deed, world
from backend.services.find import find
from shared.matches import Found, Match


@click.command("find", cls=Deed)
@click.argument("words", nargs=-1, required=True)
@click.pass_context
def find_command(context: click.Context, words: tuple[str, ...]) -> None:
    """Find WORDS in what is published: a town, landmark, postcode or place."""
    typed = " ".join(words)
    found = find(world(), typed)
    for match in found.matches:
        click.echo(_line(match))
    if not found.matches:
        click.echo(_none(typed, found), err=True)
        context.exit(1)


def _line(match: Match) -> str:
    where = f"{match.at.lat:.5f},{match.at.lon:.5f}"
    kind = f"{match.kind} in {match.town}" if match.town else match.kind
    note = f", {match.stands_for} itself is not known" if match.stands_for else ""
    return f"{match.label} ({kind}{note})  {where}"


def _none(typed: str, found: Found) -> str:
    if found.postcode:
        return f"{found.postcode} is not a postcode of this borough."
    return f"Nothing fits {typed!r}. Try a town, a landmark, a place or a postcode."
