"""Face: the published documents, which nginx serves in production from the same folder."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from backend.api.blueprints import OpenBlueprint, refuses
from backend.web.published import Published
from shared.wire_documents import ManifestSchema

_NOT_CHANGED = {"304": {"description": "You hold it already (If-None-Match)."}}


def blueprint_of(published: Published) -> Blueprint:
    """Return the blueprint that serves a folder of published documents."""
    blueprint = OpenBlueprint(
        "published",
        __name__,
        url_prefix="/published",
        description="What phones download: the same for everybody, so that nobody is known by it.",
    )

    @blueprint.route("/manifest.json")
    @refuses(blueprint, {})
    @blueprint.doc(responses=_found("What is published now.", ManifestSchema))
    def read_manifest() -> Response:
        """Read what is published now.

        Ask again with If-None-Match; the answer is 304 while nothing changed.
        """
        return published.manifest(request)

    @blueprint.route("/<name>")
    @refuses(blueprint, {404: "There is no such document, or it was replaced over a day ago."})
    @blueprint.doc(responses=_found("The document.", {"type": "object"}))
    def read_document(name: str) -> Response:
        """Read one document that the manifest names.

        It never changes under its name, which holds its SHA-256.
        """
        return published.document(request, name)

    return blueprint


def _found(description: str, schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"200": {"description": description, "content": content}, **_NOT_CHANGED}
