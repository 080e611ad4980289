"""`doctor` tells in which mode a real PgBouncer is, and whether our time-outs are in force."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from backend.services.examining.backups import backups
from backend.services.examining.database import pooler
from backend.services.examining.findings import OK, SOON, WRONG
from backend.services.world import World
from tests.backend.services.examining.cast import a_set_up, said, states
from tests.operations.test_poolers import BY_ROLE, behind
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import PostgresCluster

pytestmark = [
    pytest.mark.skipif(not shutil.which("pgbouncer"), reason="PgBouncer is not installed"),
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]
IGNORED = "\nignore_startup_parameters = options"


@pytest.mark.parametrize(
    ("mode", "lines", "told", "found"),
    [
        ("transaction", BY_ROLE, "transaction", [OK, OK]),
        ("session", "", "session", [OK, OK]),
        (f"transaction{IGNORED}", BY_ROLE, "", [WRONG, OK]),
        ("transaction", BY_ROLE, "session", [WRONG, OK]),
        ("transaction", "", "transaction", [OK, WRONG, WRONG, WRONG, WRONG]),
        (f"session{IGNORED}", "", "", [OK, WRONG, WRONG, WRONG, WRONG]),
    ],
)
def test_a_mode_that_was_told_wrongly_is_named(
    app: Flask,
    database_url: str,
    postgres: PostgresCluster,
    tmp_path: Path,
    mode: str,
    lines: str,
    told: str,
    found: list[str],
) -> None:
    with (
        PgBouncer(postgres.folder, mode, lines) as bouncer,
        behind(bouncer, database_url, tmp_path, told) as pooled,
    ):
        seen = said(pooler, a_set_up(pooled))
    assert [state for state, _ in seen][: len(found)] == found
    assert len(seen) == len(found)


def test_without_a_pooler_all_is_well_and_an_archive_that_is_off_is_named(
    app: Flask, world: World
) -> None:
    assert states(pooler, a_set_up(app)) == [OK, OK]
    assert states(pooler, replace(a_set_up(app), pooler="transaction")) == [SOON, OK]
    assert states(backups, a_set_up(app)) == [WRONG, SOON]
