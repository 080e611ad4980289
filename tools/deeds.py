"""Tools: what each command does once everything it needs is there."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from tools import assets, checks, first_pack, pinning, sbom
from tools.layout import Layout
from tools.ports import port_number, refuse_unless_free
from tools.refusal import Refusal
from tools.running import become, follow, insist, start

# Whoever is free takes the next file, the long ones first: what a file prepares is prepared once.
# Three on two cores: a quarter of the time a test waits for a browser or a server.
PARALLEL = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
HELP_WORDS = (["-h"], ["--help"])
PUBLISHED = Path("var", "published")
"""Where `./umay publish` writes unless a setting says otherwise."""
COVERAGE = "--coverage"
CHECK = "--check"
OWN_CHOICE = ("-n", "-p", "--numprocesses", "--dist", "--pdb")


class _Arguments(argparse.ArgumentParser):
    """A parser whose refusals look like all others."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{message}. `./umay {self.prog} --help` shows what is possible.")


def demonstrate(layout: Layout, words: Sequence[str]) -> int:
    """Run the demonstration in place of this process."""
    become([layout.python, "-m", "demo", *demo_words(words)], cwd=layout.root)


def demo_words(words: Sequence[str]) -> list[str]:
    """Return what the demonstration is told: pictures go into the person's own folder."""
    parser = _Arguments(prog="demo", allow_abbrev=False, add_help=False)
    parser.add_argument("--headless", type=Path)
    told, others = parser.parse_known_args(words)
    return [*others, *(["--headless", str(told.headless.absolute())] if told.headless else [])]


def gallery(layout: Layout, words: Sequence[str]) -> int:
    """Draw every screen in every look in place of this process, into the person's own folder."""
    parser = _Arguments(prog="gallery", allow_abbrev=False)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(words).folder
    become([layout.python, "-m", "demo.all_looks", str(folder.absolute())], cwd=layout.root)


def test(layout: Layout, words: Sequence[str]) -> int:
    """Run pytest in place of this process."""
    become([layout.python, "-m", "pytest", *suite_words(layout, words)], cwd=layout.root)


def suite_words(layout: Layout, words: Sequence[str]) -> list[str]:
    """Return what pytest is told; a whole run with `--profile` is kept for `./umay check`."""
    told = with_plugins(test_words(words))
    if list(words) == ["--profile"]:
        # In one word: apart, a file that is there looks to pytest like the tests to run.
        told.append(f"--profile-to={layout.profile}")
    return told


def with_plugins(words: Sequence[str]) -> list[str]:
    """Write `--coverage` as what must be loaded before anything of UMay is."""
    watching = ["-p", "tests.support.covering"] if COVERAGE in words else []
    return [*watching, *(word for word in words if word != COVERAGE)]


def test_words(words: Sequence[str]) -> list[str]:
    """Add our processes, unless the caller chose for themselves."""
    if any(word.startswith(OWN_CHOICE) for word in words):
        return list(words)
    return [*PARALLEL, *words]


def check(layout: Layout, words: Sequence[str]) -> int:
    """Run the checks and return 0 only if all pass."""
    parser = _Arguments(prog="check", allow_abbrev=False)
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("--only", choices=[step.name for step in checks.STEPS], default="")
    wanted = parser.parse_args(words)
    return checks.run(layout, fix=wanted.fix, only=wanted.only)


def components(layout: Layout, words: Sequence[str]) -> int:
    """List what the server runs on, to the person's own file or to the screen."""
    parser = _Arguments(prog="sbom", allow_abbrev=False)
    parser.add_argument("file", nargs="?", type=Path)
    sbom.write(layout, parser.parse_args(words).file)
    return 0


