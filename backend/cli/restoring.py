"""Commands: holding the service on restored records, taking over what came since, releasing it."""

from datetime import datetime
from pathlib import Path

import click

from backend.cli.deeds import Deed, world
from backend.services.actors import COMMAND_LINE
from backend.services.restoring.copying import back_up, restore
from backend.services.restoring.holding import hold_by_hand
from backend.services.restoring.releasing import release_alone, restored
from backend.services.restoring.replaying import replay
from shared.clock import parse_moment


@click.group("held", invoke_without_command=True)
@click.pass_context
def held_group(context: click.Context) -> None:
    """Whether the service is held on restored records, and what is still to be done."""
    if context.invoked_subcommand is None:
        click.echo(_state())


@held_group.command("begin", cls=Deed)
@click.option("--restored", "is_restored", is_flag=True, help="Its database came from a backup.")
@click.option("--known-until", help="The last moment known, such as 2026-11-29T02:00:00Z.")
def begin_command(*, is_restored: bool, known_until: str | None) -> None:
    """Hold the service: nothing is published until people have looked through the records."""
    begun = hold_by_hand(world(), _moment(known_until), is_restored=is_restored)
    click.echo(
        f"Held. The records tell of nothing after {begun.known_until:%Y-%m-%d %H:%M:%S} UTC."
    )
    click.echo(_state())


@held_group.command("replay", cls=Deed)
@click.argument("url")
def replay_command(url: str) -> None:
    """Take over from the later copy at URL what going back must not undo."""
    done = replay(world(), COMMAND_LINE, url)
    click.echo(
        f"Taken over: {done.added:,} records of residents added, {done.taken_back:,} answers taken "
        f"back again, {done.hidden:,} places hidden, {done.accounts:,} accounts brought up to "
        f"date, {done.rights:,} rights taken away."
    )
    click.echo(
        "The copy holds all that was published last."
        if done.is_whole
        else "Nobody can show that the copy holds all that was done: every place waits for a look."
    )
    click.echo(_state())


@held_group.command("end", cls=Deed)
def end_command() -> None:
    """Release the service where no administrator is set up who could."""
    release_alone(world(), COMMAND_LINE)
    click.echo(_state())


@click.command("backup", cls=Deed)
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Copy the records of an embedded service (SQLite) into FILE while it runs."""
    size = back_up(world(), file)
    click.echo(f"{file}: {size / 1e6:,.1f} MB. Keep the secret key somewhere else.")


@click.command("restore", cls=Deed)
@click.argument("file", type=click.Path(path_type=Path))
def restore_command(file: Path) -> None:
    """Put the copy FILE in the place of an embedded service's records (SQLite), and hold it."""
    begun = restore(world(), file)
    click.echo(f"Restored. The records tell of nothing after {begun.known_until:%F %T} UTC.")
    click.echo(_state())


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return parse_moment(text)
    except ValueError:
        raise click.UsageError("A moment looks like 2026-11-29T02:00:00Z.") from None


def _state() -> str:
    told = restored()
    looks = f"{len(told.places):,} places wait for an officer's look and are hidden until then."
    if told.held is None:
        return f"The service is not held. {looks}" if told.places else "The service is not held."
    words = f" Said so already: {', '.join(told.words)}." if told.words else ""
    return (
        f"The service is held since {told.held.at:%Y-%m-%d %H:%M} UTC ({told.held.why}). {looks} "
        f"An administrator releases it at /console/restored.{words}"
    )
