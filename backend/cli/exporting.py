"""Commands: taking lists away as files, which `import` takes in again."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backend.cli.deeds import Deed, world
from backend.services.actors import COMMAND_LINE

if TYPE_CHECKING:
    from backend.services.exporting.export import File

LISTS = ("places", "candidates", "drafts", "points")
_OWNER_ALONE = 0o600


@click.command("export", cls=Deed)
@click.argument("what", type=click.Choice(LISTS))
@click.option("--to", "path", required=True, type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--with-guardians",
    is_flag=True,
    help="Places with their guardians' names and mail addresses; this is written down.",
)
def export_command(what: str, path: Path, *, with_guardians: bool) -> None:
    """Write a list to a FILE that ends in .csv or .xlsx; drafts are candidates that wait."""
    from backend.services.exporting.formats import FORMS

    form = path.suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise click.UsageError(
            f"Name a file that ends in {' or '.join(f'.{one}' for one in FORMS)}."
        )
    if with_guardians and what != LISTS[0]:
        raise click.UsageError("Only places have guardians.")
    if path.exists():
        raise click.ClickException(f"{path} is there already. Name another file.")
    if not path.parent.is_dir():
        raise click.ClickException(f"There is no folder {path.parent}.")
    file = _made(what, form, with_guardians=with_guardians)
    _write(path, file.content)
    click.echo(f"Written: {path.name}: {file.number:,} rows.")


def _made(what: str, form: str, *, with_guardians: bool) -> "File":
    from backend.services.candidates import ALL_THERE_ARE, STILL_WAITING
    from backend.services.exporting.export import (
        export_candidates,
        export_places,
        export_points,
    )

    lists: dict[str, Callable[[], File]] = {
        "places": lambda: export_places(world(), COMMAND_LINE, form, with_guardians=with_guardians),
        "candidates": lambda: export_candidates(world(), COMMAND_LINE, form, ALL_THERE_ARE),
        "drafts": lambda: export_candidates(world(), COMMAND_LINE, form, STILL_WAITING),
        "points": lambda: export_points(world(), COMMAND_LINE, form),
    }
    return lists[what]()


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, and that was not there."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ALONE)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
