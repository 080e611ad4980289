"""Face: the finder on a home screen, without a store: its manifest, icons and shortcuts."""

import json
from typing import Any

from flask import Blueprint, Response, current_app, request

from backend.web.assets import asset
from backend.web.residents import language, link, open_to_residents, words
from backend.web.variants import FRESH, either, send, takes_gzip
from shared.saying import LANGUAGES

blueprint = Blueprint("finder_home_screen", __name__)
open_to_residents(blueprint)

NAME, GROUND = "UMay", "#10161d"
ICONS = ((192, "any"), (512, "any"), (192, "maskable"), (512, "maskable"))
"""Pixels of each side, and whether the system may cut its own shape out of it."""

SHORTCUT_PX = 96
NEAR = "#near"
"""What ends an address so that the page looks at once for what is near; no request holds it."""


@blueprint.get("/app.webmanifest")
def show_manifest() -> Response:
    """Return what a home screen needs to know (W3C Web Application Manifest), in one language.

    The same `id` in each of them: whoever changes the language has one app, not two.
    """
    say, tongue = words(), LANGUAGES[language()]
    told = {
        "id": "/",
        "name": NAME,
        "short_name": NAME,
        "description": say(
            "Safe places near you that are open when you get there. No account, no name."
        ),
        "lang": tongue.code,
        "dir": "rtl" if tongue.is_rtl else "ltr",
        "start_url": link("/"),
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [_icon(f"{purpose}-{side}", side, purpose) for side, purpose in ICONS],
        "shortcuts": [
            _shortcut(say("Nearest safe place"), link("/") + NEAR, "near"),
            _shortcut(say("Help now"), link("/help"), "help"),
        ],
    }
    content = json.dumps(told, ensure_ascii=False).encode()
    kind = (("Content-Type", "application/manifest+json"),)
    return send(request, either(content, FRESH, gzip=takes_gzip(request), more=kind))


def _shortcut(name: str, url: str, picture: str) -> dict[str, Any]:
    return {"name": name, "url": url, "icons": [_icon(f"{picture}-{SHORTCUT_PX}", SHORTCUT_PX)]}


def _icon(name: str, side: int, purpose: str = "any") -> dict[str, str]:
    return {
        "src": asset(str(current_app.static_folder), f"icons/{name}.png"),
        "sizes": f"{side}x{side}",
        "type": "image/png",
        "purpose": purpose,
    }
