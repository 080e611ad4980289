"""PostgreSQL behind TLS: who it is must be proved, and its certificate can be replaced."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.app import create_app
from backend.config import read_config
from backend.services.transaction import read
from backend.storage.database import db
from shared.problems import Problem
from tests.backend.test_cli import one_block, run
from tests.support.certificates import Authority, an_authority
from tests.support.postgres import OWNER, PostgresCluster

HOW = "SELECT ssl, pid FROM pg_stat_ssl WHERE pid = pg_backend_pid()"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return an_authority(tmp_path_factory.mktemp("tls") / "ours")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return an_authority(tmp_path_factory.mktemp("tls") / "other")


@pytest.fixture(scope="module")
def cluster() -> Iterator[PostgresCluster]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = PostgresCluster(port=port)
    cluster._options = f"-c ssl_cert_file={cluster.folder}/crt -c ssl_key_file={cluster.folder}/key"
    try:
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture
def encrypted(cluster: PostgresCluster, authority: Authority) -> PostgresCluster:
    """A running cluster that speaks TLS with a certificate for localhost."""
    has_run = cluster._server is not None
    certify(cluster, authority)
    if not has_run:
        cluster._options += " -c ssl=on"
        cluster.start()
    cluster.reload()
    return cluster


def certify(cluster: PostgresCluster, authority: Authority, name: str = "localhost") -> None:
    """Lay a new certificate down for the server, which reads it when it is told to."""
    crt, key = authority.signed(name)
    cluster.keep("crt", crt)
    cluster.keep("key", key)


def address(cluster: PostgresCluster, root: Path | str, mode: str = "verify-full") -> str:
    way = f"{OWNER}@localhost:{cluster.port}/{OWNER}"
    return f"postgresql://{way}?sslmode={mode}&sslrootcert={root}"


@contextmanager
def service(url: str, folder: Path) -> Iterator[None]:
    """Open the context of an application with this database; close its connections afterwards."""
    app = create_app(read_config({"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder)}))
    with app.app_context():
        yield
        db.engine.dispose()


def how_connected() -> tuple[bool, int]:
    """Return whether the service's connection is encrypted, and the server's process for it."""
    with read() as session:
        is_encrypted, process = session.execute(text(HOW)).one()
    return bool(is_encrypted), int(process)


def refused(url: str, folder: Path, caplog: pytest.LogCaptureFixture) -> str:
    """Return what is logged of a database that is not believed."""
    with service(url, folder), caplog.at_level(logging.ERROR), pytest.raises(Problem) as refusal:
        how_connected()
    assert refusal.value.code == "service-unavailable"
    (record,) = caplog.records
    assert str(folder) not in record.getMessage()
    return record.getMessage().partition(", ")[2]


def test_another_authority_is_not_believed(
    encrypted: PostgresCluster, other: Authority, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    why = refused(address(encrypted, other.root), tmp_path, caplog)
    assert why == "the root of sslrootcert has not signed its certificate"


def test_a_certificate_for_another_name_is_not_believed(
    encrypted: PostgresCluster,
    authority: Authority,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    certify(encrypted, authority, "elsewhere.example")
    encrypted.reload()
    why = refused(address(encrypted, authority.root), tmp_path, caplog)
    assert why == "its certificate is for another name"


def test_a_root_that_is_not_there_is_named(
    encrypted: PostgresCluster, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    why = refused(address(encrypted, tmp_path / "nothing.crt"), tmp_path, caplog)
    assert why == "the file that sslrootcert names is not there"


def test_a_command_says_so_in_one_block(
    encrypted: PostgresCluster, other: Authority, tmp_path: Path
) -> None:
    done = run(tmp_path, "init", UMAY_DATABASE_URL=address(encrypted, other.root))
    assert done.returncode == 1
    assert "the root of sslrootcert has not signed its certificate." in one_block(done)


def test_its_authority_is_believed_and_the_connection_is_encrypted(
    encrypted: PostgresCluster, authority: Authority, tmp_path: Path
) -> None:
    with service(address(encrypted, authority.root), tmp_path):
        assert how_connected()[0]
    with service(address(encrypted, authority.root, "disable"), tmp_path):
        assert not how_connected()[0], "the control: without sslmode nothing is encrypted"


def test_a_certificate_of_another_authority_takes_over_and_nobody_is_cut_off(
    encrypted: PostgresCluster, authority: Authority, other: Authority, tmp_path: Path
) -> None:
    both = tmp_path / "both.crt"
    both.write_text(authority.root.read_text() + other.root.read_text())
    with service(address(encrypted, both), tmp_path):
        before = how_connected()
        certify(encrypted, other)
        encrypted.reload()
        assert how_connected() == before, "a connection that is open stays so"
        db.engine.dispose()
        assert how_connected()[0]
    with service(address(encrypted, authority.root), tmp_path), pytest.raises(Problem):
        how_connected()
