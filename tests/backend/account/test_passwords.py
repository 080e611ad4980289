"""What the service itself takes to hash a password: tests elsewhere take the least there is."""

import subprocess
import sys
from pathlib import Path

from argon2 import Type, extract_parameters

from tests.support.quickened import CHEAPEST
from tests.support.serving import ROOT

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
