"""Measurements: a first visit of the finder over a slow line, behind the site's own nginx.

The browser slows its line down itself (DevTools, Network.emulateNetworkConditions), for the page as
it is and for the page with its styles and modules one by one.
"""

import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser

from bench.published import backend_deed
from bench.rounds import take_turns
from bench.table import Goal, Row
from bench.visits import pressing_at_once, visitor
from tests.support.apart import changes
from tests.support.nginx import NAME, SITE, Nginx
from tests.support.serving import Server

LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""A wait of 400 ms for each answer, 50 kB each second."""

HOST, BESIDE = "localhost", "module by module"
REQUESTS, SECONDS = Goal(8, "requests"), Goal(2.5, "s")
PASSED_ON = "    location / {\n"
SQUEEZED = 'gzip on; gzip_types text/html; proxy_set_header Accept-Encoding "";'


class Visit(NamedTuple):
    """How many requests were begun until the first place stood, and the seconds until then."""

    requests: int
    seconds: float


def slow_line(browser: Browser, server: Server, data: Path, rounds: int) -> list[Row]:
    """Return the rows of a first visit over a slow line."""
    with ExitStack() as stack:
        ways = {
            "now": stack.enter_context(_fronted(server, data)),
            "before": stack.enter_context(_fronted(server, data, is_before=True)),
        }
        seen: dict[str, list[Visit]] = {way: [] for way in ways}

        def measured(way: str) -> float:
            seen[way].append(_visited(browser, ways[way]))
            return seen[way][-1].seconds

        took = take_turns({way: partial(measured, way) for way in ways}, rounds)
    asked = {way: max(visit.requests for visit in visits) for way, visits in seen.items()}
    seconds = {way: median(figures) for way, figures in took.items()}
    what = "first visit at 50 kB/s and 400 ms"
    return [
        Row(f"{what}, requests", asked["now"], "requests", asked["before"], BESIDE, REQUESTS),
        Row("  to the first place", seconds["now"], "s", seconds["before"], BESIDE, SECONDS),
    ]


def _visited(browser: Browser, url: str) -> Visit:
    with visitor(browser, url, ignore_https_errors=True) as context:
        pressing_at_once(context)
        page = context.new_page()
        session = context.new_cdp_session(page)
        begun: list[float] = []
        session.on("Network.requestWillBeSent", lambda told: begun.append(told["timestamp"]))
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        page.goto("/", wait_until="domcontentloaded")
        took: float = page.evaluate("() => window.firstPlace")
        seconds = took / 1000
        return Visit(len([each for each in begun if each <= begun[0] + seconds]), seconds)


@contextmanager
def _fronted(server: Server, data: Path, *, is_before: bool = False) -> Iterator[str]:
    """Put the site's nginx, with all that it hands out, before a server; give its address."""
    front, port = data / "front", _free_port()
    if not front.exists():
        backend_deed(["front", str(front)], _settings(data))
    site = SITE.replace(NAME, HOST).replace("listen 443 ", f"listen 127.0.0.1:{port} ")
    if is_before:
        site = site.replace(PASSED_ON, PASSED_ON + _sub_filters(server))
    with Nginx(site, server.port, data / "published", front):
        yield f"https://{HOST}:{port}"


def _sub_filters(server: Server) -> str:
    """Have nginx change the page on its way, squeezed again."""
    connection = server.connect()
    connection.request("GET", "/")
    page = connection.getresponse().read().decode()
    connection.close()
    filters = (f"sub_filter '{now}' '{before}';" for now, before in changes(page))
    return f"{SQUEEZED} sub_filter_once off; {' '.join(filters)}\n"


def _settings(data: Path) -> Mapping[str, str]:
    return {"UMAY_DATA_DIR": str(data)}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
