"""The public workflow runs what everybody runs, audits for certain, and pins what it uses."""

import re
from typing import Any

import yaml

from tools.audit import REQUIRED, SETTING
from tools.layout import this_layout

FILE = this_layout().root / ".github" / "workflows" / "check.yml"


def job() -> dict[str, Any]:
    """Return the one job of the workflow."""
    [only] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["jobs"].values()
    return dict(only)


def test_it_runs_what_every_change_runs() -> None:
    assert "bash .ci/run" in [step.get("run") for step in job()["steps"]]


def test_not_audited_fails_there() -> None:
    assert job()["env"] == {SETTING: REQUIRED}


def test_it_may_write_nothing_and_pins_its_actions_by_full_tags() -> None:
    assert yaml.safe_load(FILE.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}
    used = [step["uses"] for step in job()["steps"] if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"[\w/-]+@v\d+\.\d+\.\d+", each)] == []
