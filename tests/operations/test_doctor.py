"""`doctor` on a whole set-up: all is well, and each part that is broken is named."""

import json
import re
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from backend.cli.examining import doctor_command
from backend.gateways.smtp_mail import SmtpMail
from backend.services.examining.backups import backups
from backend.services.examining.clocks import clocks
from backend.services.examining.database import database
from backend.services.examining.findings import OK, SOON, UNKNOWN, WRONG
from backend.services.examining.mails import mails
from backend.services.examining.session_store import session_store
from backend.services.examining.tables import tables
from backend.services.examining.transport import transport
from backend.storage.database import db
from tests.backend.services.examining.cast import said, states
from tests.operations.whole import (
    HANDS_OVER,
    REDIS,
    ROOM_FOR_THE_LOG,
    SECRET_KEY,
    Whole,
    behind,
    whole,
    write_log,
)
from tests.support.mail import free_port
from tests.support.nginx import NAME, SITE, Nginx, make_certificate
from tests.support.redis import RedisServer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def well() -> Iterator[Whole]:
    """A set-up on which nothing is wrong; those that change it put it back."""
    with tempfile.TemporaryDirectory(prefix="umay-whole-") as folder:
        # nginx comes to the published folder as another user.
        Path(folder).chmod(0o755)
        with whole(Path(folder)) as set_up:
            yield set_up


def run(well: Whole, *words: str) -> tuple[int, str]:
    """Return the exit code of the command, and what it said."""
    with well.app.app_context():
        done = well.app.test_cli_runner().invoke(doctor_command, list(words))
    return done.exit_code, done.output


def general(output: str, folder: str = "") -> list[str]:
    """Return lines without what differs from one set-up to the next, and from disk to disk."""
    paths = output.replace(folder, "/srv/umay") if folder else output
    lines = re.sub(r"[0-9][0-9,.]*", "N", paths).splitlines()
    return [line for line in lines if line.split()[1] != "disk"]


def test_of_a_set_up_that_is_well_everything_is_ok(well: Whole) -> None:
    code, output = run(well)
    # How full the disk of this machine is is not the set-up's doing.
    assert [line for line in general(output) if not line.startswith("ok ")] == []
    assert code == 0 or "disk" in output.partition("wrong ")[2]
    for secret in ("secret-of-redis", SECRET_KEY):
        assert secret not in output
    assert well.smtp.arrived == []


def test_for_machines_it_is_json(well: Whole) -> None:
    code, output = run(well, "--json")
    told = json.loads(output)
    assert (code, told["state"]) == (0, OK)
    assert {each["about"] for each in told["findings"]} >= {"https", "backup", "logs", "pooler"}


def test_the_documentation_shows_what_it_says(well: Whole) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    shown = page.partition("$ ./umay doctor\n")[2].partition("```")[0]
    _, output = run(well)
    assert output
    assert general(shown) == general(output, str(well.published.parent))


def test_something_wrong_is_named_with_what_to_do_and_ends_with_1(well: Whole) -> None:
    well.published.chmod(0o777)
    code, output = run(well)
    well.published.chmod(0o755)
    wrong = [line for line in output.splitlines() if line.startswith("wrong")]
    assert (code, len(wrong)) == (1, 1)
    assert wrong[0].endswith(f"chmod o-w {well.published}")


SITES = {
    "port 80 answers 200": (
        "return 301 https://umay.example$request_uri;",
        "return 200;",
    ),
    "port 80 answers 302": (
        "return 301 https://umay.example$request_uri;",
        "return 302 https://umay.example.evil.example/;",
    ),
    "Strict-Transport-Security is not said": (
        "add_header Strict-Transport-Security $umay_transport always;",
        "proxy_hide_header Strict-Transport-Security;",
    ),
    "/readyz tells everybody": ("location = /readyz", "location = /elsewhere"),
    "/published/ answers 503": (
        "alias /srv/umay/published/manifest.json;",
        "alias /srv/umay/published/no.json;",
    ),
    "/healthz is answered by another program": (
        "location = /readyz {",
        "location = /healthz { return 200 hello; } location = /readyz {",
    ),
}


@pytest.mark.parametrize("what", SITES)
def test_a_front_that_says_something_else_is_named(well: Whole, what: str) -> None:
    line, instead = SITES[what]
    assert line in SITE
    with Nginx(SITE.replace(line, instead), well.server.port, well.published) as nginx:
        found = said(transport, behind(well.set_up, nginx))
    (broken,) = [(state, words) for state, words in found if state != OK]
    assert broken[0] == (SOON if "readyz" in what else WRONG)
    assert what in broken[1]


@pytest.mark.parametrize(("days", "state"), [(30, OK), (10, SOON), (3, WRONG)])
def test_a_certificate_that_ends_is_named(well: Whole, days: int, state: str) -> None:
    nginx = Nginx(SITE, well.server.port, well.published)
    make_certificate(nginx.folder, days)
    with nginx:
        found = said(transport, behind(well.set_up, nginx))
    assert found[0] == (state, f"the certificate of {NAME} is valid for {days - 1} days.")


