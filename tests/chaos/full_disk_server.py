"""The server on a disk that becomes full while answers arrive; prints what it saw."""

import http.client
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.backend.cast import an_answer, an_id
from tests.chaos.service import Service
from tests.chaos.small_disk import fill, make_room
from tests.support.serving import Server, ask

HONEST, SWALLOWING = "honest", "swallowing"
APPLICATIONS = {
    HONEST: "backend.app:create_app()",
    SWALLOWING: "tests.chaos.swallowing_server:create_app()",
}
RESERVE_BYTES = 256 * 1024
MOST_ANSWERS = 200
TRIES_WHEN_FULL = 5


class Trial:
    """One server on one small disk."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self._folder = folder
        self._migrated = migrated
        self._file = folder / "umay.sqlite3"
        self.service = Service(f"sqlite:///{self._file}", folder / "data")
        self.confirmed: list[str] = []
        self.refused: list[str] = []

    def run(self, variant: str) -> dict[str, Any]:
        """Fill the disk, send answers, make room, send again; return what was seen."""
        self._open()
        fill(self._folder, RESERVE_BYTES)
        with (
            Server(self.service.settings, APPLICATIONS[variant], workers=1) as server,
            closing(server.connect()) as connection,
        ):
            told = self._send_until_refused(connection)
            told["stored"] = len(self.service.rows())
            told["confirmed"] = len(self.confirmed)
            told["integrity"] = self._integrity()
            told["list"] = ask(connection, "GET", "/published/manifest.json")[0]
            make_room(self._folder)
            told["again"] = [self._put(connection, item_id)[0] for item_id in self.refused]
        stored = {row.id for row in self.service.rows()}
        told["missing"] = len({*self.confirmed, *self.refused} - stored)
        return told

    def _open(self) -> None:
        shutil.copy(self._migrated, self._file)
        self.service.open()

    def _send_until_refused(self, connection: http.client.HTTPConnection) -> dict[str, Any]:
        answers: list[tuple[int, str, str]] = []
        while len(answers) < TRIES_WHEN_FULL and len(self.confirmed) < MOST_ANSWERS:
            item_id = an_id()
            status, media_type, code = self._put(connection, item_id)
            if status == http.HTTPStatus.CREATED:
                self.confirmed.append(item_id)
            else:
                self.refused.append(item_id)
                answers.append((status, media_type, code))
        return {"refusals": answers}

    def _put(self, connection: http.client.HTTPConnection, item_id: str) -> tuple[int, str, str]:
        path = f"/api/v1/feedback/{item_id}"
        answer = an_answer(receipt_hash=item_id.replace("-", "") * 2)
        status, headers, body = ask(connection, "PUT", path, answer)
        return status, headers["Content-Type"], body.get("type", "")

    def _integrity(self) -> str:
        with closing(sqlite3.connect(self._file)) as connection:
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


if __name__ == "__main__":
    json.dump(Trial(Path(sys.argv[1]), Path(sys.argv[3])).run(sys.argv[2]), sys.stdout)