def serve(layout: Layout, words: Sequence[str]) -> int:
    """Bring the database up to date, then become the server; Refusal if the port is taken."""
    parser = _Arguments(prog="serve", allow_abbrev=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    wanted = parser.parse_args(words)
    port = port_number(wanted.port)
    refuse_unless_free(wanted.host, port)
    code = follow([layout.program("flask"), "--app", "backend", "init"], cwd=layout.root)
    if code == 0:
        _listen(layout, wanted.host, port)
    return code


def _listen(layout: Layout, host: str, port: int) -> NoReturn:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # Ends with this process, which becomes the server.
    start([layout.program("flask"), "--app", "backend", "jobs", "--with-parent"], cwd=layout.root)
    gunicorn: list[str | Path] = [layout.program("gunicorn"), "-c", "backend/gunicorn.conf.py"]
    become([*gunicorn, "--bind", address, "backend.app:create_app()"], cwd=layout.root)


def phone(layout: Layout, words: Sequence[str]) -> int:
    """Open the phone app in place of this process, with a first pack if it has none of its own."""
    if not any(word.startswith("--pack") for word in words) and words not in HELP_WORDS:
        first_pack.ensure(layout)
    become([layout.python, "-m", "mobile", *words], cwd=layout.root)


def pack(layout: Layout, words: Sequence[str]) -> int:
    """Put published documents into the app in place of this process."""
    parser = _Arguments(prog="pack", allow_abbrev=False)
    parser.add_argument("published", nargs="?", default=str(PUBLISHED))
    parser.add_argument("--server")
    wanted = parser.parse_args(words)
    server = ["--server", wanted.server] if wanted.server is not None else []
    # The person's own folder: a relative path is theirs, not the work tree's.
    published = Path(wanted.published) if wanted.published != str(PUBLISHED) else None
    folder = published.absolute() if published else layout.root / PUBLISHED
    become([layout.python, "-m", "mobile.packaging.pack", str(folder), *server], cwd=layout.root)


def package(layout: Layout, words: Sequence[str]) -> int:
    """Make the folder that the phone app is built from, in place of this process."""
    parser = _Arguments(prog="package", allow_abbrev=False)
    parser.add_argument("--stage", type=Path, metavar="FOLDER", required=True)
    folder: Path = parser.parse_args(words).stage
    become([layout.python, "-m", "mobile.packaging.stage", str(folder.absolute())], cwd=layout.root)


def words(layout: Layout, words: Sequence[str]) -> int:
    """Take new messages into the catalogues, and compile them."""
    if words:
        raise Refusal(f"`./umay words` takes no arguments, and was given {' '.join(words)}.")
    assets.compile_words(layout, "update")
    return 0


def publish(layout: Layout, words: Sequence[str]) -> int:
    """Write the published documents in place of this process."""
    become([layout.program("flask"), "--app", "backend", "publish", *words], cwd=layout.root)


def take_in(layout: Layout, words: Sequence[str]) -> int:
    """Take in a partnership's files in place of this process."""
    _flask(layout, "import", words)


def give_out(layout: Layout, words: Sequence[str]) -> int:
    """Write a list to the person's own file in place of this process."""
    _flask(layout, "export", words)


def zones(layout: Layout, words: Sequence[str]) -> int:
    """Build the zones in place of this process."""
    _flask(layout, "zones", words)


def map_pack(layout: Layout, words: Sequence[str]) -> int:
    """Publish the map that phones may download in place of this process."""
    _flask(layout, "map-pack", words)


def release(layout: Layout, words: Sequence[str]) -> int:
    """Release the figures of a quarter or year in place of this process."""
    _flask(layout, "release", words, has_files=False)


def audit(layout: Layout, words: Sequence[str]) -> int:
    """Check the audit chain in place of this process."""
    _flask(layout, "audit", words)


def rotate(layout: Layout, words: Sequence[str]) -> int:
    """Put what is encrypted under the current key in place of this process."""
    _flask(layout, "rotate", words)


def doctor(layout: Layout, words: Sequence[str]) -> int:
    """Look whether a set-up is well in place of this process; nothing is brought up to date."""
    told = [_absolute(word) for word in words]
    become([layout.program("flask"), "--app", "backend", "doctor", *told], cwd=layout.root)


def deploy(layout: Layout, words: Sequence[str]) -> int:
    """Look whether a set-up is well (`--check`), or pin the images that it is made of (`--pin`)."""
    if words[:1] == [CHECK]:
        return doctor(layout, words[1:])
    return pinning.run(layout, words)


def add_administrator(layout: Layout, words: Sequence[str]) -> int:
    """Invite an administrator in place of this process."""
    # An address has a dot, and is no file's name.
    _flask(layout, "add-administrator", words, has_files=False)


def _flask(
    layout: Layout, command: str, words: Sequence[str], *, has_files: bool = True
) -> NoReturn:
    """Run a command of the server on a database that is up to date.

    Names of files are those of the caller's folder, the settings those of the work tree.
    """
    flask: list[str | Path] = [layout.program("flask"), "--app", "backend"]
    advice = "docs/reference.md says what the settings mean."
    insist([*flask, "init"], cwd=layout.root, advice=advice)
    told = [_absolute(word) for word in words] if has_files else words
    become([*flask, command, *told], cwd=layout.root)


def _absolute(word: str) -> str:
    is_path = not word.startswith("-") and ("." in word or "/" in word)
    return str(Path(word).absolute()) if is_path else word


def bench(layout: Layout, words: Sequence[str]) -> int:
    """Run the measurements in place of this process."""
    become([layout.python, "-m", "bench", *words], cwd=layout.root)


def nothing_more(layout: Layout, words: Sequence[str]) -> int:
    """Return at once: bringing what is needed was the whole task."""
    if words:
        raise Refusal(f"This command takes no arguments, and was given {' '.join(words)}.")
    print(f"ready: {layout.root}")
    return 0
