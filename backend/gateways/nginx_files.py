"""Gateway: nginx's configuration, read from its files or from what `nginx -T` wrote."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

_BEGINS = re.compile(r"^# configuration file (.+):$", re.MULTILINE)


class UnreadableError(Exception):
    """It is no configuration, or not the whole of one can be read."""


@dataclass(frozen=True)
class Directive:
    """One directive, its words, and what stands in its block."""

    name: str
    words: tuple[str, ...]
    block: tuple["Directive", ...] = ()


def read_configuration(file: Path) -> tuple[Directive, ...]:
    """Return a configuration with all that it includes; raises UnreadableError."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UnreadableError(f"{file}: {error.strerror or type(error).__name__}") from error
    parts = _parts(text)
    if not parts:
        return tuple(_directives(_parsed(file, combine=True)))
    with tempfile.TemporaryDirectory() as folder:
        written = {}
        for number, (name, content) in enumerate(parts.items()):
            (part := Path(folder, str(number))).write_text(content, encoding="utf-8")
            written[name] = _parsed(part, single=True)
    main = next(iter(parts))
    return tuple(_directives(written[main], (PurePosixPath(main).parent, written)))


def _parts(text: str) -> dict[str, str]:
    """Return the files that `nginx -T` wrote one behind the other, the main one first."""
    pieces = _BEGINS.split(text)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def _parsed(file: Path, **how: bool) -> list[dict[str, Any]]:
    # Imported when it is used: no serving process needs it.
    import crossplane

    found = crossplane.parse(str(file), check_ctx=False, check_args=False, **how)
    if found["errors"]:
        raise UnreadableError(str(found["errors"][0]["error"])[:200])
    parsed: list[dict[str, Any]] = found["config"][0]["parsed"]
    return parsed


Files = tuple[PurePosixPath, Mapping[str, Sequence[dict[str, Any]]]]
"""The folder of the main file, and what all files hold."""


def _directives(
    parsed: Iterable[dict[str, Any]], files: Files | None = None
) -> Iterator[Directive]:
    for each in parsed:
        if each["directive"] == "include" and files is not None:
            yield from _included(each["args"][0], files)
            continue
        block = tuple(_directives(each.get("block", ()), files))
        yield Directive(each["directive"], tuple(each["args"]), block)


def _included(pattern: str, files: Files) -> Iterator[Directive]:
    folder, parsed = files
    for name, content in parsed.items():
        if PurePosixPath(name).match(str(folder / pattern)):
            yield from _directives(content, files)
