"""Measurements of the server: the manifest that has not changed, and an answer that is stored."""

import json
import tempfile
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from bench.load import Load, seconds
from bench.published import backend_deed, publish_example
from bench.rounds import take_turns
from bench.serving import cpu_s, entity_tag
from bench.table import Goal, Row
from shared.clock import week_of
from tests.support.postgres import PostgresCluster
from tests.support.serving import Server

OURS, BARE = "backend.app:create_app()", "bench.bare:create_{}()"
MANIFEST = "/published/manifest.json"


@dataclass(frozen=True)
class ServerSizes:
    """How often and how much; the defaults are what the goals are set for."""

    rounds: int = 7
    manifests: int = 3_000
    answers: int = 1_000
    connections: int = 4


@dataclass
class Subject:
    """One server under load: how to make a load for it, and what its processes are."""

    load: Callable[[], Load]
    pids: tuple[int, ...]
    cpu_ms: list[float] = field(default_factory=list)
    """Processor time of one request, from each round."""

    def rate(self) -> float:
        """Return the requests answered in a second, in one round."""
        load = self.load()
        before = sum(map(cpu_s, self.pids))
        elapsed = seconds(load)
        used = sum(map(cpu_s, self.pids)) - before
        self.cpu_ms.append(1000 * used / len(load.requests))
        return len(load.requests) / elapsed


def run(sizes: ServerSizes | None = None) -> list[Row]:
    """Measure the server and return the rows."""
    sizes = sizes or ServerSizes()
    with tempfile.TemporaryDirectory(prefix="umay-bench-") as name:
        folder = Path(name)
        publish_example(folder, datetime.now(UTC))
        rows = manifest_rows(folder, sizes)
        for durable in (True, False):
            with PostgresCluster(durable=durable) as cluster:
                rows += feedback_rows(folder, cluster, sizes)
        return rows


def manifest_rows(folder: Path, sizes: ServerSizes) -> list[Row]:
    """Compare "it has not changed" with an empty route."""
    with (
        Server({"UMAY_DATA_DIR": str(folder / "data")}, OURS, workers=1) as ours,
        Server({"UMAY_DATA_DIR": str(folder / "empty")}, BARE.format("empty"), workers=1) as bare,
    ):
        tag = entity_tag(ours, MANIFEST)
        conditional = _get(MANIFEST, f"If-None-Match: {tag}\r\nAccept-Encoding: identity\r\n")
        of = partial(Load, connections=sizes.connections)
        subjects = {
            "ours": Subject(
                lambda: of(ours.port, status=304, requests=[conditional] * sizes.manifests),
                (ours.pid,),
            ),
            "empty route": Subject(
                lambda: of(bare.port, status=200, requests=[_get("/")] * sizes.manifests),
                (bare.pid,),
            ),
        }
        return _rows("manifest, not changed", subjects, sizes.rounds, Goal(0.9, is_ceiling=False))


def feedback_rows(folder: Path, cluster: PostgresCluster, sizes: ServerSizes) -> list[Row]:
    """Compare a stored answer with an insert and a commit and nothing else."""
    settings = {"UMAY_DATA_DIR": str(folder / "postgresql")}
    settings["UMAY_DATABASE_URL"] = cluster.create_database("umay")
    for words in (["init"], ["load-network", str(folder / "network.json")]):
        backend_deed(words, settings)
    postmaster = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
    with (
        Server(settings, OURS, workers=1) as ours,
        Server(settings, BARE.format("feedback"), workers=1) as bare,
    ):

        def subject(server: Server) -> Subject:
            return Subject(
                lambda: Load(server.port, sizes.connections, 201, answers(sizes.answers)),
                (server.pid, postmaster),
            )

        subjects = {"ours": subject(ours), "hand-written view": subject(bare)}
        what = f"answer stored, commits {'' if cluster.durable else 'not '}waiting for the disk"
        # Where a commit costs nothing the ratio is that of our checks alone: for information.
        goal = Goal(0.6, is_ceiling=False) if cluster.durable else None
        return _rows(what, subjects, sizes.rounds, goal)


def answers(count: int) -> list[str]:
    """Return as many requests that store an answer, no two of them alike."""
    week = week_of(datetime.now(UTC))
    return [_put(an_answer(number, week)) for number in range(count)]


def an_answer(number: int, week: str) -> dict[str, object]:
    """Return a whole message, all of its questions answered."""
    return {
        "questions": "umay",
        "questions_version": 1,
        "level": ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe")[number % 4],
        "factors": ["bad_lighting", "groups"],
        "happened": "no",
        "reported": "not_said",
        "why_not": "not_said",
        "age_band": "from_18_to_24",
        "gender": "woman",
        "setting": "street",
        "zone": f"z-wigan-{number % 7 + 1}",
        "daypart": "night_economy",
        "week": week,
        "receipt_hash": f"{number:064x}",
    }


def _put(body: Mapping[str, object]) -> str:
    text = json.dumps(body)
    return (
        f"PUT /api/v1/feedback/{uuid.uuid4()} HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n{text}"
    )


def _get(path: str, headers: str = "") -> str:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"


def _rows(what: str, subjects: Mapping[str, Subject], rounds: int, goal: Goal | None) -> list[Row]:
    """Return the row of the rates, ours being the first subject, and that of the cost."""
    for subject in subjects.values():
        subject.rate()  # Connections to the database, prepared statements, warm processes.
        subject.cpu_ms.clear()
    found = take_turns({name: subject.rate for name, subject in subjects.items()}, rounds)
    ours, other = (median(rates) for rates in found.values())
    our_ms, other_ms = (median(subject.cpu_ms) for subject in subjects.values())
    against = list(subjects)[1]
    return [
        Row(what, ours, "a second", other, against, goal),
        Row("  processor time of one", our_ms, "ms", other_ms, against),
    ]
