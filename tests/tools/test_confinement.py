"""What the containers may do: as little as they need, each of them; and Redis as it is started."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import redis

from backend.app import create_app
from backend.config import read_config
from backend.jobs.pulse import Pulse
from backend.storage.schema import upgrade_to_newest
from tests.conftest import NOW, _close
from tests.support.redis import RedisServer
from tests.support.staff import Browser, join
from tests.tools.test_deployment import COMPOSE, JOBS, SERVICES, WEB, filled_in
from tools.layout import this_layout

REDIS: dict[str, Any] = SERVICES["redis"]
FILLED = filled_in({str(at): word for at, word in enumerate(REDIS["command"])})
WORDS = list(FILLED.values())[1:]
"""How Redis is started, with a password given."""
SMALL = [{"192mb": "4mb"}.get(word, word) for word in WORDS]
HALF_A_DAY_S = 12 * 3600
TMP = "/tmp"  # noqa: S108 - a folder of the container, in its own memory


def loose_ends(service: dict[str, Any]) -> list[str]:
    """Return what a service may do, or may take, that it need not."""
    bounds = {
        "no-new-privileges": "no-new-privileges:true" in service.get("security_opt", []),
        "cap_drop": service.get("cap_drop") == ["ALL"] and not service.get("cap_add"),
        "read_only": service.get("read_only") is True,
        "not root": "build" in service or service.get("user") not in (None, "root", "0"),
        "mem_limit": re.fullmatch(r"\d+[mg]", str(service.get("mem_limit"))) is not None,
        "pids_limit": 0 < service.get("pids_limit", 0) < 1000,
        "networks": bool(service.get("networks")),
        "not privileged": not service.keys() & {"privileged", "devices", "network_mode", "pid"},
        "healthcheck": "healthcheck" in service or service is WEB,
    }
    return [name for name, holds in bounds.items() if not holds]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_may_do_no_more_than_it_needs(name: str) -> None:
    assert loose_ends(SERVICES[name]) == []


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("security_opt", [], "no-new-privileges"),
        ("cap_drop", ["NET_RAW"], "cap_drop"),
        ("cap_add", ["CHOWN"], "cap_drop"),
        ("read_only", False, "read_only"),
        ("user", "root", "not root"),
        ("mem_limit", None, "mem_limit"),
        ("pids_limit", 0, "pids_limit"),
        ("networks", [], "networks"),
        ("network_mode", "host", "not privileged"),
    ],
)
def test_a_service_that_may_do_more_is_named(key: str, value: object, fault: str) -> None:
    assert loose_ends({**REDIS, key: value}) == [fault]


def test_only_the_service_that_ends_has_no_health_check() -> None:
    off = [name for name, told in SERVICES.items() if told.get("healthcheck", {}).get("disable")]
    assert off == ["init", "restore"]
    assert not any("restart" in SERVICES[name] for name in off)


def test_what_holds_data_is_in_a_network_that_leads_nowhere() -> None:
    inner = {name for name, told in COMPOSE["networks"].items() if (told or {}).get("internal")}
    assert inner == {"back"}
    for name in ("database", "backup", "restore", "redis", "init"):
        assert set(SERVICES[name]["networks"]) == inner, name
    reached = [name for name, told in SERVICES.items() if "ports" in told]
    assert reached == ["nginx"]
    assert SERVICES["nginx"]["ports"] == ["80:80", "443:443"]
    assert SERVICES["nginx"]["networks"] == ["front"]


def test_what_a_service_writes_lies_in_memory_or_in_a_volume() -> None:
    for name in ("database", "backup", "restore"):
        assert SERVICES[name]["tmpfs"] == [TMP]
        assert "sockets:/var/run/postgresql" in SERVICES[name]["volumes"]
    assert REDIS["tmpfs"] == ["/data"]
    assert WEB["tmpfs"] == JOBS["tmpfs"] == [TMP]


def checked_jobs(data: Path) -> int:
    """Run the jobs' health check on another data folder and return its code."""
    kind, _python, flag, script = JOBS["healthcheck"]["test"]
    assert (kind, flag) == ("CMD", "-c")
    moved = script.replace(WEB["environment"]["UMAY_DATA_DIR"], str(data))
    assert str(data) in moved
    done = subprocess.run(
        [this_layout().python, "-c", moved], capture_output=True, timeout=30, check=False
    )
    return done.returncode


