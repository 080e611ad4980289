"""A real nginx on two sockets, with deploy/nginx-site.conf as an operator would put it there."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.support.bound import bound

NAME = "umay.example"
SITE = (Path(__file__).resolve().parents[2] / "deploy" / "nginx-site.conf").read_text()
STOP_WITHIN_S = 10
ANSWER_WITHIN_S = 30
# As Debian has it: a log of everything, which a site has to turn off for itself.
MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr notice;
events {{}}
http {{
    types {{ text/html html; }}
    access_log {folder}/access.log;
    client_body_temp_path {folder}/temp/body;
    proxy_temp_path {folder}/temp/proxy;
    fastcgi_temp_path {folder}/temp/fastcgi;
    uwsgi_temp_path {folder}/temp/uwsgi;
    scgi_temp_path {folder}/temp/scgi;
    include {folder}/site.conf;
}}
"""


class Nginx:
    """One nginx in a temporary folder; use it in a `with` block.

    `front` is what `flask --app backend front` lays out. Its folders for temporary files are gone
    once it runs: what it would write there fails.
    """

    def __init__(
        self, site: str, upstream: int, published: Path, front: Path | None = None
    ) -> None:
        self._program = _program("nginx")
        self.folder = Path(tempfile.mkdtemp(prefix="umay-nginx-"))
        self.certificate = make_certificate(self.folder)
        (self.folder / "srv" / "challenges").mkdir(parents=True)
        (self.folder / "srv" / "published").symlink_to(published.resolve())
        (self.folder / "srv" / "front").symlink_to((front or self.folder / "none").resolve())
        (self.folder / "site.conf").write_text(self._filled(site, upstream))
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder))
        (self.folder / "temp").mkdir()

    def __enter__(self) -> Self:
        """Start it, and return once it listens."""
        self._process = subprocess.Popen(
            [*bound(), self._program, "-p", self.folder, "-c", self.folder / "nginx.conf"],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None
        said = []
        for line in self._process.stderr:
            said.append(line)
            # Said after the sockets were opened.
            if "event method" in line:
                shutil.rmtree(self.folder / "temp")
                return self
        raise RuntimeError("nginx did not start:\n" + "".join(said))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it and delete its folder."""
        self._process.terminate()
        self._process.communicate(timeout=STOP_WITHIN_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def plain(self) -> socket.socket:
        """Return a connection to port 80."""
        return self._connected("80")

    def secure(
        self, name: str | None = NAME, trusted: ssl.SSLContext | None = None
    ) -> ssl.SSLSocket:
        """Return a connection to port 443 that asks for a name."""
        context = trusted or ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = name is not None
        return context.wrap_socket(self._connected("443"), server_hostname=name)

    def asked(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        """Return the answer to one request over TLS, read to its end."""
        connection = http.client.HTTPConnection(NAME)
        connection.sock = self.secure()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Connection": "close", **named})
        answer = connection.getresponse()
        answer.said = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def logged(self) -> str:
        """Return everything in its logs."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def _connected(self, port: str) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(ANSWER_WITHIN_S)
        connection.connect(str(self.folder / port))
        return connection

    def _filled(self, site: str, upstream: int) -> str:
        without_v6 = re.sub(r"\n *listen \[::\].*", "", site)
        sockets = re.sub(r"listen (80|443)\b", rf"listen unix:{self.folder}/\1", without_v6)
        given = {
            "/etc/ssl/umay/": f"{self.folder}/",
            "/var/log/nginx/": f"{self.folder}/",
            "/srv/umay": f"{self.folder}/srv",
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        }
        for told, here in given.items():
            assert told in sockets, told
            sockets = sockets.replace(told, here)
        return sockets


def make_certificate(folder: Path, days: int = 90, name: str = NAME) -> Path:
    """Make a key and a certificate that it signs itself, and return the certificate."""
    folder.mkdir(exist_ok=True)
    made = folder / "fullchain.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(made)]
    subprocess.run(
        [_program("openssl"), "req", "-x509", *key, "-days", str(days), *names, *files],
        check=True,
        capture_output=True,
    )
    return made


def speaks(nginx: Nginx, version: str, ciphers: str = "ALL:@SECLEVEL=0") -> bool:
    """Return whether a client that knows one version of TLS and some ciphers alone is let in."""
    asked = [_program("openssl"), "s_client", "-unix", f"{nginx.folder}/443", "-servername", NAME]
    done = subprocess.run(
        [*asked, version, "-cipher", ciphers], input="", capture_output=True, text=True, check=False
    )
    return done.returncode == 0


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed; `./umay setup` brings it on Debian")
    return found
