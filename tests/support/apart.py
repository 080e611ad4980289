"""The finder's page as it was before: its styles and modules one by one, and nothing ahead."""

import re

from tools.bundles import FIRST, LAST, SCRIPTS, STYLES

_ADDRESS = re.compile(r'href="(/static/v[0-9a-f]{16}/)vendor/bundles/resident\.css"')


def changes(page: str) -> list[tuple[str, str]]:
    """Return what stands in the page, and what stood there instead; each stands there once."""
    found = _ADDRESS.search(page)
    assert found is not None
    static = found[1]
    modules = (FIRST, *(f"resident/{name}.js" for name in SCRIPTS["find.js"]), LAST)
    return [
        (
            f'<link rel="stylesheet" href="{static}vendor/bundles/resident.css">',
            "".join(
                f'<link rel="stylesheet" href="{static}{part}">' for part in STYLES["resident.css"]
            ),
        ),
        (
            f'<script type="module" src="{static}vendor/bundles/find.js"></script>',
            "".join(f'<script type="module" src="{static}{part}"></script>' for part in modules),
        ),
        # Browsers preload nothing of a kind that they do not know.
        ('as="fetch"', 'as="none"'),
    ]


def apart(page: str) -> str:
    """Return the page as it was."""
    for now, before in changes(page):
        assert now in page, now
        page = page.replace(now, before)
    return page
