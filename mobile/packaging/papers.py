"""Writes the stores' privacy papers of what is declared: `python -m mobile.packaging.papers`."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mobile.packaging.disclosure import (
    APPLE,
    DECLARED,
    GOOGLE,
    HEADERS,
    PURPOSES,
    REQUESTS,
    Declared,
    types_of,
)

HERE = Path(__file__).resolve().parent
STORE, FORMS = HERE / "store", HERE / "forms"
MADE = (
    "Made by `python -m mobile.packaging.papers` of `mobile/packaging/disclosure.py` and `forms/`: "
    "change those."
)
COUNTED = ("No", "One", "Two", "Three", "Four", "Five", "Six")
GOOGLE_AT, APPLE_AT = 0, 1


def papers() -> dict[str, str]:
    """Return the papers by their file names."""
    return {
        "data-safety.md": _filled("data-safety.md", GOOGLE_AT, _google_rows()),
        "app-privacy.md": _filled("app-privacy.md", APPLE_AT, _apple_rows()),
    }


def main(folder: Path = STORE) -> int:
    """Write them."""
    for name, text in papers().items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


def _filled(name: str, store: int, types: str) -> str:
    """Return a form's text with the tables in it; `store` is 0 for Google and 1 for Apple."""
    kinds = len({each.message for each in DECLARED})
    return (
        (FORMS / name)
        .read_text(encoding="utf-8")
        .format(
            made=MADE,
            types=types,
            messages=COUNTED[kinds],
            fields=_fields(store),
            requests=_lines(
                (f"`{each.method} {each.path}`", each.tells) for each in REQUESTS
            ).rstrip(),
            headers=", ".join(f"`{name}`" for name in HEADERS),
        )
    )


def _fields(store: int) -> str:
    return _lines(
        (
            each.message,
            ", ".join(f"`{name}`" for name in each.fields),
            each.what,
            ", ".join((each.google, each.apple)[store]) or "none: not about a person",
            _purposes([each], store) or "-",
            "yes" if each.is_ephemeral else "no",
        )
        for each in DECLARED
    )


def _google_rows() -> str:
    found = types_of("google")
    return _lines(
        (category, kind, *_google_cells(found.get(kind, ())))
        for category, kind in _all_types(GOOGLE)
    )


def _google_cells(declared: Sequence[Declared]) -> tuple[str, ...]:
    if not declared:
        return ("no", "-", "-", "-", "-")
    ephemeral = "yes" if all(each.is_ephemeral for each in declared) else "no"
    return ("**yes**", "no", ephemeral, "yes", _purposes(declared, GOOGLE_AT))


def _apple_rows() -> str:
    found = types_of("apple")
    return _lines(
        (category, kind, "**yes**", "no", "no", _purposes(found[kind], APPLE_AT))
        if kind in found
        else (category, kind, "no", "-", "-", "-")
        for category, kind in _all_types(APPLE)
    )


def _all_types(by_category: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    return [(category, kind) for category, kinds in by_category.items() for kind in kinds]


def _purposes(declared: Iterable[Declared], store: int) -> str:
    words = [PURPOSES[each][store] for row in declared for each in row.purposes]
    return "; ".join(dict.fromkeys(words))


def _lines(rows: Iterable[Iterable[str]]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


if __name__ == "__main__":
    sys.exit(main())
