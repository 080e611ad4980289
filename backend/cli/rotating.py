"""Commands: putting code apps under the current secret key, and what still hangs on another."""

import click
from flask import current_app

from backend.cli.deeds import Deed, world
from backend.services.actors import COMMAND_LINE
from backend.services.rotating import Rotated, rotate
from shared.clock import local


@click.command("rotate", cls=Deed)
@click.pass_context
def rotate_command(context: click.Context) -> None:
    """Put code apps under the current secret key, and say when older ones may go.

    Exit code 1 where a code app hangs on a key that is not listed.
    """
    done = rotate(world(), COMMAND_LINE, current_app.config["SECURITY_TOTP_SECRETS"])
    click.echo(f"{_apps(done.anew)} encrypted anew, of {done.code_apps}.")
    if done.lost:
        click.echo(
            f"{_apps(done.lost)} encrypted under a key that is not listed. Add that key to "
            "UMAY_SECRET_KEY_OLD and run this again. Without it their owners sign in by a recovery "
            "code or a passkey and set up the app anew.",
            err=True,
        )
        context.exit(1)
    if current_app.config["SECRET_KEY_FALLBACKS"]:
        click.echo(_until(done))


def _apps(count: int) -> str:
    return "1 code app is" if count == 1 else f"{count} code apps are"


def _until(done: Rotated) -> str:
    return (
        "Nothing in the database hangs on an older key any more. Forms, cookies and links for a "
        f"new password do until {local(done.ends_at):%-d %B %Y, %H:%M}, if every process was "
        "started with the current key before now. After that remove UMAY_SECRET_KEY_OLD and start "
        "them again. Keep the older keys for as long as backups from before now."
    )
