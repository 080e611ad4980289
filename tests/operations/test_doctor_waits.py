"""Nobody who hangs keeps the doctor for longer than ten seconds, or keeps it from the others."""

import socket
from contextlib import ExitStack
from dataclasses import replace
from time import monotonic

import pytest
from flask import Flask

from backend.gateways.front import Front
from backend.gateways.smtp_mail import SmtpMail
from backend.services.examining.examine import examine
from backend.services.examining.findings import OK, UNKNOWN, WRONG
from backend.services.world import World
from tests.backend.services.examining.cast import a_set_up, those

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.mark.full("operations", alone=True)
def test_hosts_that_say_nothing_are_waited_for_together(app: Flask, world: World) -> None:
    with ExitStack() as stack:
        ports = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            for _ in range(3)
        ]
        set_up = replace(
            a_set_up(app),
            front=Front(f"https://127.0.0.1:{ports[0]}"),
            redis_url=f"redis://127.0.0.1:{ports[1]}/0",
            mail=SmtpMail(f"smtp://127.0.0.1:{ports[2]}", "a@b.example", "b.example"),
        )
        begun = monotonic()
        found = examine(set_up)
        assert monotonic() - begun < 10
    assert len(those(found, about="https", state=UNKNOWN)) == 1
    assert len(those(found, about="redis", state=WRONG)) == 1
    assert len(those(found, about="mail", state=WRONG)) == 1
    assert len(those(found, about="tables", state=OK)) == 1
