"""Face: the published documents, which nginx serves in production from the same folder."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from backend.api.blueprints import OpenBlueprint, refuses
from backend.web.published import Published
from shared.wire_documents import ManifestSchema

_REFUSALS = {
    404: "There is no such document, or it was replaced over a day ago.",
    416: "Range asks for a part of a map pack beyond its end.",
}
_PART = {"description": "The part of a map pack that Range asked for."}
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
    @refuses(blueprint, _REFUSALS)
    @blueprint.doc(responses=_document())
    def read_document(name: str) -> Response:
        """Read one document, or the map pack, that the manifest names.

        It never changes under its name, which holds its SHA-256. A map pack is sent in parts where
        Range asks for one.
        """
        return published.document(request, name)

    return blueprint


def _found(description: str, schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"200": {"description": description, "content": content}, **_NOT_CHANGED}


def _document() -> dict[str, Any]:
    pack = {"schema": {"type": "string", "format": "binary"}}
    found = _found("The document or map pack.", {"type": "object"})
    found["200"]["content"]["application/vnd.sqlite3"] = pack
    return {**found, "206": {**_PART, "content": {"application/vnd.sqlite3": pack}}}
