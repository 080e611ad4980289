"""Records what a version leaves behind: `python -m tests.upgrades.record`, once for each release.

It writes `recorded/VERSION/` anew for the version of shared/version.py: every row of an invented
borough, and what a phone of this version asks. Commit it with the release, and never change it
afterwards.
"""

import json
import sys
import tempfile
from pathlib import Path

from backend.app import create_app
from backend.config import read_config
from backend.storage.database import db
from backend.storage.revisions import newest
from backend.storage.schema import upgrade_to_newest
from shared.version import VERSION
from tests.conftest import NOW
from tests.upgrades.borough import settle
from tests.upgrades.client import plain
from tests.upgrades.recorded import FOLDER, REQUESTS, Recorded, rows_of, write_down


def main() -> int:
    """Write the recorded set of this version."""
    with tempfile.TemporaryDirectory(prefix="umay-record-") as folder:
        app = create_app(read_config({"UMAY_DATA_DIR": folder}), now=lambda: NOW)
        with app.app_context():
            upgrade_to_newest()
        noted = settle(app)
        with app.app_context():
            with db.engine.connect() as connection:
                write_down(Recorded(VERSION, newest(), rows_of(connection)))
            db.engine.dispose()
    text = json.dumps(plain(noted), indent=1, sort_keys=True, ensure_ascii=False)
    Path(FOLDER, VERSION, REQUESTS).write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.write(f"Recorded {VERSION} at {newest()}, and {len(noted)} requests.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
