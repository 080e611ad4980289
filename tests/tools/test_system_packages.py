"""What is asked of apt, seen by an apt that only writes it down."""

import os
import shutil
from pathlib import Path

import pytest

from tools import system_packages
from tools.refusal import Refusal

WANTED = ("libegl1", "libgl1", "postgresql")

DPKG_QUERY = """#!/bin/sh
shift 3
for package in "$@"; do
  if grep -qx "$package" "$0.installed"; then echo "$package installed"; else
    echo "$package not-installed"; fi
done
"""
APT_GET = """#!/bin/sh
echo "$DEBIAN_FRONTEND: $*" >> "$0.log"
if read -r line; then echo "asked: $line" >> "$0.log"; fi
case "$*" in *" $(cat "$0.fails" 2>/dev/null || echo nothing)"*)
  echo "E: the mirror is away"; exit 100;; esac
case "$*" in *install*) for package in "$@"; do echo "$package" >> "$0.installed"; done;; esac
"""
SUDO = """#!/bin/sh
echo "sudo $*" >> "$0.log"
[ -e "$0.allowed" ] || { echo "sudo: a password is required"; exit 1; }
shift; exec "$@"
"""


class Machine:
    """A folder of programs that stand before the real ones on the PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in {"dpkg-query": DPKG_QUERY, "apt-get": APT_GET, "sudo": SUDO}.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
        self.has_installed("libgl1")

    def has_installed(self, *packages: str) -> None:
        """Say what is there."""
        (self.folder / "dpkg-query.installed").write_text("".join(f"{p}\n" for p in packages))

    def fails_at(self, word: str) -> None:
        """Let apt fail at a word of its command."""
        (self.folder / "apt-get.fails").write_text(word)

    def said(self, program: str) -> list[str]:
        """Return the lines a program wrote down."""
        log = self.folder / f"{program}.log"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A Debian machine on which we are root."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return Machine(tmp_path)


def test_a_machine_that_has_everything_is_left_alone(machine: Machine) -> None:
    machine.has_installed(*WANTED)
    system_packages.ensure(WANTED, "everything")
    assert machine.said("apt-get") == []


def test_only_what_is_missing_is_installed_after_an_update_and_without_a_question(
    machine: Machine,
) -> None:
    system_packages.ensure(WANTED, "everything")
    assert machine.said("apt-get") == [
        "noninteractive: -qq -o DPkg::Lock::Timeout=120 update",
        "noninteractive: -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "
        "libegl1 postgresql",
    ]
    assert machine.said("sudo") == []


def test_the_programs_of_the_trials_are_installed_where_one_is_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("env", "faketime"):
        (machine.folder / program).symlink_to("/usr/bin/env")
    (machine.folder / "grep").symlink_to(shutil.which("grep") or "")
    (machine.folder / "cat").symlink_to(shutil.which("cat") or "")
    (machine.folder / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(machine.folder))
    machine.has_installed("faketime")
    system_packages.ensure_trials()
    wanted = ("nginx", "openssl", "pgbackrest", "pgbouncer", "strace")
    assert machine.said("apt-get")[1].endswith(f"--no-install-recommends {' '.join(wanted)}")
    for program in wanted:
        (machine.folder / program).symlink_to("/usr/bin/env")
    system_packages.ensure_trials()
    assert len(machine.said("apt-get")) == 2


def test_redis_is_installed_where_it_is_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("env", "grep", "cat", "sh"):
        (machine.folder / program).symlink_to(shutil.which(program) or "")
    monkeypatch.setenv("PATH", str(machine.folder))
    system_packages.ensure_redis()
    assert machine.said("apt-get")[1].endswith("--no-install-recommends redis-server")
    (machine.folder / "redis-server").symlink_to("/usr/bin/env")
    system_packages.ensure_redis()
    assert len(machine.said("apt-get")) == 2


def test_java_is_installed_where_its_compiler_is_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("env", "grep", "cat", "sh"):
        (machine.folder / program).symlink_to(shutil.which(program) or "")
    monkeypatch.setenv("PATH", str(machine.folder))
    system_packages.ensure_java()
    assert machine.said("apt-get")[1].endswith("--no-install-recommends openjdk-17-jdk-headless")
    (machine.folder / "javac").symlink_to("/usr/bin/env")
    system_packages.ensure_java()
    assert len(machine.said("apt-get")) == 2


def test_elsewhere_the_tests_say_that_they_need_java(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="Java development kit, 17 or newer"):
        system_packages.ensure_java()


def test_what_sets_signs_is_installed_where_a_library_is_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "PRINTING_LIBRARIES", ("libc.so.6",))
    system_packages.ensure_printing()
    assert machine.said("apt-get") == []
    monkeypatch.setattr(system_packages, "PRINTING_LIBRARIES", ("libnowhere.so.0",))
    system_packages.ensure_printing()
    wanted = " ".join(system_packages.PRINTING)
    assert machine.said("apt-get")[1].endswith(f"--no-install-recommends {wanted}")


def test_a_failed_installation_is_quoted_with_what_to_do(machine: Machine) -> None:
    machine.fails_at("install")
    with pytest.raises(Refusal, match=r"(?s)the mirror is away.*sudo apt-get install") as refusal:
        system_packages.ensure(WANTED, "everything")
    assert refusal.value.exit_code == 1


def test_a_failed_update_does_not_matter_where_the_installation_succeeds(machine: Machine) -> None:
    machine.fails_at("update")
    system_packages.ensure(WANTED, "everything")
    assert len(machine.said("apt-get")) == 2


def test_without_root_the_command_to_run_is_named_and_nothing_is_tried(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Refusal, match="Run `sudo apt-get install -y libegl1 postgresql`"):
        system_packages.ensure(WANTED, "everything")
    assert machine.said("sudo") == ["sudo -n true"]
    assert machine.said("apt-get") == []


def test_a_sudo_that_asks_nothing_is_used(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    (machine.folder / "sudo.allowed").touch()
    system_packages.ensure(WANTED, "everything")
    assert len(machine.said("apt-get")) == 2
    assert all(line.startswith("noninteractive: ") for line in machine.said("apt-get"))
    assert machine.said("sudo")[1].startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")


BY_PART = {"operations": "certbot pebble", "files": "libreoffice-calc-nogui"}


@pytest.mark.parametrize("part", ["", "pages", *BY_PART])
def test_what_one_part_alone_needs_comes_with_that_part(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    for program in ("env", "grep", "cat", "sh"):
        (machine.folder / program).symlink_to(shutil.which(program) or "")
    for program in system_packages.TRIALS:
        (machine.folder / program).symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(machine.folder))
    monkeypatch.setenv(system_packages.PART, part)
    system_packages.ensure_trials()
    asked = " ".join(machine.said("apt-get"))
    assert bool(asked) == (part in BY_PART)
    assert asked.endswith(f"--no-install-recommends {BY_PART[part]}" if asked else "")
