"""Each folder's share of the time that tests take, held against its line."""

import json
import subprocess
import sys
import tomllib

import pytest

from tests.support.profiling import folder_of, table
from tools import budget, deeds
from tools.layout import Layout, this_layout

SPENT = {"tests/a": {"setup": 1.0, "call": 2.0}, "tests/b": {"call": 1.0}}


def put(layout: Layout, lines: str) -> None:
    """Put a measured run and its lines into a work tree."""
    layout.profile.parent.mkdir(parents=True, exist_ok=True)
    layout.profile.write_text(json.dumps({"by_folder": SPENT}))
    (layout.root / "tests").mkdir()
    (layout.root / "tests" / "budget.toml").write_text(f"[most_percent]\n{lines}")


def test_shares_are_of_the_whole() -> None:
    assert budget.shares(SPENT) == {"tests/a": 75, "tests/b": 25}
    assert budget.shares({}) == {}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('"tests/a" = 80\n"tests/b" = 30\n', ""),
        ('"tests/a" = 70\n"tests/b" = 30\n', "tests/a takes 75.0 %"),
        ('"tests/a" = 80\n', "tests/b has no line"),
    ],
)
def test_a_share_past_its_line_fails(
    layout: Layout, lines: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(layout, lines)
    assert budget.check(layout) == int(bool(said))
    assert (said or "all 2 folders keep to their lines") in capsys.readouterr().out


def test_what_was_not_measured_passes_and_says_so(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert budget.check(layout) == 0
    assert "not measured" in capsys.readouterr().out


def test_the_lines_leave_no_folder_more_than_half() -> None:
    written = (this_layout().root / "tests" / "budget.toml").read_text(encoding="utf-8")
    lines = tomllib.loads(written)["most_percent"]
    assert max(lines.values()) <= 50
    assert {folder_of(f"{folder}/test_x.py") for folder in lines} == lines.keys()


def test_the_table_begins_with_the_folder_that_takes_most_and_ends_with_the_sum() -> None:
    spent = {
        folder: {"teardown": 0.0, "processes": 0.0, "setup": 0.0, **phases}
        for folder, phases in SPENT.items()
    }
    head, first, second, last = table(spent, 0.5, 2.0)
    assert head.split() == ["folder", "setup", "call", "teardown", "processes", "all"]
    assert (first.split()[0], second.split()[0]) == ("tests/a", "tests/b")
    assert last.startswith("collection in all processes 0.5, what served the whole run 2.0")
    assert last.endswith("all 6.5")


def test_a_whole_run_is_measured_also_where_one_was_before(layout: Layout) -> None:
    put(layout, "")
    words = ["-m", "pytest", *deeds.suite_words(layout, ["--profile"]), "--markers"]
    told = subprocess.run(
        [sys.executable, *words],
        cwd=this_layout().root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
