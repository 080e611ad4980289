"""A certificate authority for tests (pebble) and the names it looks up, on this machine alone."""

import json
import shutil
import ssl
import subprocess
import tempfile
import threading
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.support.bound import bound
from tests.support.front import until
from tests.tools.test_composition_runs import free_port

STOP_WITHIN_S = 10


class Authority:
    """Pebble, which asks for each name on one port of this machine; use it in a `with` block."""

    def __init__(self, asks_at: int) -> None:
        if not all(map(shutil.which, ("certbot", "pebble", "pebble-challtestsrv", "openssl"))):
            pytest.skip("certbot and pebble are not here; UMAY_FULL=operations brings them")
        self.folder = Path(tempfile.mkdtemp(prefix="umay-acme-"))
        self.port, self._about, self._names, self._talk = (free_port() for _ in range(4))
        self._asks_at = asks_at
        self.said: list[str] = []
        self._running: list[subprocess.Popen[str]] = []

    @property
    def url(self) -> str:
        """Where certificates are asked for."""
        return f"https://127.0.0.1:{self.port}/dir"

    @property
    def own(self) -> Path:
        """The certificate that the authority itself answers with."""
        return self.folder / "own.pem"

    def __enter__(self) -> Self:
        """Start both, and return once they answer."""
        self._make_own()
        told = {
            "listenAddress": f"127.0.0.1:{self.port}",
            "managementListenAddress": f"127.0.0.1:{self._about}",
            "certificate": str(self.own),
            "privateKey": str(self.folder / "own.key"),
            "httpPort": self._asks_at,
            "tlsPort": free_port(),
        }
        (self.folder / "pebble.json").write_text(json.dumps({"pebble": told}))
        off = [word for name in ("http01", "https01", "tlsalpn01") for word in (f"-{name}", "")]
        names, talk = f"127.0.0.1:{self._names}", f"127.0.0.1:{self._talk}"
        self._run(
            "pebble-challtestsrv", *off, "-dns01", names, "-management", talk, "-defaultIPv6", ""
        )
        config = str(self.folder / "pebble.json")
        self._run("pebble", "-config", config, "-dnsserver", names)
        until(self._answers, "no authority", self.said)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop both."""
        for each in self._running:
            each.terminate()
            each.wait(STOP_WITHIN_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def trusted(self) -> ssl.SSLContext:
        """Return what believes this authority's certificates, and no others."""
        context = ssl.create_default_context(cafile=str(self.own))
        asked = f"https://127.0.0.1:{self._about}/roots/0"
        with urllib.request.urlopen(asked, context=context) as answer:
            return ssl.create_default_context(cadata=answer.read().decode())

    def _answers(self) -> bool:
        try:
            return bool(self.trusted())
        except OSError:
            return False

    def _run(self, *words: str) -> None:
        # Not to wait before it asks, and to take every nonce: those are trials of a client.
        started = subprocess.Popen(
            [*bound(), *words],
            env={"PATH": "/usr/bin:/bin", "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, args=(started,), daemon=True).start()
        self._running.append(started)

    def _read(self, started: subprocess.Popen[str]) -> None:
        assert started.stdout is not None
        with started.stdout as lines:
            self.said.extend(lines)

    def _make_own(self) -> None:
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
        names = ["-subj", "/CN=pebble", "-addext", "subjectAltName=IP:127.0.0.1"]
        files = ["-keyout", str(self.folder / "own.key"), "-out", str(self.own)]
        asked = ["openssl", "req", "-x509", *key, *names, *files]
        subprocess.run(asked, check=True, capture_output=True)
