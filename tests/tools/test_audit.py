"""What is said of an audit: a vulnerability always fails, and silence is never good news."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tools.audit import ANSWER_S, PATIENCE_S, TOOL, Ended, check, main, read
from tools.installers import fetch_tool
from tools.layout import Layout, this_layout

SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
FAULTY = {
    "name": "jinja2",
    "version": "2.4.1",
    "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": []}],
}
SKIPPED = {"name": "uv", "skip_reason": "Dependency not found on PyPI"}
LOCKS = (Path("installer.lock"), Path("dev.lock"))
# What pip-audit's own formatter makes of a package that is sound, one that is not, and one skipped.
FORMATTED = """
from packaging.version import Version
from pip_audit._format import JsonFormat
from pip_audit._service import ResolvedDependency, SkippedDependency, VulnerabilityResult
sound = ResolvedDependency("flask", Version("3.1.3"))
faulty = ResolvedDependency("jinja2", Version("2.4.1"))
ids, fixed = ["PYSEC-2019-217"], [Version("2.10.1")]
vuln = VulnerabilityResult.create(ids=ids, description="", fix_versions=fixed, published=None)
skipped = SkippedDependency("uv", "Dependency not found on PyPI")
print(JsonFormat(False, True).format({sound: [], faulty: [vuln], skipped: []}, []))
"""


def ended(*packages: dict[str, Any], code: int = 0, trouble: str = "") -> Ended:
    return Ended(code, json.dumps({"dependencies": list(packages), "fixes": []}), trouble)


class Service:
    """Stands in for pip-audit: gives one ending after the other, and notes what it was asked."""

    def __init__(self, *endings: Ended) -> None:
        self.endings = list(endings)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, words: Sequence[str], patience_s: int) -> Ended:
        self.asked.append((words[-1], patience_s))
        return self.endings.pop(0)


@pytest.mark.parametrize("is_required", [False, True])
def test_a_vulnerability_always_fails(
    is_required: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    service = Service(ended(SOUND), ended(SOUND, FAULTY, SKIPPED, code=1))
    assert check(LOCKS, service, is_required=is_required) == 1
    said = capsys.readouterr().out
    assert "vulnerable: jinja2 2.4.1: PYSEC-2019-217, mended in 2.10.1" in said
    assert "no known" not in said


SILENT = [
    ended(SKIPPED, trouble="No known vulnerabilities found"),
    ended(SOUND, SKIPPED),
    ended(),
    ended(SOUND, code=2),
    Ended(0, "", "No known vulnerabilities found"),
    Ended(1, "", "ERROR: could not connect"),
    Ended(1, "[]", ""),
]


@pytest.mark.parametrize("ending", SILENT)
def test_not_audited_is_said_and_passes_unless_it_is_required(
    ending: Ended, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(LOCKS, Service(ending), is_required=False) == 0
    assert check(LOCKS, Service(ending), is_required=True) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.startswith("not audited: installer.lock: ") for line in said] == [
        True,
        True,
        False,
    ]
    assert "audited 1 pins" not in " ".join(said)


def test_a_service_that_does_not_answer_is_asked_once_and_briefly() -> None:
    service = Service(Ended(1, "", "no answer"))
    check(LOCKS, service, is_required=False)
    assert service.asked == [("--requirement=installer.lock", ANSWER_S)]


def test_all_that_was_audited_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    service = Service(ended(SOUND), ended(SOUND, SOUND))
    assert check(LOCKS, service, is_required=True) == 0
    assert service.asked[1] == ("--requirement=dev.lock", PATIENCE_S)
    assert capsys.readouterr().out == "audited 3 pins: no known vulnerability\n"


def test_where_the_tool_cannot_be_fetched_that_is_said(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UMAY_AUDIT", "required")
    layout.lock(TOOL).touch()
    assert main(layout) == 1
    assert capsys.readouterr().out.startswith("not audited: ")


def test_what_stands_in_has_the_form_of_the_real_one() -> None:
    layout = this_layout()
    done = subprocess.run(
        [layout.python, "-c", FORMATTED],
        env={**os.environ, "PYTHONPATH": str(fetch_tool(layout, TOOL))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["dependencies"] == [SOUND, FAULTY, SKIPPED]
    verdict = read(Ended(1, done.stdout, ""))
    assert (verdict.audited, len(verdict.found), verdict.unknown) == (2, 1, SKIPPED["skip_reason"])
