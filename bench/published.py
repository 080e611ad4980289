"""Measurements: the example network as published, and the same made larger."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from demo.server import ROOT, DemoServer

APART_DEG = 0.0007
ROW = 100


def publish_example(folder: Path, now: datetime) -> Path:
    """Publish the example network below a folder and return where the documents are."""
    server = DemoServer(folder, port=0)
    server.prepare(now)
    return server.published


def read_published(published: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the manifest and the content of each document by its kind."""
    manifest: dict[str, Any] = json.loads((published / "manifest.json").read_bytes())
    return manifest, {
        entry["document"]: json.loads((published / entry["name"]).read_bytes())
        for entry in manifest["documents"]
    }


def many(places: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """Yield as many published places, the given ones again and again, each on a spot of its own."""
    for number in range(count):
        pattern, copy = places[number % len(places)], number // len(places)
        yield {
            **pattern,
            "id": f"{pattern['id']}-{copy}",
            "lat": pattern["lat"] + copy % ROW * APART_DEG,
            "lon": pattern["lon"] + copy // ROW * APART_DEG,
        }


def backend_deed(words: Sequence[str], settings: Mapping[str, str]) -> None:
    """Run one of the server's commands with these settings; raises CalledProcessError."""
    command = [sys.executable, "-m", "flask", "--app", "backend", *words]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, check=True, stdout=subprocess.DEVNULL
    )
