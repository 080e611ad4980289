"""The phone's code under the Python that phones run it with: CPython 3.14, as WebAssembly.

Set-up's Python is 3.11, and no other can be had where this was written but by npm's pyodide.
"""

import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.mobile.packaging.spec import requirements
from tools import node
from tools.installers import fetch_tool
from tools.layout import this_layout

pytestmark = pytest.mark.full("newest", alone=True)

LAYOUT = this_layout()
HERE = Path(__file__).with_name("newest")
SITE = sysconfig.get_paths()["purelib"]


def run(script: str, **folders: Path | str) -> tuple[int, list[str]]:
    """Run a script in it, these folders mounted; return the exit code and what was said."""
    program = node.fetch_packages(LAYOUT, HERE) / "node_modules" / "pyodide" / "pyodide.mjs"
    mounted = [f"{name}={folder}" for name, folder in folders.items()]
    done = subprocess.run(
        [node.find_node(LAYOUT), HERE / "run.mjs", program, HERE / script, *mounted],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def test_every_file_of_the_app_compiles_without_a_warning() -> None:
    code, said = run("compile_all.py", tree=LAYOUT.root)
    assert code == 0, said
    assert said[0].startswith(f"{requirements()['python3']} ")
    assert int(said[1].partition(" ")[0]) > 100


@pytest.mark.parametrize("line", ["try:\n    pass\nfinally:\n    return\n", 'x = "\\d"\n'])
def test_what_3_14_refuses_or_warns_of_would_be_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "old.py").write_text(line)
    code, said = run("compile_all.py", tree=tmp_path)
    assert code == 1
    assert "old.py" in said[-1]


def test_contract_and_memory_pass_their_own_tests() -> None:
    code, said = run(
        "tests_of_it.py", tree=LAYOUT.root, site=SITE, newest=fetch_tool(LAYOUT, "pure")
    )
    assert code == 0, "\n".join(said)
    assert said[0].startswith(f"{requirements()['python3']} ")
    assert int(said[-1].partition(" ")[0]) > 800
