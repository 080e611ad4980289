"""nginx as its container starts it: deploy/nginx-start.sh and what it calls, in a test's folder."""

import contextlib
import os
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.support.bound import bound
from tests.support.nginx import NAME
from tests.tools.test_composition_runs import free_port

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
WITHIN_S = 60.0
LOOKS_EVERY_S = 0.05
SBIN = "/usr/sbin:/usr/local/sbin"


class Front:
    """One folder of deploy with paths of its own, and the programs that are started from it."""

    def __init__(self, changes: Mapping[str, str] | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="front-of-umay-"))
        # Begun as root, nginx reads as somebody else; in its container all is one user's.
        self.folder.chmod(0o755)
        self.plain, self.secure = free_port(), free_port()
        self.said: list[str] = []
        self._running: list[subprocess.Popen[str]] = []
        for name in ("certificates", "srv/challenges", "srv/published", "deploy"):
            (self.folder / name).mkdir(parents=True)
        for path in DEPLOY.iterdir():
            if path.suffix in (".sh", ".conf"):
                text = self._moved(path.read_text())
                for told, instead in (changes or {}).items():
                    text = text.replace(told, instead)
                (self.folder / "deploy" / path.name).write_text(text)
                (self.folder / "deploy" / path.name).chmod(path.stat().st_mode)

    def _moved(self, text: str) -> str:
        here = {
            "looks_every_s=10": "looks_every_s=0.1",
            "listen [::]": "# listen [::]",
            "listen 80": f"listen 127.0.0.1:{self.plain}",
            "listen 443": f"listen 127.0.0.1:{self.secure}",
            "/etc/ssl/umay": f"{self.folder}/certificates",
            "/srv/umay": f"{self.folder}/srv",
            "/var/lib/acme": f"{self.folder}/acme",
            "/tmp/umay": f"{self.folder}/made",  # noqa: S108 - of a container
            "/run/systemd/system": "/nowhere",
            # Whoever kills the test leaves no nginx behind.
            "\nnginx -c": f"\n{shlex.join([*bound(), 'nginx'])} -c",
        }
        for told, instead in here.items():
            text = text.replace(told, instead)
        return text

    def __enter__(self) -> Self:
        """Return it; nothing is started."""
        if shutil.which("nginx", path=f"{os.environ['PATH']}:{SBIN}") is None:
            pytest.skip("nginx is not installed; `./umay setup` brings it on Debian")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what was started, and delete the folder."""
        for each in reversed(self._running):
            self.stop(each)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, script: str, **settings: str) -> subprocess.Popen[str]:
        """Start a script of deploy; `said` collects what it says on stderr."""
        given = {"UMAY_BASE_URL": f"https://{NAME}", "UMAY_SERVER": f"127.0.0.1:{free_port()}"}
        path = f"{os.environ['PATH']}:{SBIN}"
        started = subprocess.Popen(
            [*bound(), self.folder / "deploy" / script],
            env={"PATH": path, **given, **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, args=(started,), daemon=True).start()
        self._running.append(started)
        return started

    def stop(self, started: subprocess.Popen[str]) -> int:
        """Stop a program in good order, and all it started after that; return its code."""
        if started in self._running:
            self._running.remove(started)
            started.terminate()
        code = started.wait(WITHIN_S)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        return code

    def served(self) -> bytes:
        """Return the certificate that is served, b"" where nobody answers."""
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        try:
            with self.connected(anybody) as connection:
                return connection.getpeercert(binary_form=True) or b""
        except OSError:
            return b""

    def connected(self, trusted: ssl.SSLContext) -> ssl.SSLSocket:
        """Return a connection that asks for our name."""
        plain = socket.create_connection(("127.0.0.1", self.secure), timeout=WITHIN_S)
        return trusted.wrap_socket(plain, server_hostname=NAME)

    def _read(self, started: subprocess.Popen[str]) -> None:
        assert started.stderr is not None
        with started.stderr as lines:
            self.said.extend(lines)


def until(happens: Callable[[], bool], what: str, *said: list[str]) -> None:
    """Return once something has happened; fail with all that was said where it does not."""
    waiting, tries = threading.Event(), int(WITHIN_S / LOOKS_EVERY_S)
    for _ in range(tries):
        if happens():
            return
        waiting.wait(LOOKS_EVERY_S)
    raise AssertionError("".join([f"{what}:\n", *(line for each in said for line in each)]))
