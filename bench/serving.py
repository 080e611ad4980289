"""Measurements: what a running server has, and what it costs."""

import os
from pathlib import Path

from tests.support.serving import Server

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_UTIME, _STIME = 11, 12
"""Where /proc/PID/stat has the ticks, counted after the name in brackets (proc(5))."""


def entity_tag(server: Server, path: str) -> str:
    """Return the ETag of what the server has at a path."""
    connection = server.connect()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers["ETag"]


def cpu_s(pid: int) -> float:
    """Return the seconds of processor time that a process and its living descendants have used."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    own = (int(stat[_UTIME]) + int(stat[_STIME])) / TICKS_PER_S
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return own + sum(cpu_s(int(child)) for child in children)
