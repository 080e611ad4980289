"""The composition's own processes, started with its own settings, but without containers."""

import json
import os
import re
import shlex
import socket
import subprocess
from pathlib import Path

from tests.support.postgres import PostgresCluster
from tests.tools.test_deployment import INIT, ROOT, WEB, all_of, filled_in
from tools.layout import this_layout

LAYOUT = this_layout()
READY = "UMay answers at"


def settings(url: str, folder: Path) -> dict[str, str]:
    """Return the composition's settings, with folders and database of this test."""
    return {
        **os.environ,
        **filled_in(WEB["environment"]),
        "PATH": f"{LAYOUT.venv / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "UMAY_DATABASE_URL": url,
        "UMAY_DATA_DIR": str(folder),
        "UMAY_PUBLISHED_DIR": str(folder / "published"),
        "WEB_CONCURRENCY": "1",
    }


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def lines_until(process: subprocess.Popen[str], wanted: str) -> str:
    """Return what the process says, up to the line that is wanted or to its end."""
    said = ""
    assert process.stderr is not None
    for line in process.stderr:
        said += line
        if wanted in line:
            break
    return said


def is_healthy(port: int) -> bool:
    """Ask as the container's own health check asks."""
    (check,) = all_of("HEALTHCHECK")
    words = json.loads(check[check.index("[") :])
    question = words[2].replace(":8000/", f":{port}/")
    asked = subprocess.run(
        [LAYOUT.python, "-c", question], capture_output=True, timeout=30, check=False
    )
    return asked.returncode == 0


def made_ready(cluster: PostgresCluster, folder: Path) -> str:
    """Make the database as the composition does: the role, the tables, what the role may do."""
    owner = cluster.create_database("umay")
    environment = {
        **settings(owner, folder),
        "PGHOST": str(cluster.folder),
        "POSTGRES_USER": "postgres",
        "POSTGRES_DB": "umay",
        "UMAY_WEB_PASSWORD": "it's a password",
    }
    for command in (["sh", str(ROOT / "deploy" / "database-roles.sh")], INIT["command"]):
        subprocess.run(command, cwd=LAYOUT.root, env=environment, check=True, capture_output=True)
    return owner


def test_the_server_becomes_healthy_as_the_composition_starts_it(tmp_path: Path) -> None:
    port = free_port()
    command = re.sub(r"0\.0\.0\.0:8000", f"127.0.0.1:{port}", WEB["command"][-1])
    assert not is_healthy(port)
    with PostgresCluster() as cluster:
        owner = made_ready(cluster, tmp_path / "data")
        started = subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=LAYOUT.root,
            env=settings(owner.replace("postgres@", "umay_web@"), tmp_path / "data"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            said = lines_until(started, READY)
            assert READY in said, f"{shlex.join(WEB['command'])}\n{said}"
            assert is_healthy(port)
        finally:
            started.terminate()
            started.communicate(timeout=30)
    assert (tmp_path / "data" / "published" / "manifest.json").is_file()
