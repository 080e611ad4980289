"""What an nginx in front would keep of who asks: read from its configuration, else asked (S12)."""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from backend.gateways.nginx_files import UnreadableError, read_configuration
from backend.services.examining.findings import OK, UNKNOWN, WRONG, SetUp
from backend.services.examining.logs import logs
from backend.services.examining.nginx_rules import faults_of, servers_of
from tests.backend.services.examining.cast import a_set_up, said
from tests.operations.whole import behind
from tests.support.nginx import NAME, SITE, Nginx

MAIN = """
error_log /var/log/nginx/error.log;
http {{
    access_log /var/log/nginx/access.log;
    log_format nobody '$status';
    limit_req_zone $binary_remote_addr zone=each:1m rate=1r/s;
    limit_conn_zone $server_name zone=all:1m;
    server {{ listen 80 default_server; error_log off.log emerg; access_log off; }}
    server {{ listen 443; server_name other.example; }}
    server {{ listen 443; server_name {name}; {lines} }}
}}
"""
QUIET = "error_log x emerg; access_log off;"


def faults(folder: Path, lines: str, name: str = NAME) -> list[str]:
    """Return what a configuration with these lines in our server would keep."""
    (file := folder / "nginx.conf").write_text(MAIN.format(lines=lines, name=name))
    servers = servers_of(read_configuration(file), NAME)
    return [fault for server in servers for fault in faults_of(server)]


@pytest.mark.parametrize(
    "lines",
    [
        QUIET,
        "error_log /dev/null; access_log /dev/null; location / { proxy_pass http://x; }",
        f"{QUIET} limit_conn all 100;",
        f"{QUIET} location / {{ access_log off; }}",
    ],
)
def test_a_server_that_keeps_nothing_is_no_fault(tmp_path: Path, lines: str) -> None:
    assert faults(tmp_path, lines) == []


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("error_log x emerg;", "access_log is not off (with the address of who asks)"),
        ("access_log off;", "error_log is at error, not at emerg: it names who asks"),
        ("access_log off; error_log x crit;", "error_log is at crit, not at emerg: it names"),
        ("error_log x emerg; access_log x nobody;", "access_log is not off (a line for each"),
        (f"{QUIET} limit_req zone=each burst=5;", "limit_req counts by address"),
        (f"{QUIET} limit_conn each 5;", "limit_conn counts by address"),
    ],
)
def test_a_server_that_keeps_something_is_named(tmp_path: Path, lines: str, fault: str) -> None:
    (found,) = faults(tmp_path, lines)
    assert found.startswith(f"{NAME}: {fault}")


def test_a_location_that_keeps_something_is_named(tmp_path: Path) -> None:
    lines = f"{QUIET} location /a/ {{ if ($args) {{ access_log x; }} }} location = /b {{ }}"
    assert faults(tmp_path, lines) == [
        f"{NAME}, if $args: access_log is not off (with the address of who asks)"
    ]


@pytest.mark.parametrize("name", [".example", "*.example", "~^umay", f"a.example {NAME}"])
def test_our_server_is_found_however_it_is_named(tmp_path: Path, name: str) -> None:
    assert len(faults(tmp_path, "", name)) == 2


def test_whoever_names_no_server_comes_to_the_first(tmp_path: Path) -> None:
    main = MAIN.replace(" default_server", "").replace("error_log off.log emerg;", "")
    (file := tmp_path / "nginx.conf").write_text(main.format(lines=QUIET, name=NAME))
    found = [f for each in servers_of(read_configuration(file), NAME) for f in faults_of(each)]
    assert found == ["the default server: error_log is at error, not at emerg: it names who asks"]


def test_the_site_keeps_nothing_read_from_its_files_or_as_nginx_shows_it(tmp_path: Path) -> None:
    with Nginx(SITE, 9, tmp_path) as nginx:
        shown = tmp_path / "shown"
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program is not None
        (nginx.folder / "temp").mkdir()
        done = subprocess.run(
            [program, "-T", "-p", nginx.folder, "-c", nginx.folder / "nginx.conf"],
            capture_output=True,
            text=True,
            check=True,
        )
        shown.write_text(done.stdout)
        for file in (nginx.folder / "nginx.conf", shown):
            servers = servers_of(read_configuration(file), NAME)
            assert [each.is_named for each in servers] == [False, True, True]
            assert [fault for each in servers for fault in faults_of(each)] == []
        shown.write_text(re.sub("access_log off;", "", done.stdout))
        servers = servers_of(read_configuration(shown), NAME)
        assert len([fault for each in servers for fault in faults_of(each)]) == 3


def test_what_two_servers_of_one_name_keep_is_said_once(set_up: SetUp, tmp_path: Path) -> None:
    with Nginx(SITE.replace(" emerg;", " crit;"), 9, tmp_path) as nginx:
        found = said(logs, behind(set_up, nginx))
    assert [state for state, _ in found] == [WRONG, WRONG]
    assert [what.split(":")[1] for _, what in found] == [" the default server", f" {NAME}"]


@pytest.mark.parametrize("content", [None, "http {", "http { include /no/such/file; }"])
def test_what_cannot_be_read_whole_is_no_configuration(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "nginx.conf"
    if content is not None:
        file.write_text(content)
    with pytest.raises(UnreadableError):
        read_configuration(file)


@pytest.fixture
def set_up(app: Flask, tmp_path: Path) -> SetUp:
    """A set-up whose nginx shows its configuration to nobody here."""
    return replace(a_set_up(app), nginx=tmp_path / "not-readable")


@pytest.mark.parametrize(("line", "state"), [("access_log off;", OK), ("", WRONG)])
def test_without_a_configuration_the_running_nginx_is_asked(
    set_up: SetUp, tmp_path: Path, line: str, state: str
) -> None:
    with Nginx(SITE.replace("access_log off;", line), 9, tmp_path) as nginx:
        asked = replace(behind(set_up, nginx), nginx=set_up.nginx)
        ((found, what),) = said(logs, asked)
    assert found == state
    assert ("access.log holds" in what) == (state == WRONG)


def test_what_can_be_neither_read_nor_asked_is_not_known(set_up: SetUp, tmp_path: Path) -> None:
    ((away, _),) = said(logs, replace(set_up, nginx_logs=tmp_path))
    with Nginx(SITE, 9, tmp_path) as nginx:
        without = replace(behind(set_up, nginx), nginx=set_up.nginx, nginx_logs=tmp_path)
        ((state, what),) = said(logs, without)
        (tmp_path / "nginx.conf").write_text("http { server { server_name other.example; } }")
        other = replace(without, nginx=tmp_path / "nginx.conf")
        ((foreign, why),) = said(logs, other)
    assert (away, state, foreign) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert "there is no log in" in what
    assert "has no server for umay.example" in why
