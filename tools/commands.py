"""Tools: the commands of `umay`, their help, and the one place where refusals are printed."""

import difflib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tools import codes, deeds, locks
from tools.layout import Layout, this_layout
from tools.preparation import EVERYTHING, Needs, prepare
from tools.refusal import Refusal
from tools.running import keep_bytecode

INTERRUPTED = 130


@dataclass(frozen=True)
class Command:
    """One command: what it promises, what it needs first, and what it does."""

    summary: str
    needs: Needs
    act: Callable[[Layout, Sequence[str]], int]
    usage: str = ""
    more: str = ""


COMMANDS = {
    "demo": Command(
        "show the whole service: a server, a phone and what passes between them",
        Needs(assets=True, graphics=True),
        deeds.demonstrate,
        "[--headless FOLDER | --pages] [--port 8600]",
        "With --headless nothing is drawn on the screen; pictures of the journey are written to "
        "FOLDER. With --pages the server runs alone. One sign-in per role is printed.",
    ),
    "test": Command(
        "run the tests, on PostgreSQL and, where they differ, on SQLite",
        EVERYTHING,
        deeds.test,
        "[--quick] [--profile] [--coverage] [pytest arguments]",
        "Runs in three processes unless -n or -p is given. --quick takes a minute or so: rules, "
        "contract, the house's order, the phone without a window. --profile prints processor "
        "seconds by folder, --coverage which branches are taken. UMAY_FULL=PART runs one of the "
        "longer parts; a wrong name lists them. "
        "Example: ./umay test tests/tools -k lock",
    ),
    "check": Command(
        "format, lint and types of Python, scripts and pages, and the house rules, in 90 seconds",
        Needs(packages=True),
        deeds.check,
        "[--fix] [--only CHECK]",
        "--fix  first mend what ruff can mend\n\nWhere no advisory service answers, packages are "
        "not audited, which is said; with UMAY_AUDIT=required that fails.",
    ),
    "serve": Command(
        "run the server: makes or migrates its database, then listens",
        Needs(assets=True),
        deeds.serve,
        "[--host 127.0.0.1] [--port 8000]",
    ),
    "phone": Command(
        "open the phone app in a window",
        Needs(assets=True, graphics=True),
        deeds.phone,
        "[--server URL] [--at LAT,LON] [...]",
        "Without a first pack of its own the app gets one with the example network.",
    ),
    "gallery": Command(
        "draw every screen of the app in each look, language, shape and text size",
        Needs(assets=True, graphics=True),
        deeds.gallery,
        "FOLDER",
        "Some 700 pictures, in some minutes; it fails if one of them is cut or shows what no "
        "widget drew.",
    ),
    "publish": Command(
        "write the documents that phones download",
        Needs(),
        deeds.publish,
        "[flask arguments]",
    ),
    "import": Command(
        "take in a partnership's files: outline, postcodes, names, areas, places, benchmarks, ...",
        Needs(),
        deeds.take_in,
        "outline|postcodes|names|areas|places|establishments|points|benchmarks FILE ... "
        "[--mapping FILE] [--dry-run]",
        "Outline first, then postcodes and names, then the rest. Benchmarks are figures of other "
        "surveys. docs/importing.md says more.",
    ),
    "export": Command(
        "write a list as CSV or for Excel, so that import takes it in again",
        Needs(),
        deeds.give_out,
        "places|candidates|drafts|points --to FILE.csv|FILE.xlsx [--with-guardians]",
        "Drafts are candidates that wait. It is written down who took what; guardians' names and "
        "mail addresses are in it only if asked for. docs/importing.md says more.",
    ),
    "zones": Command(
        "build the zones, the smallest areas that an answer may name",
        Needs(),
        deeds.zones,
        "build [--picture FILE.svg] [--least NUMBER] [--dry-run]",
        "Needs outline, postcodes and names to be imported. The same data gives the same zones.",
    ),
    "map-pack": Command(
        "publish a map of your own that phones may download",
        Needs(),
        deeds.map_pack,
        "FILE.mbtiles | --remove",
        "A raster MBTiles with its attribution, such as QGIS makes: docs/map-pack.md says how.",
    ),
    "release": Command(
        "release the figures of a quarter or year, once and for ever",
        Needs(),
        deeds.release,
        "--quarter 2026Q3 | --year 2026 [--why WORDS]",
        "Without any it lists what is due; the jobs release by themselves. docs/statistics.md "
        "says how figures are made.",
    ),
    "audit": Command(
        "check that what staff did still stands as it was written",
        Needs(),
        deeds.audit,
        "verify [--head COUNT:HASH]",
        "The head is in the daily mail to administrators: a tail cut since then shows.",
    ),
    "doctor": Command(
        "say of a running set-up what is well, what is wrong and what could not be seen",
        Needs(),
        deeds.doctor,
        "[--json] [--nginx FILE]",
        "Changes nothing and sends no mail. Exit code 1 where something is wrong. "
        "docs/operations.md says what is looked at.",
    ),
    "rotate": Command(
        "put code apps under the current secret key, and say when older ones may go",
        Needs(),
        deeds.rotate,
        "",
        "Wants UMAY_SECRET_KEY_OLD beside UMAY_SECRET_KEY; docs/operations.md says the steps.",
    ),
    "add-administrator": Command(
        "invite somebody to look after people, roles and settings",
        Needs(),
        deeds.add_administrator,
        "EMAIL NAME",
        "Prints a link that works once. The first administrator can only be made like this.",
    ),
    "code": Command(
        "show the code of a sign-in of the demonstration, as an authenticator app would",
        Needs(),
        codes.show,
        "KEY",
    ),
    "pack": Command(
        "put published documents into the app, to be shown before it was ever online",
        Needs(),
        deeds.pack,
        "[PUBLISHED_DIR] [--server URL]",
        "Without a folder it takes what `./umay publish` wrote. See mobile/packaging/README.md.",
    ),
    "package": Command(
        "make the folder that the phone app is built from",
        Needs(assets=True),
        deeds.package,
        "--stage FOLDER",
        "mobile/packaging/README.md says how it becomes an app, and what stores ask for.",
    ),
    "words": Command(
        "take new messages of the app into the catalogues of its languages",
        Needs(assets=True),
        deeds.words,
        "",
        "Catalogues stand in shared/locale; a message without a translation is said in English.",
    ),
    "bench": Command(
        "measure beside the alternatives, and print a table",
        EVERYTHING,
        deeds.bench,
        "[phone] [server] [sync] [console] [perception] [readiness] [finder] [night] [security] "
        "[upgrading]",
        "Takes some minutes; docs/bench.md says what the goals are and what was found.",
    ),
    "lock": Command(
        "pin the Python packages anew, with hashes",
        Needs(),
        locks.run,
        "[uv arguments]",
        "Example: ./umay lock --upgrade",
    ),
    "sbom": Command(
        "list what the server runs on, as a CycloneDX document",
        Needs(),
        deeds.components,
        "[FILE]",
        "Every pinned package with its version and hashes, to the file or else to the screen.",
    ),
    "assets": Command(
        "build styles, fonts, scripts and catalogues: the server does not start without them",
        Needs(assets=True),
        deeds.nothing_more,
    ),
    "deploy": Command(
        "write behind each image's tag the digest that it stands for now, or look if all is well",
        Needs(),
        deeds.deploy,
        "--pin [--registry URL] | --check [--json] [--nginx FILE]",
        "--pin asks docker or skopeo, or a registry by its address; where one digest cannot be "
        "had, nothing is changed. --check is `./umay doctor`.",
    ),
    "setup": Command("only bring what the other commands need", EVERYTHING, deeds.nothing_more),
}


