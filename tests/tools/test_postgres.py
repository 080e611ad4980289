"""The throwaway PostgreSQL cluster, tried for real."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.support.postgres import PostgresCluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[PostgresCluster]:
    """One durable cluster for all tests of this file."""
    with PostgresCluster(durable=True) as running:
        yield running


def ask(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run the statements in one committed transaction and return the last one's rows."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        results = [connection.execute(text(statement)) for statement in statements]
        return [tuple(row) for row in results[-1]] if results[-1].returns_rows else []


def test_a_database_copied_from_a_template_starts_with_its_rows(cluster: PostgresCluster) -> None:
    ask(cluster.create_database("mould"), "CREATE TABLE t (n int)", "INSERT INTO t VALUES (7)")
    copy = cluster.create_database("cast", template="mould")
    assert ask(copy, "SELECT n FROM t") == [(7,)]


def test_a_dropped_database_is_gone_even_with_a_connection_open(cluster: PostgresCluster) -> None:
    url = cluster.create_database("short_lived")
    connection = create_engine(url, poolclass=NullPool).connect()
    cluster.drop_database("short_lived")
    with pytest.raises(OperationalError):
        ask(url, "SELECT 1")
    connection.invalidate()


def test_what_was_committed_survives_a_crash(cluster: PostgresCluster) -> None:
    url = cluster.create_database("lasting")
    ask(url, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)")
    cluster.crash()
    with pytest.raises(OperationalError):
        ask(url, "SELECT 1")
    cluster.start()
    assert ask(url, "SELECT n FROM t") == [(1,)]


def test_a_durable_cluster_waits_for_the_disk(cluster: PostgresCluster) -> None:
    assert ask(cluster.url("postgres"), "SHOW fsync") == [("on",)]


def test_a_hasty_cluster_does_not_and_leaves_nothing_behind() -> None:
    with PostgresCluster() as hasty:
        assert ask(hasty.url("postgres"), "SHOW fsync") == [("off",)]
        # Otherwise a server that is killed leaves its shared memory with the machine.
        shared = ask(hasty.url("postgres"), "SHOW dynamic_shared_memory_type")
    assert shared == [("mmap",)]
    assert not hasty.folder.exists()


def test_nobody_reaches_it_from_outside(cluster: PostgresCluster) -> None:
    assert ask(cluster.url("postgres"), "SHOW listen_addresses") == [("",)]


def test_a_refused_deed_says_what_the_server_said(cluster: PostgresCluster) -> None:
    with pytest.raises(RuntimeError, match="does not exist"):
        cluster.create_database("orphan", template="no_such_template")
