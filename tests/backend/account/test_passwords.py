"""What the service itself takes to hash a password: tests elsewhere take the least there is."""

import subprocess
import sys
from pathlib import Path

import pytest
from argon2 import Type, extract_parameters

from tests.support.house import House
from tests.support.quickened import CHEAPEST
from tests.support.serving import ROOT
from tests.support.staff import invite

HASHES = """
import sys

from backend.app import create_app
from backend.config import read_config
from flask_security.utils import hash_password

app = create_app(read_config({"UMAY_DATA_DIR": sys.argv[1]}))
with app.app_context():
    print(hash_password("a long enough password"))
"""


def test_a_password_is_hashed_with_argon2id_as_owasp_asks_at_least(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", HASHES, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = extract_parameters(run.stdout.strip())
    assert found.type == Type.ID
    assert found.memory_cost >= 19 * 1024
    assert found.time_cost >= 2
    assert found.memory_cost > 100 * CHEAPEST["argon2__memory_cost"]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t"])
def test_a_password_is_the_same_where_it_is_chosen_and_where_one_signs_in(
    house: House, blank: str
) -> None:
    typed, browser = f"{blank}correct horse battery staple{blank}", house.nobody()
    path = invite(house.app, "officer", "olive@council.example", "Olive")
    answer = browser.send(path, name="Olive", password=typed, again=typed)
    assert answer.status_code == 302
    other = house.nobody()
    answer = other.send("/account/sign-in", email="olive@council.example", password=typed)
    assert answer.status_code == 302, "on to the second step"
