"""The demonstration's server: the real one, embedded, in a folder of its own."""

import json
import os
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demo.network import example_network
from demo.wards import example_wards
from shared.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 90
STOP_WITHIN_S = 15
NEIGHBOURS = "UMay Westbury https://umay.westbury.example; Safe in Eastham https://eastham.example"
"""Invented services, for whoever looks from outside the borough."""


@dataclass(frozen=True)
class DemoServer:
    """A server in a folder on a loopback port; `clock` bends its time for pictures."""

    folder: Path
    port: int
    clock: datetime | None = None
    workers: int = 2

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def published(self) -> Path:
        """The folder of published documents, which also serves as the phone's first pack."""
        return self.folder / "data" / "published"

    def prepare(self, now: datetime, *, with_wards: bool = False) -> None:
        """Make the database, take in the example network, publish; raises Problem with why not."""
        held = example_network(now)
        if with_wards:
            held["areas"] += example_wards()
        network = self.folder / "network.json"
        network.write_text(json.dumps(held), encoding="utf-8")
        load = shlex.join(["load-network", str(network)])
        self._run(["demo.commands", "init", load, "publish"])

    def make_example(self, now: datetime) -> None:
        """Make all that the demonstration shows: network, map, people, two years of answers."""
        drawn = self.folder / "example.mbtiles"
        # The map takes a processor for as long as the database takes another.
        with self._begin(["demo.map_pack", str(drawn)]) as drawing:
            self.prepare(now, with_wards=True)
        if drawing.returncode:
            raise Problem("network-invalid", f"the map could not be drawn: {drawn}")
        self._run(["demo.commands", shlex.join(["map-pack", str(drawn)])])
        self.people()
        self.perception()

    def people(self) -> None:
        """Make one sign-in per role, and venues in every state, offered and vetted as in life."""
        self._people.write_text(self._run(["demo.staff"]), encoding="utf-8")

    def perception(self) -> None:
        """Make two years of invented answers, what was done about them, and their releases."""
        self._run(["demo.perception"])

    def sign_ins(self) -> list[dict[str, str]]:
        """Return role, email, password and key of the code app of everybody who can sign in."""
        told: list[dict[str, str]] = json.loads(self._people.read_text(encoding="utf-8"))
        return told

    @property
    def _people(self) -> Path:
        return self.folder / "people.json"

    def start(self, *, has_jobs: bool = True) -> "Running":
        """Start it and return once it is ready; raises Problem when it does not come up.

        Jobs send mails and release figures beside it; pictures want neither.
        """
        gunicorn = ["gunicorn", "-c", "backend/gunicorn.conf.py"]
        address = ["--bind", f"127.0.0.1:{self.port}", "backend.app:create_app()"]
        server = self._begin([*gunicorn, *address])
        jobs = ["flask", "--app", "backend", "jobs", "--with-parent"]
        running = Running((server, self._begin(jobs)) if has_jobs else (server,))
        try:
            if not self._is_ready(server):
                taken = f"no answer at {self.url} (is the port taken?)"
                raise Problem("service-unavailable", taken)
        except BaseException:
            # Told to end meanwhile, too: nobody else knows of these processes yet.
            stop(running)
            raise
        return running

    def _begin(self, words: list[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=self._environment(),
            stderr=subprocess.DEVNULL,
        )

    def _is_ready(self, process: "subprocess.Popen[bytes]") -> bool:
        for _ in range(READY_WITHIN_S * 10):
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):  # noqa: S310 - own
                    return True
            except (urllib.error.URLError, OSError):
                try:
                    process.wait(0.1)
                    return False
                except subprocess.TimeoutExpired:
                    continue
        return False

    def _run(self, words: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Problem("network-invalid", f"{' '.join(words)}: {done.stderr.strip()}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        own = {
            "UMAY_DATA_DIR": str(self.folder / "data"),
            "UMAY_BASE_URL": self.url,
            "UMAY_NEIGHBOURS": NEIGHBOURS,
            "WEB_CONCURRENCY": str(self.workers),
        }
        if self.clock:
            own["UMAY_CLOCK"] = self.clock.isoformat()
        kept = {name: told for name, told in os.environ.items() if not name.startswith("UMAY_")}
        return kept | own


@dataclass(frozen=True)
class Running:
    """A server that runs, and the jobs beside it if it has any."""

    processes: tuple["subprocess.Popen[bytes]", ...]

    @property
    def server(self) -> "subprocess.Popen[bytes]":
        """The server itself."""
        return self.processes[0]


def stop(running: Running) -> None:
    """End server and jobs in good order."""
    for process in running.processes:
        process.terminate()
    for process in running.processes:
        process.wait(STOP_WITHIN_S)
