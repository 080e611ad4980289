"""A phone in airplane mode, as a process of its own: what it shows first, and what it tried.

Run with a pack folder, a memory folder and, for the control, the word "sync-first". Prints JSON.
"""

import json
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

CALLS: list[str] = []


def main(pack: str, folder: str, variant: str = "") -> None:
    """Start the real app without any network and tell of its first frame."""
    _block_the_network()
    from demo.driver import prepare_offscreen

    prepare_offscreen(Path(tempfile.mkdtemp(prefix="umay-kivy-")), density=1)
    from kivy.base import EventLoop

    from mobile.config import PhoneConfig
    from mobile.context import Context, engine_builder
    from mobile.main import UMayApp
    from tests.mobile.cast import MARKET, NOW
    from tests.mobile.phone import welcome

    welcome(Path(folder))

    config = PhoneConfig("http://umay.example", Path(folder), Path(pack), MARKET, now=lambda: NOW)
    context = Context(config)
    if variant == "sync-first":
        engine_builder(config)(lambda: True).round()
    app = UMayApp(context)
    app._run_prepare()
    EventLoop.idle()
    card = context.places.headline
    first = {"headline": card.name if card else None, "calls": list(CALLS)}
    while not context.exchange.trouble:
        EventLoop.idle()
    later = {"trouble": context.exchange.trouble, "still": context.places.headline.name}
    app.stop()
    sys.__stdout__.write(json.dumps({**first, **later}))  # type: ignore[union-attr]


def _block_the_network() -> None:
    def blocked(name: str) -> Any:
        def refuse(*_args: Any, **_named: Any) -> NoReturn:
            CALLS.append(name)
            raise OSError("airplane mode")

        return refuse

    for name in ("connect", "connect_ex", "sendto", "bind"):
        setattr(socket.socket, name, blocked(name))
    socket.getaddrinfo = blocked("getaddrinfo")


if __name__ == "__main__":
    main(*sys.argv[1:])
