"""Tools: the few things that come from the operating system and not from a package index."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.refusal import Refusal
from tools.running import attempt, say

# Kivy's window dies without these three, also when nothing is drawn on a screen.
GRAPHICS = ("libegl1", "libgl1", "libgl1-mesa-dri")
GRAPHICS_LIBRARIES = ("libEGL.so.1", "libGL.so.1")
POSTGRESQL = ("postgresql",)
POSTGRESQL_FOLDERS = Path("/usr/lib/postgresql")
# Chromium without a window to draw: the same engine, and pages open in a third of the time.
LIGHT_BROWSER = "chromium-headless-shell"
BROWSERS = (LIGHT_BROWSER, "chromium", "chromium-browser", "google-chrome")
REDIS = ("redis-server",)
# WeasyPrint sets signs and posters with Pango and needs letters to set them with.
PRINTING = (*("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"),)
PRINTING_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
# With these the tests bend a phone's clock, kill it between two writes, put the server behind nginx
# with a certificate, and a lost database back; program and package have the same name.
TRIALS = ("faketime", "nginx", "openssl", "pgbackrest", "pgbouncer", "strace")
# A client of certificate authorities and an authority for tests, for the part `operations` alone.
CERTIFYING = ("certbot", "pebble")
# Runs the phone's Android code on the machine itself, against doubles of Android's own classes.
JAVA = ("openjdk-17-jdk-headless",)
# What people open lists with, for the part `files` alone; its program is called soffice.
OFFICE, OFFICE_PROGRAM = ("libreoffice-calc-nogui",), "soffice"
# What installs pages, as people have it, for the part `install` alone.
WHOLE_BROWSER = "chromium"
PART = "UMAY_FULL"


def ensure_graphics() -> None:
    """Make sure that Kivy can open a window, visible or not; Refusal says what to install."""
    if _is_debian():
        ensure(GRAPHICS, "graphics for the phone app")
    elif sys.platform == "linux" and not all(map(_loads, GRAPHICS_LIBRARIES)):
        raise Refusal(
            "The phone app needs EGL and OpenGL, which this machine lacks. Install Mesa's EGL, GL "
            "and DRI drivers (Fedora: mesa-libEGL mesa-libGL mesa-dri-drivers), then try again."
        )


def ensure_postgresql() -> None:
    """Make sure that PostgreSQL's server programs exist; Refusal says what to install."""
    if shutil.which("pg_ctl") or any(POSTGRESQL_FOLDERS.glob("*/bin/pg_ctl")):
        return
    if not _is_debian():
        raise Refusal(
            "The tests run on PostgreSQL too, and `pg_ctl` was not found. Install PostgreSQL 15 or "
            "newer (server programs included), put pg_ctl on the PATH, then try again."
        )
    ensure(POSTGRESQL, "PostgreSQL for the tests")


def ensure_browser() -> None:
    """Make sure that the tests have a browser; Refusal says what to install."""
    if shutil.which(LIGHT_BROWSER):
        return
    has_another = any(map(shutil.which, BROWSERS))
    if _is_debian():
        try:
            ensure([LIGHT_BROWSER], "a browser for the tests")
        except Refusal:
            if not has_another:
                raise
    elif not has_another:
        raise Refusal("The tests walk the pages in Chromium. Install it, then try again.")


def ensure_redis() -> None:
    """Make sure that Redis is there for the tests; Refusal says what to install."""
    if shutil.which("redis-server"):
        return
    if not _is_debian():
        raise Refusal(
            "The tests need Redis, and `redis-server` was not found. Install Redis 6 or newer, put "
            "redis-server on the PATH, then try again."
        )
    ensure(REDIS, "Redis for the tests")


def ensure_printing() -> None:
    """Make sure that signs can be set as PDF; Refusal says what to install."""
    if all(map(_loads, PRINTING_LIBRARIES)):
        return
    if not _is_debian():
        raise Refusal(
            "Signs and posters are set with Pango, which this machine lacks. Install Pango and "
            "HarfBuzz (with its subset library), then try again."
        )
    ensure(PRINTING, "what sets signs and posters")


def ensure_java() -> None:
    """Make sure that Java and its compiler exist; Refusal says what to install."""
    if shutil.which("javac"):
        return
    if not _is_debian():
        raise Refusal(
            "The tests run the phone's Android code on Java, and `javac` was not found. Install a "
            "Java development kit, 17 or newer, put javac on the PATH, then try again."
        )
    ensure(JAVA, "Java for the tests")


def ensure_trials() -> None:
    """Make sure that the trials' programs exist; elsewhere than on Debian those tests are skipped.

    Refusal says what to install.
    """
    if _is_debian() and not all(map(shutil.which, TRIALS)):
        ensure(TRIALS, "what the trials of the tests need")
    part = os.environ.get(PART, "") if _is_debian() else ""
    if part == "operations" and not all(map(shutil.which, CERTIFYING)):
        ensure(CERTIFYING, "what asks for certificates, and who gives them")
    if part == "files" and not shutil.which(OFFICE_PROGRAM):
        ensure(OFFICE, "what opens lists and saves them anew")
    if part == "install" and not shutil.which(WHOLE_BROWSER):
        ensure([WHOLE_BROWSER], "a browser that installs pages")


def ensure(packages: Sequence[str], purpose: str) -> None:
    """Install the Debian packages that are missing; Refusal names them if that is forbidden."""
    lacking = missing(packages)
    if not lacking:
        return
    by_hand = f"sudo apt-get install -y {' '.join(lacking)}"
    prefix = _root_prefix()
    if prefix is None or not _is_debian():
        raise Refusal(f"{purpose} is not installed. Run `{by_hand}`, then try again.")
    say(f"installing {purpose}: {' '.join(lacking)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=120"]
    # Old lists may still do, so this is told only where the installation fails.
    stale = attempt([*apt, "update"], cwd=Path("/"))
    trouble = attempt([*apt, "install", "-y", "--no-install-recommends", *lacking], cwd=Path("/"))
    if trouble is not None:
        said = "\n".join(filter(None, [stale, trouble]))
        raise Refusal(f"{purpose} could not be installed:\n{said}\nRun `{by_hand}`.", exit_code=1)


def missing(packages: Sequence[str]) -> list[str]:
    """Return those of the Debian packages that are not installed, in the order given."""
    try:
        listed = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    except FileNotFoundError:
        return list(packages)
    present = {line.split()[0] for line in listed.splitlines() if line.endswith(" installed")}
    return [package for package in packages if package not in present]


def _is_debian() -> bool:
    return shutil.which("dpkg-query") is not None and shutil.which("apt-get") is not None


def _root_prefix() -> list[str] | None:
    """Return the words that make a command run as root without a question, or None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and attempt(["sudo", "-n", "true"], cwd=Path("/")) is None:
        return ["sudo", "-n"]
    return None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
