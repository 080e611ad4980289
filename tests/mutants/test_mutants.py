"""Whether tests fail on mutants of rules, counting, releasing, readiness and the outbox.

`UMAY_FULL=mutants ./umay test` runs it; the table also goes to build/mutants.txt.
"""

import sys

import pytest

from tests.architecture.tree import ROOT
from tests.mutants.running import try_mutants
from tests.mutants.tried import faults, table

TOLD = ROOT / "build" / "mutants.txt"
pytestmark = pytest.mark.full("mutants", alone=True)


def test_tests_fail_on_nine_of_ten_mutants(capsys: pytest.CaptureFixture[str]) -> None:
    run = try_mutants()
    told = "\n".join((*table(run.tried), f"{run.cpu_s:.0f} s of processor time", ""))
    TOLD.parent.mkdir(exist_ok=True)
    TOLD.write_text(told, encoding="utf-8")
    with capsys.disabled():
        sys.stdout.write(f"\n{told}")
    assert faults(run.tried) == []
