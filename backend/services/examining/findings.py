"""Deeds: what was found of a set-up, and what is looked at."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from backend.gateways.front import Front
from backend.gateways.mail import Carrier
from backend.services.world import World

OK, SOON, WRONG, UNKNOWN = "ok", "soon", "wrong", "unknown"
STATES = (OK, SOON, WRONG, UNKNOWN)
"""As it should be; will be wrong if nobody does anything; wrong; could not be looked at."""

NGINX_FILE, NGINX_LOGS = Path("/etc/nginx/nginx.conf"), Path("/var/log/nginx")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, what was seen, and what to do about it."""

    state: str
    what: str
    to_do: str = ""
    about: str = ""


@dataclass(frozen=True)
class SetUp:
    """What is looked at: a service with its settings, and the machine on which it runs.

    `inside` opens the context in which records are read. `machine_now` is the machine's own clock,
    which a demonstration does not bend. `keys` are what encrypts code apps, the current one first.
    `files` is the folder of the program; `nginx` the configuration that stands in front.
    """

    world: World
    inside: Callable[[], AbstractContextManager[object]]
    machine_now: Callable[[], datetime]
    mail: Carrier = field(repr=False)
    front: Front
    files: Path
    is_production: bool = False
    is_clock_bent: bool = False
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    has_old_keys: bool = False
    pooler: str = ""
    redis_url: str | None = field(default=None, repr=False)
    nginx: Path = NGINX_FILE
    nginx_logs: Path = NGINX_LOGS


Check = Callable[[SetUp], Iterator[Finding]]
"""Looks at one thing; what it raises is a thing that could not be looked at."""
