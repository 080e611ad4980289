"""The same without containers: systemd's units, and the settings that an operator fills in."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from backend.config import SETTINGS, read_config
from shared.problems import Problem
from tests.tools.test_deployment import COMPOSE, INIT, JOBS, ROOT, WEB
from tools.layout import this_layout

DEPLOY = ROOT / "deploy"
UNITS = ("umay-init.service", "umay-jobs.service", "umay-web.service")
BACKUP = "umay-backup.service"
ALL = (*UNITS, BACKUP, "umay-backup.timer")
EXAMPLE = (DEPLOY / ".env.example").read_text()
LINE = re.compile(r"^#?([A-Z][A-Z_]+)=(.*)$", re.MULTILINE)
SECRET = re.compile(r"KEY|PASSWORD|SMTP_URL")
NEVER = {"UMAY_CLOCK", "FLASK_DEBUG"}
"""Refused in production, so that no operator sets them."""

MOST_EXPOSED = "20"
"""Of 100, as `systemd-analyze security` counts; a plain service has 96."""

BOUNDS = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictSUIDSGID": "yes",
    "User": "umay",
}


def told(unit: str, name: str) -> list[str]:
    """Return what a unit says under a name, each line."""
    return re.findall(rf"^{name}=(.*)$", (DEPLOY / unit).read_text(), re.MULTILINE)


def megabytes(words: str) -> int:
    """Return the megabytes of "3G" or "256m"."""
    return int(words[:-1]) * {"g": 1024, "m": 1}[words[-1].lower()]


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_may_do_no_more_than_it_needs(unit: str) -> None:
    assert {name: told(unit, name)[0] for name in BOUNDS} == BOUNDS
    writes = told(unit, "ReadWritePaths")[0].split()
    assert writes[:2] == ["/var/lib/umay", "/srv/umay/published"]
    assert writes[2:] == (["/srv/umay/front"] if unit == "umay-init.service" else [])


@pytest.mark.parametrize(
    ("unit", "container"),
    [("umay-web.service", WEB), ("umay-jobs.service", JOBS), ("umay-init.service", INIT)],
)
def test_a_unit_takes_as_much_and_starts_the_same_as_its_container(
    unit: str, container: dict[str, str]
) -> None:
    assert megabytes(told(unit, "MemoryMax")[0]) == megabytes(container["mem_limit"])
    assert told(unit, "TasksMax") == [str(container["pids_limit"])]
    started = [line.partition("/bin/")[2].replace('"', "") for line in told(unit, "ExecStart")]
    command = container["command"][-1].replace("'", "").replace("0.0.0.0", "127.0.0.1")  # noqa: S104
    assert all(line in command for line in started if " front " not in line)


def analysed(*words: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not here; the test above reads the units")
    return subprocess.run(
        [program, *words], capture_output=True, text=True, timeout=60, check=False
    )


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in ALL:
        text = (DEPLOY / unit).read_text().replace("/opt/umay/venv", str(this_layout().venv))
        (tmp_path / unit).write_text(text.replace("/opt/umay/deploy", str(DEPLOY)))
    done = analysed("verify", "--man=no", *(str(tmp_path / unit) for unit in ALL))
    ours = [line for line in done.stderr.splitlines() if "umay" in line]
    assert (ours, done.returncode) == ([], 0)


@pytest.mark.parametrize("unit", [*UNITS, BACKUP])
def test_systemd_finds_little_that_a_unit_could_do(unit: str, tmp_path: Path) -> None:
    words = ("security", "--offline=yes", f"--threshold={MOST_EXPOSED}", "--no-pager")
    assert analysed(*words, str(DEPLOY / unit)).returncode == 0
    # Without its bounds the same unit is above the line.
    loose = re.sub(
        r"\nNoNewPrivileges.*?(\n\[Install\]|\Z)", r"\1", (DEPLOY / unit).read_text(), flags=re.S
    )
    (tmp_path / unit).write_text(loose)
    assert analysed(*words, str(tmp_path / unit)).returncode != 0


def test_the_example_names_every_setting_once_and_explains_it() -> None:
    names = [name for name, _ in LINE.findall(EXAMPLE)]
    assert sorted(names) == sorted({*names})
    text = (ROOT / "docker-compose.yml").read_text()
    in_compose = {*re.findall(r"\$\{([A-Z_]+)", text), "COMPOSE_PROFILES"}
    assert {*names} == ({*SETTINGS} - NEVER) | in_compose
    lines = EXAMPLE.splitlines()
    for at, line in enumerate(lines):
        if LINE.match(line):
            assert re.match(r"# [A-Z].*\.$", lines[at - 1]), line


def test_the_example_holds_no_secret() -> None:
    for name, value in LINE.findall(EXAMPLE):
        if SECRET.search(name):
            assert value == "", name
        assert re.sub(r"PASSWORD@", "", value).count(":") <= 2 or "PASSWORD" in value


def test_the_example_as_it_is_does_not_start_and_with_its_secrets_it_does() -> None:
    given = dict(LINE.findall(EXAMPLE.replace("\n#UMAY", "\nUMAY")))
    with pytest.raises(Problem, match="UMAY_SECRET_KEY"):
        read_config(given)
    given |= {"UMAY_SECRET_KEY": "x" * 64, "UMAY_SMTP_URL": "smtps://a:b@mail.example"}
    assert read_config(given).is_production
    assert COMPOSE["name"] == "umay"
