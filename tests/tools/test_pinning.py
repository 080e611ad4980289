"""Images are pinned by what a registry says, all of them or none.

The registry is a stand-in that follows the OCI Distribution Specification: manifests by tag, their
digest in a header, a token for who asks without one. No registry of images was asked.
"""

import hashlib
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools import deeds, pinning
from tools.layout import Layout, this_layout
from tools.refusal import Refusal
from tools.registry import CLIENTS, KINDS

ROOT = this_layout().root
TOKEN = "for-anybody"


class Registry(http.server.BaseHTTPRequestHandler):
    """Knows every image; its manifest is the address that was asked for."""

    absent = ""
    lies = False

    def do_GET(self) -> None:
        if self.path.startswith("/token?"):
            self._answer(200, json.dumps({"token": TOKEN}).encode())
        elif self.headers["Authorization"] != f"Bearer {TOKEN}":
            realm = f"http://{self.headers['Host']}/token"
            scope = f'scope="repository:{self.path.split("/manifests/")[0][4:]}:pull"'
            told = f'Bearer realm="{realm}",service="stand-in",{scope}'
            self._answer(401, b"{}", ("WWW-Authenticate", told))
        elif self.absent and self.absent in self.path:
            self._answer(404, b"{}")
        else:
            assert self.headers["Accept"] == KINDS
            body = b"another" if self.lies else self.path.encode()
            self._answer(200, body, ("Docker-Content-Digest", digest(self.path)))

    def _answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def digest(path: str) -> str:
    return f"sha256:{hashlib.sha256(path.encode()).hexdigest()}"


@contextmanager
def registry(*, absent: str = "", lies: bool = False) -> Iterator[str]:
    kind = type("Kind", (Registry,), {"absent": absent, "lies": lies})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A work tree with our own files that name images."""
    (tmp_path / "deploy").mkdir()
    for path in pinning.files(this_layout()):
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    return Layout(tmp_path)


def texts(layout: Layout) -> dict[str, str]:
    return {path.name: path.read_text() for path in pinning.files(layout)}


def bare(text: str) -> str:
    """Return a text without digests."""
    return pinning.IMAGE.sub(lambda found: f"{found['before']}{found['image']}", text)


def test_every_image_gets_the_digest_of_its_tag_and_nothing_else_is_changed(layout: Layout) -> None:
    before = texts(layout)
    with registry() as url:
        assert pinning.run(layout, ["--pin", "--registry", url]) == 0
        once = texts(layout)
        assert pinning.run(layout, ["--pin", "--registry", url]) == 0
    assert texts(layout) == once
    assert {name: bare(text) for name, text in once.items()} == {
        name: bare(text) for name, text in before.items()
    }
    found = [each for text in once.values() for each in pinning.IMAGE.finditer(text)]
    assert {each["image"].partition(":")[0] for each in found} >= {
        *("node", "python", "nginx", "certbot/certbot", "redis"),
    }
    for each in found:
        name, _, tag = each["image"].partition(":")
        path = name if "/" in name else f"library/{name}"
        assert each["digest"] == f"@{digest(f'/v2/{path}/manifests/{tag}')}"


def test_an_old_digest_is_replaced(layout: Layout) -> None:
    compose = layout.root / "docker-compose.yml"
    old = "@sha256:" + "0" * 64
    text = bare(compose.read_text())
    compose.write_text(
        text.replace("-bookworm\n    user: redis", f"-bookworm{old}\n    user: redis")
    )
    assert old in compose.read_text()
    with registry() as url:
        pinning.run(layout, ["--pin", "--registry", url])
    assert old not in compose.read_text()


@pytest.mark.parametrize("said", ["absent", "lies", "away", "no-address"])
def test_where_one_digest_cannot_be_had_nothing_is_changed(layout: Layout, said: str) -> None:
    before = texts(layout)
    with registry(absent="redis" if said == "absent" else "", lies=said == "lies") as url:
        asked = {"away": "http://127.0.0.1:9", "no-address": "registry"}.get(said, url)
        with pytest.raises(Refusal, match=r"^no digest for .*Nothing was changed\.$") as refused:
            pinning.run(layout, ["--pin", "--registry", asked])
    assert refused.value.exit_code == 1
    assert texts(layout) == before


def program(folder: Path, name: str, says: str, code: int = 0) -> None:
    """Put a program on the path that says one thing."""
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\necho trouble >&2\nexit {code}\n")
    (folder / name).chmod(0o755)


def test_without_an_address_docker_or_skopeo_is_asked(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="neither docker nor skopeo is installed"):
        pinning.run(layout, ["--pin"])
    program(tmp_path, "docker", "no engine", 1)
    with pytest.raises(Refusal, match="trouble"):
        pinning.run(layout, ["--pin"])
    program(tmp_path, "skopeo", digest("x"))
    assert pinning.run(layout, ["--pin"]) == 0
    assert texts(layout)["Dockerfile"].count(f"@{digest('x')}") == 4
    assert [words[0] for words in CLIENTS] == ["docker", "skopeo"]


@pytest.mark.parametrize("words", [[], ["--registry"], ["--pin", "--registry"], ["--up"]])
def test_other_words_are_refused(layout: Layout, words: list[str]) -> None:
    with pytest.raises(Refusal, match="--pin"):
        pinning.run(layout, words)


def test_looking_and_pinning_go_by_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    become: list[list[str]] = []
    monkeypatch.setattr(
        deeds, "become", lambda words, cwd: become.append([str(each) for each in words])
    )
    with pytest.raises(Refusal):
        deeds.deploy(this_layout(), ["--check-all"])
    deeds.deploy(this_layout(), ["--check", "--json"])
    assert become[0][1:] == ["--app", "backend", "doctor", "--json"]
