"""Tools: the catalogues of what the app says, `python -m tools.messages update|compile`.

Runs in the project's environment. `update` reads every message out of the sources and puts it into
`shared/locale/<language>/LC_MESSAGES/umay.po`; `compile` makes of these what the app reads.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from shared import perception, young_questions
from shared.saying import CATALOGUES, DOMAIN, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("mobile", "shared", "backend/finder")
KEYWORDS = {"_": None, "say": None, "to_say": None, "count": (1, 2), "text": None}
PAGE_KEYWORDS = {"_": None, "count": (1, 2)}
WRITTEN_ON = datetime(2026, 11, 24, tzinfo=UTC)
"""One moment in every header: a catalogue changes when its words do, and only then."""

NOT_REVIEWED = "No native speaker has read this translation."


def update() -> None:
    """Put every message of the sources into each catalogue; what is not said any more goes."""
    wanted = template()
    for code in _others():
        path = po_path(code)
        held = read_catalogue(code)
        held.update(wanted, no_fuzzy_matching=True)
        held.obsolete.clear()
        held.fuzzy = False
        held.creation_date = held.revision_date = WRITTEN_ON
        held.last_translator, held.language_team = "UMay", LANGUAGES[code].name
        held.msgid_bugs_address = "UMay"
        held.header_comment = f"# UMay in {LANGUAGES[code].name}. {NOT_REVIEWED}"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, held, width=98, omit_header=False, sort_output=True, no_location=True)


def compile_all() -> None:
    """Make of each catalogue what gettext reads."""
    for code in _others():
        if po_path(code).exists():
            with po_path(code).with_suffix(".mo").open("wb") as file:
                write_mo(file, read_catalogue(code))


def template() -> Catalog:
    """Return a catalogue of every message, without translations."""
    found = Catalog(project="UMay", version="1", charset="utf-8")
    for message in messages():
        found.add(message)
    return found


def messages() -> Iterator[str | tuple[str, ...]]:
    """Yield every message of the sources, those with a number as (one, many)."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".py", ".kv") and "packaging" not in path.parts:
                yield from _said_in(path, "python", KEYWORDS)
    for path in sorted(ROOT.glob("backend/*/templates/**/*.html")):
        if path.match("finder/*.html") or path.match("resident*.html"):
            yield from _said_in(path, "jinja2.ext:babel_extract", PAGE_KEYWORDS)
    yield from perception.messages()
    yield from young_questions.messages()


def _said_in(path: Path, method: str, keywords: dict[str, Any]) -> Iterator[str | tuple[str, ...]]:
    found = extract(method, BytesIO(path.read_bytes()), keywords=keywords)
    for _line, message, _comments, _context in found:
        if message:
            yield message


def read_catalogue(code: str) -> Catalog:
    """Return a language's catalogue as it is written, or an empty one."""
    if not po_path(code).exists():
        return Catalog(locale=code, project="UMay", version="1", charset="utf-8")
    with po_path(code).open("rb") as file:
        return read_po(file, locale=code, charset="utf-8")


def po_path(code: str) -> Path:
    """Return where a language's catalogue stands."""
    return CATALOGUES / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def _others() -> list[str]:
    return [code for code in LANGUAGES if code != "en"]


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    compile_all()
