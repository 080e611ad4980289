"""nginx as its container starts it: with a stand-in, or with certificates of one's own."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from tests.support.front import DEPLOY, Front, until
from tests.support.nginx import make_certificate
from tests.tools.test_deployment import SERVICES, all_of

SCRIPTS = sorted(path.name for path in DEPLOY.glob("*.sh"))


def put(certificate: Path, front: Front) -> None:
    """Lay a certificate and its key down as an operator does."""
    for name in ("privkey.pem", "fullchain.pem"):
        shutil.copy(certificate.with_name(name), front.folder / "certificates" / name)


def is_trusted(front: Front, certificate: Path) -> bool:
    try:
        with front.connected(ssl.create_default_context(cafile=str(certificate))):
            return True
    except OSError:
        return False


def test_without_a_certificate_a_stand_in_lets_nginx_start() -> None:
    with Front() as front:
        running = front.start("nginx-start.sh")
        until(lambda: front.served() != b"", "nothing is served", front.said)
        assert "There is no certificate" in front.said[0]
        assert is_trusted(front, front.folder / "certificates" / "fullchain.pem")
        assert front.stop(running) == 0
        assert front.served() == b""
        key = front.folder / "certificates" / "privkey.pem"
        assert key.stat().st_mode & 0o077 == 0


def test_a_certificate_of_ones_own_is_served_and_its_successor_without_a_restart(
    tmp_path: Path,
) -> None:
    first, second = (make_certificate(tmp_path / name) for name in ("first", "second"))
    with Front() as front:
        put(first, front)
        front.start("nginx-start.sh")
        until(lambda: is_trusted(front, first), "the first is not served", front.said)
        # A new certificate beside the old key is none: the old one goes on.
        shutil.copy(second, front.folder / "certificates" / "fullchain.pem")
        until(lambda: "key values mismatch" in "".join(front.said), "not looked at", front.said)
        assert is_trusted(front, first)
        put(second, front)
        until(lambda: is_trusted(front, second), "the second is not served", front.said)


@pytest.mark.parametrize("address", ["", "http://umay.example", "https://x/;", "https://A b"])
def test_an_address_that_is_none_is_named(address: str) -> None:
    with Front() as front:
        running = front.start("nginx-start.sh", UMAY_BASE_URL=address)
        assert running.wait(30) == 1
        until(lambda: front.said != [], "nothing is said", front.said)
        assert "Write it like https://umay.example.org." in front.said[0]


def test_without_an_address_to_write_to_no_certificate_is_asked_for() -> None:
    with Front() as front:
        assert front.start("certificates.sh").wait(30) == 1
        until(lambda: front.said != [], "nothing is said", front.said)
        assert "UMAY_ACME_MAIL is not set." in front.said[0]


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_can_be_read_and_run(name: str) -> None:
    assert subprocess.run(["sh", "-n", DEPLOY / name], check=False).returncode == 0
    assert (DEPLOY / name).stat().st_mode & 0o111


def test_each_container_has_the_scripts_that_it_runs_and_calls() -> None:
    for stage in ("front", "certificates"):
        copied = {
            word.removeprefix("deploy/")
            for rest in all_of("COPY", stage)
            for word in rest.split()
            if word.startswith("deploy/")
        }
        (command,) = all_of("CMD", stage)
        name = command.partition("/etc/umay/")[2].rstrip('"]')
        called = {each for each in SCRIPTS if f"/{each}" in (DEPLOY / name).read_text()}
        assert {name} | called <= copied


def test_only_who_asks_for_certificates_may_write_what_proves_the_name() -> None:
    shared = {"challenges:/srv/umay/challenges", "challenges:/srv/umay/challenges:ro"}
    for name, told in SERVICES.items():
        mounts = {each for each in told.get("volumes", []) if isinstance(each, str)}
        wanted = {"nginx": {max(shared)}, "certificates": {min(shared)}}
        assert mounts & shared == wanted.get(name, set())
    assert SERVICES["certificates"]["profiles"] == ["acme"]
