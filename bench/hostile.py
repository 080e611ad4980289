"""Measurements of hostile bodies: what one costs the server, beside an ordinary answer (S13)."""

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.load import Load
from bench.published import backend_deed, publish_example
from bench.rounds import take_turns
from bench.server import OURS, Subject, answers
from bench.table import Goal, Row
from shared.wire_messages import MOST_BYTES
from tests.support.postgres import PostgresCluster
from tests.support.serving import Server

RATIO = Goal(5)
"""An ordinary answer takes some 3 ms of processor time, so that this is far below 50 ms."""
ANSWER, RECEIPT, FORM = "PUT /api/v1/feedback/{}", "POST /api/v1/receipts/read", "POST /feedback"
JSON, FIELDS = "application/json", "application/x-www-form-urlencoded"
BOUNDARY = "boundary"
LONG = 10_240
"""Letters of a text that is made for a pattern that goes back and forth."""


class Hostile(NamedTuple):
    """What is sent how, and the status of the answer; a form is shown again with its faults."""

    what: str
    status: int
    line: str
    body: str
    kind: str = JSON


def hostile_bodies() -> list[Hostile]:
    """Return bodies that are too large, too deep, too wide, or made for a slow pattern."""
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    many = "".join(f'"k{number}":1,' for number in range(1_500))
    return [
        Hostile("larger than 16 KiB", 413, ANSWER, " " * (MOST_BYTES + 1)),
        Hostile("8,000 lists in each other", 400, ANSWER, "[" * 8_000 + "]" * 8_000),
        Hostile("2,700 objects in each other", 400, ANSWER, '{"a":' * 2_700 + "1" + "}" * 2_700),
        Hostile("a number of 16,000 digits", 400, ANSWER, '{"version":' + "9" * 16_000 + "}"),
        Hostile("1,500 unknown fields", 422, ANSWER, f'{{{many}"version":1}}'),
        Hostile("a week of 10 KiB", 422, ANSWER, json.dumps({"week": "2026-W" + "0" * LONG})),
        Hostile("a hash of 10 KiB", 422, ANSWER, json.dumps({"receipt_hash": "0" * LONG + "x"})),
        Hostile("a receipt of 10 KiB", 422, RECEIPT, json.dumps({"code": "7K3M-" * (LONG // 5)})),
        Hostile("a form with a text of 10 KiB", 422, FORM, "level=" + "a-" * (LONG // 2), FIELDS),
        Hostile("a form of 3,000 fields", 200, FORM, "a=1&" * 3_000, FIELDS),
        Hostile(
            "a form of 200 parts",
            200,
            FORM,
            part * 200 + f"--{BOUNDARY}--\r\n",
            f"multipart/form-data; boundary={BOUNDARY}",
        ),
    ]


def run(requests: int, rounds: int) -> list[Row]:
    """Measure each body beside an ordinary answer and return the rows."""
    with (
        tempfile.TemporaryDirectory(prefix="umay-bench-") as name,
        PostgresCluster(durable=False) as cluster,
    ):
        folder = Path(name)
        publish_example(folder, datetime.now(UTC))
        settings = {"UMAY_DATA_DIR": str(folder / "hostile")}
        settings["UMAY_DATABASE_URL"] = cluster.create_database("umay")
        for words in (["init"], ["load-network", str(folder / "network.json")], ["publish"]):
            backend_deed(words, settings)
        with Server(settings, OURS, workers=1) as server:
            return _rows(server, requests, rounds)


def _rows(server: Server, requests: int, rounds: int) -> list[Row]:
    found = hostile_bodies()
    ordinary_form = Hostile("", 200, FORM, "level=fairly_safe", FIELDS)
    loads: dict[str, Callable[[], Load]] = {
        "an answer": lambda: Load(server.port, 2, 201, answers(requests)),
        "an ordinary form": partial(_load, server, ordinary_form, requests),
        **{each.what: partial(_load, server, each, requests) for each in found},
    }
    subjects = {name: Subject(load, (server.pid,)) for name, load in loads.items()}
    take_turns({name: subject.rate for name, subject in subjects.items()}, 1 + rounds)
    cost = {name: median(subject.cpu_ms[1:]) for name, subject in subjects.items()}
    return [
        Row(
            f"refusing {each.what}, processor time",
            cost[each.what],
            "ms",
            cost[beside],
            beside,
            RATIO,
        )
        for each in found
        for beside in ("an ordinary form" if each.line == FORM else "an answer",)
    ]


def _load(server: Server, hostile: Hostile, requests: int) -> Load:
    head = (
        f"{hostile.line.format('00000000-0000-4000-8000-000000000000')} HTTP/1.1\r\n"
        f"Host: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {hostile.kind}\r\n"
        f"Content-Length: {len(hostile.body)}\r\n\r\n"
    )
    return Load(server.port, 2, hostile.status, [head + hostile.body] * requests)