def test_a_certificate_of_another_name_or_of_nobody_is_named(well: Whole) -> None:
    nginx = Nginx(SITE, well.server.port, well.published)
    make_certificate(nginx.folder, name="other.example")
    with nginx:
        set_up = behind(well.set_up, nginx)
        stranger = replace(set_up.front, trusted=ssl.create_default_context())
        ((state, what),) = said(transport, set_up)
        ((untrusted, why),) = said(transport, replace(set_up, front=stranger))
    assert (state, untrusted) == (WRONG, WRONG)
    assert "Hostname mismatch" in what
    assert "self-signed" in why


def test_a_front_that_is_away_is_named(well: Whole) -> None:
    with Nginx(SITE, free_port(), well.published) as nginx:
        found = said(transport, behind(well.set_up, nginx))
    assert (WRONG, "/healthz answers 503.") in found
    away = replace(well.set_up.front, base_url=f"http://127.0.0.1:{free_port()}")
    gone = replace(well.set_up, front=type(away)(away.base_url))
    assert states(transport, gone) == [WRONG]
    unheard = replace(gone, front=type(away)("https://no-such-host.invalid"))
    assert states(transport, unheard) == [UNKNOWN]


@pytest.mark.parametrize(("seconds", "state"), [(0, OK), (-20, SOON), (20, SOON), (-90, WRONG)])
def test_clocks_that_differ_are_named(well: Whole, seconds: int, state: str) -> None:
    now = well.set_up.machine_now
    bent = replace(well.set_up, machine_now=lambda: now() + timedelta(seconds=seconds))
    assert states(clocks, bent) == [state, state]


def test_a_mail_server_that_would_take_none_is_named(well: Whole) -> None:
    assert isinstance(well.set_up.mail, SmtpMail)
    for url in (
        f"smtp://127.0.0.1:{free_port()}",
        f"smtp://user:secret-of-mail@127.0.0.1:{well.smtp.port}",
    ):
        broken = replace(well.set_up, mail=replace(well.set_up.mail, url=url))
        state, what = said(mails, broken)[-1]
        assert (state, what.startswith("Smtp would take none: ")) == (WRONG, True)
        assert "secret-of-mail" not in what


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (REDIS[2:], "it lets everybody in"),
        (REDIS[:2], "it takes memory without a bound."),
        ((*REDIS[:5], "volatile-ttl"), "full, it throws sessions out (volatile-ttl)."),
        ((*REDIS[:3], "100kb", *REDIS[4:]), "it takes nothing new: OutOfMemoryError."),
        ((*REDIS, "--rename-command", "CONFIG", ""), "how much memory it takes"),
    ],
)
def test_a_redis_that_is_not_as_it_should_be_is_named(
    well: Whole, words: tuple[str, ...], what: str
) -> None:
    with RedisServer(words) as server:
        found = said(session_store, replace(well.set_up, redis_url=server.url))
    (broken,) = [(state, said) for state, said in found if state != OK]
    assert broken[1].startswith(what)
    assert broken[0] == (UNKNOWN if "how much" in what else WRONG)


def test_a_redis_that_is_away_or_refuses_us_is_named(well: Whole) -> None:
    with RedisServer(REDIS) as server:
        other = server.url.replace("secret-of-redis", "another")
        assert states(session_store, replace(well.set_up, redis_url=other)) == [WRONG]
    assert states(session_store, replace(well.set_up, redis_url=server.url)) == [WRONG]


LOUD = {
    "log_statement": "all",
    "log_min_error_statement": "error",
    "log_error_verbosity": "default",
    "log_connections": "on",
    "log_min_duration_statement": "100",
    "synchronous_commit": "off",
    "max_wal_size": "1GB",
}
OF_THE_SERVER = ("log_connections", "max_wal_size")
"""What no database has for itself."""


def told(well: Whole, statement: str) -> None:
    """Tell the database something that holds for every connection from now on."""
    with closing(psycopg.connect(well.owner, autocommit=True)) as asked:
        asked.execute(statement)
    well.cluster.reload()
    with well.app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("name", LOUD)
def test_a_database_that_is_set_otherwise_is_named(well: Whole, name: str) -> None:
    whose = "SYSTEM" if name in OF_THE_SERVER else "DATABASE umay"
    told(well, f"ALTER {whose} SET {name} = '{LOUD[name]}'")
    found = said(database, well.set_up)
    told(well, f"ALTER {whose} RESET {name}")
    told(well, ROOM_FOR_THE_LOG)
    (broken,) = [(state, what) for state, what in found if state != OK]
    assert broken[0] == (SOON if name == "max_wal_size" else WRONG)
    assert broken[1].startswith(f"{name} is ")


def test_a_log_that_is_not_handed_over_is_named(well: Whole) -> None:
    told(well, "ALTER SYSTEM SET archive_command = 'false'")
    write_log(well.cluster, "failed_count > 0")
    found = said(backups, well.set_up)
    told(well, HANDS_OVER)
    write_log(well.cluster, "last_archived_time > last_failed_time")
    assert (WRONG, "the database's log could not be handed over the last time.") in found
    assert states(backups, well.set_up) == [OK, OK]


def test_a_database_that_is_away_is_named_and_ends_nothing(well: Whole) -> None:
    well.cluster.stop()
    code, output = run(well)
    well.cluster.start()
    assert code == 1
    assert states(tables, well.set_up) == [OK]
    lines = output.splitlines()
    assert [line for line in lines if line.startswith("wrong    tables")]
    assert [line for line in lines if line.startswith("unknown  backup")]
    assert [line for line in lines if line.startswith("ok       https")]
