"""The service's own database role: it does every ordinary deed, and cannot harm the chain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.app import create_app
from backend.config import read_config
from backend.services.audit import Entry, record, verify
from backend.services.digest import send_digest
from backend.services.grant import grant
from backend.services.load_network import load_network
from backend.services.notices import Letter, post
from backend.services.publish import publish
from backend.services.sending import Sent, send_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import db
from backend.web.world import world as world_of
from shared.problems import Problem
from tests.backend.cast import RECEIPT, a_network, an_answer, put
from tests.backend.rows import count
from tests.backend.services.chains import OFFICER, write_down
from tests.backend.services.test_sending import Post
from tests.conftest import NOW
from tests.support.postgres import OWNER, PostgresCluster

ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ROLE = 'umay "web"'
LOGIN = "umay%20%22web%22"


@pytest.fixture
def role(postgres: PostgresCluster, app: Flask) -> str:
    """A role that may log in and nothing else."""
    with app.app_context(), db.engine.begin() as connection:
        known = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": ROLE})
        if known.scalar() is None:
            connection.exec_driver_sql('CREATE ROLE "umay ""web""" LOGIN')
    return ROLE


@pytest.fixture
def web(app: Flask, world: World, role: str, tmp_path: Path) -> Iterator[Flask]:
    """The service as that role."""
    grant(role)
    db.session.remove()
    url = app.config["SQLALCHEMY_DATABASE_URI"].replace(f"{OWNER}@", f"{LOGIN}@")
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(tmp_path / "data")}
    application = create_app(read_config(settings), now=lambda: NOW)
    with application.app_context():
        yield application
        db.engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_has_no_roles(world: World) -> None:
    with pytest.raises(Problem, match="role-unfit"):
        grant("umay")


@ONLY_POSTGRESQL
@pytest.mark.parametrize("name", ["nobody-of-this-name", OWNER, 'x"; DROP TABLE audit; --'])
def test_a_role_that_is_missing_or_mighty_is_refused(world: World, name: str) -> None:
    with pytest.raises(Problem, match="role-unfit"):
        grant(name)


HARM = [
    "UPDATE audit SET detail = ''",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "DROP TABLE audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_never_changed ON audit",
    "CREATE OR REPLACE FUNCTION umay_audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NULL; END $$",
    "SET session_replication_role = replica",
    "DELETE FROM audit_head",
    "TRUNCATE audit_head",
    "UPDATE alembic_version SET version_num = '0001'",
    "CREATE TABLE mine (id int)",
    "CREATE RULE quiet AS ON INSERT TO audit DO INSTEAD NOTHING",
]


@ONLY_POSTGRESQL
@pytest.mark.parametrize("statement", HARM)
def test_the_role_cannot_harm_the_chain(web: Flask, statement: str) -> None:
    head = write_down(world_of(), 3)
    with pytest.raises(DBAPIError, match=r"(permission denied|must be owner)"), write() as session:
        session.execute(text(statement))
    assert (verify(head).head, verify(head).trouble) == (head, "")


@ONLY_POSTGRESQL
def test_the_role_cannot_put_the_head_back(web: Flask) -> None:
    write_down(world_of(), 3)
    with pytest.raises(DBAPIError, match="only grows"), write() as session:
        session.execute(text("UPDATE audit_head SET seq = 2"))


@ONLY_POSTGRESQL
@pytest.mark.parametrize("statement", HARM[:3])
def test_the_owner_is_stopped_by_the_triggers_alone(
    app: Flask, world: World, statement: str
) -> None:
    write_down(world, 3)
    with pytest.raises(DBAPIError, match="only grows"), write() as session:
        session.execute(text(statement))


@ONLY_POSTGRESQL
def test_the_role_does_every_ordinary_deed(web: Flask) -> None:
    world = world_of()
    load_network(a_network(), NOW)
    load_network(a_network(), NOW)
    publish(world)
    client = web.test_client()
    assert put(client, an_answer()).status_code == 201
    assert client.post("/api/v1/receipts/withdraw", json={"receipt": RECEIPT}).status_code < 500
    with write(world.wake) as session:
        record(session, world.now(), Entry(OFFICER, "approve", "place:p-1"))
        post(session, world, Letter("a@x.example", "Hello", "text", "place:p-1"))
    assert send_due(world, Post()) == Sent(sent=1)
    assert send_digest(world) == 0
    assert verify().trouble == ""
    assert count(web, "audit") == 1
    assert client.get("/readyz").status_code == 200
