"""The commands of the operator's handbook, as they are written there."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMES = ("operations.md", "upgrading.md", "reference.md", "map-pack.md")

PROGRAMS = (
    *("flask --app backend ", "./umay ", "docker compose ", "systemctl ", "nginx ", "pg_dump "),
    *(
        "redis-cli ",
        "deploy/backup/restore.sh ",
        "sudo ",
        "cp ",
        "install ",
        "useradd ",
        "python3 ",
        "(cd ",
        "rm ",
    ),
    *("sed ", "gunicorn ", "echo ", "apt-get ", "kill ", "sqlite3 ", "backup.sh", "restore.sh"),
    *("certbot ", "pg_restore "),
)
"""How a command begins."""

OURS = re.compile(r"(flask --app backend|\./umay) ((?:[a-z][a-z-]*(?: |$))+)")
_BLOCK = re.compile(r"^ *```\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def text(name: str) -> str:
    """Return a page of the handbook."""
    return (DOCS / name).read_text(encoding="utf-8")


def commands(page: str) -> list[str]:
    """Return every command of a page: the lines of its blocks, and what stands between ticks."""
    lines = [line.strip() for block in _BLOCK.findall(page) for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", _BLOCK.sub("", page))
    return [*dict.fromkeys(line for line in lines if line.startswith(PROGRAMS))]


def command_of(line: str) -> str:
    """Return which of ours a line is about, without what it is told: "held replay", "umay test"."""
    found = OURS.search(line.replace("docker compose exec web ", ""))
    if found is None:
        return ""
    words = found[2].split()
    return " ".join(words if found[1].startswith("flask") else ["./umay", *words])
