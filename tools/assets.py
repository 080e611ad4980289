"""Tools: fonts, icons and the API page, built from pinned npm packages into the source tree."""

import re
from pathlib import Path

from tools import bundles, fonts, node, stamps
from tools.layout import Layout
from tools.refusal import Refusal
from tools.resident_css import for_residents
from tools.running import insist

FONTS = "mobile/ui/fonts"
LOCALE = "shared/locale"
VENDOR = "backend/web/static/vendor"
SWAGGER = f"{VENDOR}/swagger-ui"
LISTED = f"{VENDOR}/files.txt"
"""What names all files that the server needs beside it: without one of them it does not start."""

PAGES_CSS = f"{VENDOR}/govuk/govuk-frontend.css"
RESIDENTS_CSS = f"{VENDOR}/govuk/residents.css"
GOVUK = "govuk-frontend/dist/govuk"
EXTENDED = f"{fonts.NAME}-latin-ext"
EXIT = f"{GOVUK}/components/exit-this-page"
BESIDE = ("arabic_font.py", "bundles.py", "messages.py", "resident_css.py")
"""Recipes that are no part of this file."""
LEAFLET_IMAGES = ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")

# Where a file goes: where it comes from inside node_modules.
COPIES = {
    f"{FONTS}/AtkinsonHyperlegibleNext-LICENSE.txt": f"{fonts.PACKAGE}/LICENSE",
    f"{FONTS}/UMayArabic-LICENSE.txt": f"{fonts.ARABIC_PACKAGE}/LICENSE",
    f"{FONTS}/materialdesignicons.ttf": "@mdi/font/fonts/materialdesignicons-webfont.ttf",
    f"{FONTS}/materialdesignicons-LICENSE.txt": "@mdi/font/LICENSE",
    f"{SWAGGER}/swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
    f"{SWAGGER}/swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
    f"{SWAGGER}/LICENSE": "swagger-ui-dist/LICENSE",
    f"{SWAGGER}/NOTICE": "swagger-ui-dist/NOTICE",
    f"{VENDOR}/govuk/govuk-frontend.js": f"{GOVUK}/govuk-frontend.min.js",
    f"{VENDOR}/govuk/exit-this-page.js": f"{EXIT}/exit-this-page.bundle.mjs",
    f"{VENDOR}/fonts/regular.woff2": f"{fonts.PACKAGE}/files/{fonts.NAME}-latin-400-normal.woff2",
    f"{VENDOR}/fonts/bold.woff2": f"{fonts.PACKAGE}/files/{fonts.NAME}-latin-700-normal.woff2",
    # Letters of Polish and Romanian, fetched only by pages that hold them.
    f"{VENDOR}/fonts/regular-ext.woff2": f"{fonts.PACKAGE}/files/{EXTENDED}-400-normal.woff2",
    f"{VENDOR}/fonts/bold-ext.woff2": f"{fonts.PACKAGE}/files/{EXTENDED}-700-normal.woff2",
    f"{VENDOR}/fonts/LICENSE": f"{fonts.PACKAGE}/LICENSE",
    f"{VENDOR}/leaflet/leaflet.js": "leaflet/dist/leaflet.js",
    f"{VENDOR}/leaflet/leaflet.css": "leaflet/dist/leaflet.css",
    f"{VENDOR}/leaflet/LICENSE": "leaflet/LICENSE",
    **{f"{VENDOR}/leaflet/images/{name}": f"leaflet/dist/images/{name}" for name in LEAFLET_IMAGES},
}


def made_files(layout: Layout) -> list[Path]:
    """Return every file that set-up builds."""
    phones = [name for name in COPIES if name not in server_files()]
    phones += [f"{FONTS}/{name}" for name in fonts.font_names()]
    names = [*server_files(), LISTED, *phones]
    words = [path.with_suffix(".mo") for path in _catalogues(layout)]
    return [*(layout.root / name for name in names), *words]


def server_files() -> list[str]:
    """Return what the server needs of what is built, without the catalogues."""
    copied = [name for name in COPIES if name.startswith(f"{VENDOR}/")]
    return [*copied, PAGES_CSS, RESIDENTS_CSS, *bundles.files()]


def is_ready(layout: Layout) -> bool:
    """Say whether everything was built from the packages that are pinned now."""
    return stamps.is_fresh(layout.stamp("assets"), _wanted(layout), made_files(layout))


def ensure(layout: Layout) -> None:
    """Build what is missing or out of date; do nothing if all is there."""
    if is_ready(layout):
        return
    node.ensure_packages(layout)
    for made in made_files(layout):
        made.parent.mkdir(parents=True, exist_ok=True)
    for target, source in COPIES.items():
        _copy(layout.root / "node_modules" / source, layout.root / target)
    _build_pages_css(layout)
    bundles.build(layout)
    _list(layout)
    fonts.build(layout, layout.root / FONTS)
    compile_words(layout)
    stamps.write(layout.stamp("assets"), _wanted(layout))


def build_for_server(layout: Layout) -> None:
    """Build what the server alone needs from a filled node_modules: no typeface of the phone's."""
    for target in server_files():
        (layout.root / target).parent.mkdir(parents=True, exist_ok=True)
        if target in COPIES:
            _copy(layout.root / "node_modules" / COPIES[target], layout.root / target)
    _build_pages_css(layout)
    bundles.build(layout)
    _list(layout)


def compile_words(layout: Layout, *deed: str) -> None:
    """Make of the catalogues what gettext reads; with "update" first take in new messages."""
    deeds = deed or ("compile",)
    insist(
        [layout.python, "-m", "tools.messages", *deeds],
        cwd=layout.root,
        advice="Mend the catalogue that is named above.",
    )


def _catalogues(layout: Layout) -> list[Path]:
    return sorted((layout.root / LOCALE).glob("*/LC_MESSAGES/*.po"))


def _list(layout: Layout) -> None:
    names = sorted(name.removeprefix(f"{VENDOR}/") for name in server_files())
    (layout.root / LISTED).write_text("\n".join([*names, ""]), encoding="utf-8")


def _build_pages_css(layout: Layout) -> None:
    """Write GOV.UK Frontend's styles in our own type: theirs may be used on GOV.UK only.

    Residents' pages get the part that they use.
    """
    source = layout.root / "node_modules" / GOVUK / "govuk-frontend.min.css"
    css = re.sub(r"@font-face\{[^}]*\}", "", source.read_text(encoding="utf-8"))
    css = css.replace("GDS Transport", "Atkinson Hyperlegible Next")
    (layout.root / PAGES_CSS).write_text(css, encoding="utf-8")
    (layout.root / RESIDENTS_CSS).write_text(for_residents(css), encoding="utf-8")


def _wanted(layout: Layout) -> str:
    beside = [Path(__file__).with_name(name) for name in BESIDE]
    recipes = [Path(__file__), Path(fonts.__file__), *beside, *bundles.sources(layout)]
    catalogues = _catalogues(layout)
    return stamps.fingerprint([layout.root / "package-lock.json", *recipes, *catalogues])


def _copy(source: Path, target: Path) -> None:
    try:
        target.write_bytes(source.read_bytes())
    except FileNotFoundError as problem:
        raise Refusal(
            f"{problem.filename} is missing: the pinned package no longer has it. "
            "Mend the list in tools/assets.py.",
            exit_code=1,
        ) from None
