"""Web: what is built beforehand: a service without it would be bare pages, all of them English."""

import logging
from pathlib import Path

from shared.problems import Problem
from shared.saying import CATALOGUES, DOMAIN, LANGUAGES

VENDOR, LIST = "vendor", "files.txt"
"""Where styles, fonts and scripts of others lie, and what names each of them: the one who built it
writes that."""

WAY_OUT = "Build it with `./umay assets`, or take the image that the Dockerfile makes."

log = logging.getLogger("backend")


def refuse_unbuilt(
    static: Path, catalogues: Path = CATALOGUES, *, is_production: bool = True
) -> None:
    """Raise Problem not-built where something is missing; when trying out, a warning will do."""
    missing = lacking(static, catalogues)
    if not missing:
        return
    detail = f"Missing: {', '.join(missing)}. {WAY_OUT}"
    if is_production:
        raise Problem("not-built", detail)
    log.warning("Pages will not look or read as they should. %s", detail)


def lacking(static: Path, catalogues: Path = CATALOGUES) -> list[str]:
    """Return what is not there, by its path: files that the list names, and catalogues."""
    listed = static / VENDOR / LIST
    names = listed.read_text(encoding="utf-8").split() if listed.is_file() else []
    files = [listed, *(static / VENDOR / name for name in names)]
    words = [
        catalogues / code / "LC_MESSAGES" / f"{DOMAIN}.mo" for code in LANGUAGES if code != "en"
    ]
    missing = [f"{VENDOR}/{path.relative_to(static / VENDOR)}" for path in files if _is_bare(path)]
    return missing + [str(path.relative_to(catalogues)) for path in words if _is_bare(path)]


def _is_bare(path: Path) -> bool:
    return not path.is_file() or path.stat().st_size == 0
