"""One line a minute for each fault, with a time, and none of the words that were sent."""

import io
import json
import logging
import os
from collections.abc import Iterator

import pytest

from backend import logs
from backend.logs import Faults, JsonLines, OnceAMinute, OnlyDeaths, PlainWords

CANARY = "canary-4711"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Said:
    """A handler as the processes have it, and what it said."""

    def __init__(self, formatter: logging.Formatter) -> None:
        self.clock, self._stream = Clock(), io.StringIO()
        self.handler = logging.StreamHandler(self._stream)
        self.handler.setFormatter(formatter)
        self.handler.addFilter(OnceAMinute(Faults(self.clock)))

    def log(self, name: str = "backend") -> logging.Logger:
        """Return a logger that is heard here."""
        found = logging.getLogger(name)
        found.addHandler(self.handler)
        return found

    def lines(self) -> list[str]:
        return self._stream.getvalue().splitlines()

    def close(self) -> None:
        for name in ("backend", "library", "library.child", "gunicorn.error"):
            logging.getLogger(name).removeHandler(self.handler)


@pytest.fixture
def plain() -> Iterator[Said]:
    said = Said(PlainWords())
    yield said
    said.close()


@pytest.fixture
def lines() -> Iterator[Said]:
    said = Said(JsonLines(logs.WEB))
    yield said
    said.close()


def test_words_of_libraries_and_exceptions_are_never_said(plain: Said) -> None:
    log = plain.log("library")
    log.error("could not send %s", CANARY)
    try:
        raise ValueError(CANARY)
    except ValueError:
        log.exception("fell over %s", CANARY)
    assert plain.lines() == ["could not send %s", "fell over %s (builtins.ValueError)"]


@pytest.mark.parametrize(
    "words",
    ["Invalid request from ip=%s: %s", "Error handling request %s", "Worker (pid:%s): bad %s"],
)
def test_gunicorn_says_nothing_of_who_asks_for_what(plain: Said, words: str) -> None:
    log, only_deaths = plain.log("gunicorn.error"), OnlyDeaths()
    log.addFilter(only_deaths)
    log.critical(words, CANARY, CANARY)
    assert plain.lines() == []
    log.error("Worker (pid:%s) was sent %s! Perhaps out of memory?", 7, "SIGKILL")
    assert plain.lines() == ["Worker (pid:7) was sent SIGKILL! Perhaps out of memory?"]
    log.removeFilter(only_deaths)


def test_what_children_of_a_logger_say_is_held_to_the_same(plain: Said) -> None:
    plain.log("library")
    for _ in range(3):
        logging.getLogger("library.child").error("away")
    assert plain.lines() == ["away"]


def test_a_fault_is_said_once_a_minute_and_that_it_goes_on(plain: Said) -> None:
    log = plain.log()
    for _ in range(300):
        log.error("The database did not answer: %s", "OperationalError")
        plain.clock.now += 1
    first = "The database did not answer: OperationalError"
    assert plain.lines() == [first, *([f"It goes on: {first}"] * 4)]


def test_a_fault_that_comes_back_later_did_not_go_on(plain: Said) -> None:
    log = plain.log()
    for _ in range(3):
        log.error("away")
        plain.clock.now += 90
    assert plain.lines() == ["away"] * 3


def test_one_fault_hides_no_other(plain: Said) -> None:
    log = plain.log()
    for kind in ("OperationalError", "TimeoutError"):
        log.error("The database did not answer: %s", kind)
    assert len(plain.lines()) == 2


def test_nothing_tells_how_often_a_fault_was_met(plain: Said, lines: Said) -> None:
    """A number of refused requests in a minute is a number of residents."""
    for said, times in ((plain, 2), (lines, 2000)):
        log = said.log()
        for _ in range(times):
            log.error("away")
        said.clock.now += 60
        log.error("away")
        said.close()
    assert plain.lines() == [json.loads(line)["message"] for line in lines.lines()]


def test_a_line_is_one_object_with_its_time_also_where_words_have_several_lines(
    lines: Said,
) -> None:
    lines.log().error('Unexpected: "one"\nand another')
    (line,) = lines.lines()
    found = json.loads(line)
    assert list(found) == ["time", "level", "process", "logger", "message"]
    assert (found["level"], found["process"], found["logger"]) == ("error", "web", "backend")
    assert found["message"] == 'Unexpected: "one"\nand another'


def test_the_time_is_utc_to_the_second() -> None:
    record = logging.LogRecord("backend", logging.ERROR, "", 0, "away", None, None)
    record.created = 1_795_822_200.75
    assert json.loads(JsonLines(logs.JOBS).format(record))["time"] == "2026-11-27T23:30:00Z"


def test_processes_that_are_forked_say_a_fault_once_among_them() -> None:
    faults = Faults(Clock())
    child = os.fork()
    if child == 0:
        os._exit(0 if faults.met("away") == (True, False) else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert faults.met("away") == (False, False)
    assert faults.met("another") == (True, False)
