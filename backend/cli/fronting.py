"""Commands: what nginx hands out by itself, laid out in a folder."""

import shutil
from pathlib import Path
from typing import Any

import click
from flask import current_app

from backend.cli.deeds import Deed
from backend.services.published_folder import refusing_unwritable

FRONT = "umay-front"
"""Where the application keeps what yields these files."""


@click.command("front", cls=Deed)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def front_command(folder: Path) -> None:
    """Lay out what nginx hands out by itself: styles, scripts, fonts, pages without a list.

    FOLDER is made anew but for assets of earlier versions, which pages that are open still load.
    """
    files: Any = current_app.extensions[FRONT]
    with refusing_unwritable(folder):
        shutil.rmtree(folder / "away", ignore_errors=True)
        for name, content in files():
            path = folder / name.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    click.echo(f"Laid out in {folder}.")
