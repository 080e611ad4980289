"""The young-questions command: a refusal without a sign-off, one clear line with it."""

import pytest
from click.testing import Result
from flask import Flask

from tests.backend.cast import SIGN_OFF, load

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def run(app: Flask, *words: str) -> Result:
    with app.app_context():
        return app.test_cli_runner().invoke(args=["young-questions", *words])


@pytest.mark.parametrize("state", ["on", "on-with-weapon"])
def test_without_a_sign_off_it_is_refused_in_one_block(app: Flask, state: str) -> None:
    load(app)
    done = run(app, state)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "The data-protection officer has to sign this off first. Say who did, and when. "
        "Write it like: Ann Example, 2026-11-20.\n"
    )


@pytest.mark.parametrize("words", [(), ("maybe",), ("on", "off")])
def test_any_other_state_is_wrong_usage(app: Flask, words: tuple[str, ...]) -> None:
    assert run(app, *words).exit_code == 2


def test_they_are_switched_on_and_off(app: Flask) -> None:
    load(app)
    switched = run(app, "on", "--sign-off", SIGN_OFF)
    assert (switched.exit_code, switched.stderr) == (0, "")
    assert switched.stdout == "The young people's questions are on, and published so.\n"
    assert run(app, "off").stdout == "The young people's questions are off, and published so.\n"
    again = run(app, "off")
    assert (again.exit_code, again.stderr.endswith("They are off already.\n")) == (1, True)
