"""Told to end by the system, the demonstration leaves no server behind."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from demo import __main__, all_looks
from demo.server import DemoServer
from tests.support.serving import ROOT

WAITS = """
import signal, subprocess, sys
from demo.ending import end_as_with_ctrl_c

{begins}
server = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
try:
    # Said only here: whoever hears it ends this program, and a moment sooner nobody would stop it.
    print(server.pid, flush=True)
    server.wait()
except KeyboardInterrupt:
    pass
finally:
    server.terminate()
    server.wait()
    print("stopped", flush=True)
"""


def told_to_end(begins: str) -> tuple[str, int]:
    """Start something that keeps a server, end it; return what it said last, and the pid."""
    words = [sys.executable, "-c", WAITS.format(begins=begins)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        server = int(started.stdout.readline())
        started.send_signal(signal.SIGTERM)
        rest = started.stdout.read() if begins else ""
    return rest, server


def test_a_server_is_stopped_on_the_way_out() -> None:
    said, _ = told_to_end("end_as_with_ctrl_c()")
    assert said == "stopped\n"


def test_told_to_end_while_it_starts_it_stops_what_it_began(tmp_path: Path) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    class Starting(DemoServer):
        def _begin(self, words: list[str]) -> "subprocess.Popen[bytes]":
            pausing = [sys.executable, "-c", "import signal; signal.pause()"]
            begun.append(subprocess.Popen(pausing))
            return begun[-1]

        def _is_ready(self, process: "subprocess.Popen[bytes]") -> bool:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Starting(tmp_path, port=0).start()
    assert [process.poll() is not None for process in begun] == [True, True]


def test_without_it_the_server_would_stay() -> None:
    _, server = told_to_end("")
    ended = subprocess.run(["kill", str(server)], check=False)
    assert ended.returncode == 0, "there was somebody to end"


@pytest.mark.parametrize("program", [__main__, all_looks])
def test_the_demonstration_and_the_gallery_begin_with_it(
    program: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def begin() -> None:
        begun.append("begun")
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "end_as_with_ctrl_c", begin)
    monkeypatch.setattr(sys, "argv", ["umay", "folder"] if program is all_looks else ["umay"])
    with pytest.raises(KeyboardInterrupt):
        program.main()  # type: ignore[attr-defined]
    assert begun == ["begun"]
