"""Programs out of one warm process are as if each had been started by itself."""

import os
from pathlib import Path

from tests.support import warm

ECHO = "tests.support.echo_program"


def env(**values: str) -> dict[str, str]:
    """Return an environment of few names."""
    return {"PATH": os.environ["PATH"], **values}


def test_words_environment_and_streams_are_its_own() -> None:
    done = warm.run(ECHO, "one", "two words", env=env(UMAY_ECHO="a value"))
    assert done.stdout == "['one', 'two words'] a value\n"
    assert (done.returncode, done.stderr) == (7, "told on stderr\n")


def test_nothing_of_one_program_is_left_for_the_next() -> None:
    warm.run(ECHO, env=env(UMAY_ECHO="first"))
    assert warm.run(ECHO, env=env()).stdout == "[] None\n"
    assert "UMAY_ECHO" not in os.environ


def test_a_mishap_is_told_as_python_tells_it() -> None:
    done = warm.run("tests.support.no_such_program", env=env())
    assert done.returncode == 1
    assert "No module named tests.support.no_such_program" in done.stderr


def test_what_it_took_is_counted(tmp_path: Path) -> None:
    before = warm.spent_s
    warm.run("flask", "--app", "backend", "--help", env=env(UMAY_DATA_DIR=str(tmp_path)))
    assert warm.spent_s > before


def test_a_program_that_is_killed_says_so() -> None:
    program = warm.Program(ECHO, "wait", env=env())
    assert program.stdout.readline() == "waiting\n"
    program.kill()
    assert program.wait() == -9
    for stream in (program.stdout, program.stderr):
        stream.close()