@pytest.mark.parametrize(
    ("stuck", "for_s"), [("publishing", 301), ("mail", 301), ("minutes", 5401)]
)
def test_jobs_of_which_one_piece_is_stuck_are_not_well(
    tmp_path: Path, stuck: str, for_s: int
) -> None:
    assert checked_jobs(tmp_path) != 0
    for name in ("publishing", "mail", "minutes"):
        Pulse(tmp_path).beat(name)
    assert checked_jobs(tmp_path) == 0
    file = tmp_path / "alive" / stuck
    long_ago = file.stat().st_mtime - for_s
    os.utime(file, (long_ago, long_ago))
    assert checked_jobs(tmp_path) != 0


def test_redis_lets_in_who_has_the_password_of_the_settings() -> None:
    told = filled_in(WEB["environment"])["UMAY_REDIS_URL"]
    password = dict(pairwise(WORDS))["--requirepass"]
    assert redis.Redis.from_url(told).get_connection_kwargs()["password"] == password
    with RedisServer(WORDS) as server:
        with redis.Redis.from_url(server.url) as client:
            assert client.ping()
        nobody = redis.Redis.from_url(server.url.replace(f":{password}@", ""))
        with nobody, pytest.raises(redis.AuthenticationError):
            nobody.ping()


def test_redis_is_well_only_to_who_has_the_password() -> None:
    kind, command = REDIS["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    (password,) = filled_in(REDIS["environment"]).values()
    with RedisServer(WORDS) as server:
        here = command.replace("redis-cli", f"redis-cli -s {server.folder / 'socket'}")
        codes = [
            subprocess.run(["sh", "-c", here], env={**os.environ, **told}, check=False).returncode
            for told in ({"REDISCLI_AUTH": password}, {"REDISCLI_AUTH": ""})
        ]
    assert codes[0] == 0 != codes[1]


@contextmanager
def signed_in(url: str, folder: Path) -> Iterator[Browser]:
    """An officer at a console whose sessions are in this Redis."""
    told = {"UMAY_DATA_DIR": str(folder), "UMAY_REDIS_URL": url}
    app = create_app(read_config(told), now=lambda: NOW)
    with app.app_context():
        upgrade_to_newest()
    yield join(app, "officer", "anna@council.example", "Anna")
    _close(app)


def flood(url: str) -> bool:
    """Open sessions, as strangers can, until Redis is full; return whether it refused some."""
    refused = 0
    with redis.Redis.from_url(url) as client:
        for at in range(1000):
            try:
                client.set(f"session:flood-{at}", b"x" * 10_000, ex=HALF_A_DAY_S * 2)
            except redis.exceptions.OutOfMemoryError:
                refused += 1
        # No crumb of room, which a small session would find.
        client.config_set("maxmemory", "3mb")
    return refused > 0


def test_a_flood_of_sessions_signs_nobody_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with RedisServer(SMALL) as server, signed_in(server.url, tmp_path) as officer:
        assert flood(server.url)
        assert officer.client.get("/console/").status_code == 200
        # A stranger gets a page all the same, and the operator a line.
        stranger = officer.client.application.test_client()
        assert stranger.get("/account/sign-in").status_code == 200
    assert "The session store did not answer: OutOfMemoryError" in caplog.text


def test_a_redis_that_makes_room_by_itself_signs_staff_out(tmp_path: Path) -> None:
    evicting = [{"noeviction": "volatile-ttl"}.get(word, word) for word in SMALL]
    with RedisServer(evicting) as server, signed_in(server.url, tmp_path) as officer:
        assert not flood(server.url)
        assert officer.client.get("/console/").status_code == 302
