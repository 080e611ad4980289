"""Deeds, looking: whether the proxy in front writes down who asks for what (S12)."""

import http.client
from collections.abc import Iterator
from pathlib import Path

from backend.gateways.nginx_files import UnreadableError, read_configuration
from backend.services.examining.findings import OK, UNKNOWN, WRONG, Finding, SetUp
from backend.services.examining.nginx_rules import faults_of, servers_of

TO_DO = "Take deploy/nginx-site.conf."
ASK_NGINX = "As root: nginx -T | … doctor --nginx /dev/stdin"
MOST_SAID = 5


def logs(set_up: SetUp) -> Iterator[Finding]:
    """Read nginx's configuration; where that cannot be, ask and look into its log files."""
    try:
        directives = read_configuration(set_up.nginx)
    except UnreadableError as why:
        yield _asked(set_up, str(why))
        return
    host = set_up.front.host
    servers = servers_of(directives, host)
    if not any(each.is_named for each in servers):
        yield _asked(set_up, f"{set_up.nginx} has no server for {host}")
        return
    # The servers of two ports often say the same.
    faults = list(dict.fromkeys(fault for each in servers for fault in faults_of(each)))
    for fault in faults[:MOST_SAID]:
        yield Finding(WRONG, f"nginx: {fault}.", TO_DO)
    if not faults:
        what = f"{len(servers)} servers of nginx's configuration keep nothing of who asks."
        yield Finding(OK, what)


def _asked(set_up: SetUp, why: str) -> Finding:
    """Ask for something that nobody else asks for, and look whether it was written down."""
    word = f"umay-doctor-{set_up.world.new_id()}"
    files = _files(set_up.nginx_logs)
    before = {file: file.stat().st_size for file in files}
    try:
        set_up.front.ask(f"/{word}")
        telling = [file for file in files if word.encode() in _since(file, before[file])]
    except (OSError, http.client.HTTPException) as error:
        return _unknown(f"{why}, and asking was no way: {type(error).__name__}")
    if telling:
        return Finding(WRONG, f"{telling[0]} holds what was asked for.", TO_DO)
    if not files:
        return _unknown(f"{why}, and there is no log in {set_up.nginx_logs}")
    what = f"{len(files)} files of {set_up.nginx_logs} do not hold what was just asked for."
    return Finding(OK, what)


def _unknown(why: str) -> Finding:
    return Finding(UNKNOWN, f"what is written down in front: {why}.", ASK_NGINX)


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.glob("*log") if each.is_file())


def _since(file: Path, size: int) -> bytes:
    with file.open("rb") as content:
        content.seek(size)
        return content.read()
