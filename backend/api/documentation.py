"""Face: the description for machines, and the page that shows it to people."""

import json
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, render_template

from backend.api.openapi import DescribedApi, document_of
from backend.web.responses import SafeResponse

VENDOR_FILES = ("swagger-ui.css", "swagger-ui-bundle.js")
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def register(app: Flask, api: DescribedApi) -> None:
    """Serve the description of an API, made once, and the page that shows it."""
    content = json.dumps(document_of(api), indent=1, ensure_ascii=False).encode()
    app.extensions["umay-openapi"] = content
    blueprint = Blueprint("documentation", __name__, url_prefix="/api/v1")

    @blueprint.get("/openapi.json")
    def read_description() -> Response:
        """Answer with the OpenAPI 3.1 document."""
        return SafeResponse(content, headers={"Cache-Control": "no-cache"})

    blueprint.add_url_rule("/docs", view_func=show_page)
    app.register_blueprint(blueprint)


def show_page() -> Response:
    """Show the API to people, from this server's own files alone."""
    page = render_template("api.html", is_built=_is_built())
    headers = {"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-cache"}
    return SafeResponse(page, headers=headers, mimetype="text/html")


def _is_built() -> bool:
    folder = Path(current_app.static_folder or "") / "vendor" / "swagger-ui"
    return all((folder / name).is_file() for name in VENDOR_FILES)