def main(words: Sequence[str]) -> int:
    """Run one command and return its exit code; print a refusal as one plain message."""
    try:
        return _run(list(words))
    except Refusal as refusal:
        sys.stderr.write(f"umay: {refusal}\n")
        return refusal.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: list[str]) -> int:
    if not words or words in deeds.HELP_WORDS or words == ["help"]:
        sys.stdout.write(overview())
        return 0 if words else 2
    name, rest = words[0], words[1:]
    command = COMMANDS.get(name)
    if command is None:
        raise Refusal(_unknown(name))
    if rest in deeds.HELP_WORDS:
        sys.stdout.write(help_for(name))
        return 0
    layout = this_layout()
    keep_bytecode(layout.bytecode)
    prepare(layout, command.needs)
    return command.act(layout, rest)


def overview() -> str:
    """Return the help over all commands."""
    lines = [f"  {name:<8} {command.summary}" for name, command in COMMANDS.items()]
    return (
        "usage: ./umay COMMAND [...]\n\n"
        "Brings everything it needs by itself; a second run starts at once.\n\n"
        + "\n".join(lines)
        + "\n\n./umay COMMAND --help says more about one of them.\n"
    )


def help_for(name: str) -> str:
    """Return the help for one command."""
    command = COMMANDS[name]
    usage = f"usage: ./umay {name} {command.usage}".rstrip()
    paragraphs = [usage, command.summary, command.more]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f"Did you mean `./umay {near[0]}`?" if near else f"There are: {', '.join(COMMANDS)}."
    return f"there is no command `{name}`. {hint}"
