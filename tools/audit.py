"""Tools: whether a pinned Python package has a known vulnerability, or that nobody could say.

Run as `python -m tools.audit`. Where no advisory service answers, that is said: "not audited"
passes on somebody's own machine and fails where UMAY_AUDIT=required, as in the public workflow.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.installers import fetch_tool
from tools.layout import Layout, this_layout
from tools.refusal import Refusal

SETTING = "UMAY_AUDIT"
REQUIRED = "required"
TOOL = "audit"
FIRST = "installer"
"""The lock of one package, by which it shows whether the service answers at all."""
ANSWER_S, PATIENCE_S = 10, 300
WORDS = ("--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off")


@dataclass(frozen=True)
class Ended:
    """How a run of pip-audit ended: its exit code, and what it said on its two ways out."""

    code: int
    said: str
    trouble: str


@dataclass(frozen=True)
class Verdict:
    """How many packages were audited, what was found in them, and why others were not audited."""

    audited: int = 0
    found: list[str] = field(default_factory=list)
    unknown: str = ""


Run = Callable[[Sequence[str], int], Ended]
"""Runs pip-audit with some words, and gives up after so many seconds."""


def read(ended: Ended) -> Verdict:
    """Return what a run of pip-audit says, held to its JSON: silence is no good news."""
    try:
        listed: list[dict[str, Any]] = json.loads(ended.said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Verdict(unknown=_last_line(ended.trouble) or f"pip-audit ended with {ended.code}")
    audited = [each for each in listed if "vulns" in each]
    skipped = [each for each in listed if "vulns" not in each]
    found = [_in_words(each, vuln) for each in audited for vuln in each["vulns"]]
    unknown = str(skipped[0].get("skip_reason", skipped[0]["name"])) if skipped else ""
    if not listed:
        unknown = "no package was looked at"
    elif ended.code and not found:
        # Exit code 1 says "found something"; without a finding it is pip-audit's own trouble.
        unknown = unknown or _last_line(ended.trouble) or f"pip-audit ended with {ended.code}"
    return Verdict(len(audited), found, unknown)


def check(locks: Sequence[Path], run: Run, *, is_required: bool) -> int:
    """Audit each lock, say what came of it in plain lines, and return 0 if that may pass.

    The first is asked about with little patience, and none after one that could not be audited.
    """
    audited, found, unknown = 0, [], ""
    for lock in locks:
        verdict = read(run(_words(lock), PATIENCE_S if audited else ANSWER_S))
        audited += verdict.audited
        found += verdict.found
        unknown = verdict.unknown and f"{lock.name}: {verdict.unknown}"
        if unknown:
            break
    for each in found:
        print(f"vulnerable: {each}")
    if unknown:
        print(f"not audited: {unknown}")
        if is_required:
            print(f"{SETTING}={REQUIRED}: not audited is a failure here")
    elif not found:
        print(f"audited {audited} pins: no known vulnerability")
    return int(bool(found) or (bool(unknown) and is_required))


def main(layout: Layout) -> int:
    """Audit every lock of the project with pip-audit in an environment of its own."""
    is_required = os.environ.get(SETTING) == REQUIRED
    others = sorted(set((layout.root / "requirements").glob("*.lock")) - {layout.lock(FIRST)})
    try:
        folder = fetch_tool(layout, TOOL)
    except Refusal as refusal:
        print(f"not audited: {_last_line(str(refusal))}")
        return int(is_required)
    return check([layout.lock(FIRST), *others], _runner(layout, folder), is_required=is_required)


def _runner(layout: Layout, folder: Path) -> Run:
    def run(words: Sequence[str], patience_s: int) -> Ended:
        try:
            done = subprocess.run(
                [str(layout.python), "-m", "pip_audit", *words],
                cwd=layout.root,
                env={**os.environ, "PYTHONPATH": str(folder)},
                capture_output=True,
                text=True,
                timeout=patience_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Ended(1, "", f"the advisory service did not answer within {patience_s} s")
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


def _words(lock: Path) -> list[str]:
    return [*WORDS, f"--timeout={ANSWER_S // 2}", f"--requirement={lock}"]


def _in_words(package: dict[str, Any], vuln: dict[str, Any]) -> str:
    mended = ", ".join(vuln["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {vuln['id']}, mended in {mended}"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else ""


if __name__ == "__main__":
    sys.exit(main(this_layout()))
