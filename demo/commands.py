"""The demonstration's commands of the server, one after the other in one process: it starts once.

`python -m demo.commands "init" "load-network FILE" "publish"`, with the settings of the server.
"""

import shlex
import sys
from collections.abc import Sequence

import click
from flask.cli import ScriptInfo

from backend.app import create_app


def main(commands: Sequence[str]) -> int:
    """Run each as `flask --app backend` would; a refusal is one clear line, and ends them."""
    app = create_app()
    info = ScriptInfo(create_app=lambda: app)
    try:
        for words in commands:
            with app.app_context():
                app.cli.main(shlex.split(words), "flask", standalone_mode=False, obj=info)
    except click.ClickException as refusal:
        refusal.show()
        return refusal.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
