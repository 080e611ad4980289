"""The phone's exchange: what an answer says, as far as it is to be believed; nothing is asked."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from mobile.sync.timekeeping import is_possible
from mobile.sync.transport import Answer
from shared.ceilings import check_content, check_entries
from shared.clock import parse_moment
from shared.problems import TYPE_BASE, Problem
from shared.wire_documents import DOCUMENT_SCHEMAS, DOCUMENTS, ManifestSchema
from shared.wire_fields import FORMAT
from shared.wire_messages import ReceiptStateSchema

PROBLEM = "application/problem+json"
MOST_PROBLEM_BYTES = 64 * 1024

_TYPE = re.compile(rf"{re.escape(TYPE_BASE)}([a-z0-9-]{{1,64}})")
_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e]{1,128}"')


def json_of(answer: Answer) -> dict[str, Any] | None:
    """Return the JSON object of an answer, or None where it is none."""
    if answer.media_type not in ("application/json", PROBLEM):
        return None
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def refusal_of(answer: Answer) -> str:
    """Return the code of one of our problem documents, or "" when somebody else answered."""
    if answer.media_type != PROBLEM or len(answer.body) > MOST_PROBLEM_BYTES:
        return ""
    kind = (json_of(answer) or {}).get("type")
    found = _TYPE.fullmatch(kind) if isinstance(kind, str) else None
    return found[1] if found else ""


def fit_etag(text: str) -> str:
    """Return an entity tag that can be sent back, or "": one that cannot would be the last asked.

    A tag of 60 kB, or of two lines, would make every later question one that nobody answers.
    """
    return text if _ETAG.fullmatch(text) else ""


def bare(etag: str) -> str:
    """Return an entity tag without the mark that a proxy which squeezed the answer adds."""
    return etag.removeprefix("W/")


def manifest_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a checked manifest, of whose documents those remain that this app knows.

    Raises Problem document-newer or document-damaged.
    """
    _refuse_newer(body)
    manifest = _in_form(ManifestSchema(), body, "manifest")
    if not _is_possible(manifest["published_at"]):
        raise Problem("document-damaged", f"manifest of {manifest['published_at']}")
    known = [entry for entry in manifest["documents"] if entry["document"] in DOCUMENTS]
    check_entries(known)
    return {**manifest, "documents": known}


def is_what_was_named(entry: Mapping[str, Any], answer: Answer) -> bool:
    """Return whether these are the bytes that the manifest names."""
    named: str = entry["sha256"]
    return hashlib.sha256(answer.body).hexdigest() == named


def document_of(kind: str, answer: Answer) -> dict[str, Any]:
    """Return the checked content of a document.

    Raises Problem document-damaged or document-newer, whatever is wrong with it.
    """
    check_content(kind, answer.body)
    content = json_of(answer)
    if content is None:
        raise Problem("document-damaged", f"{kind}: not a JSON object")
    _refuse_newer(content)
    return _in_form(DOCUMENT_SCHEMAS[kind](), content, kind)


def receipt_of(answer: Answer) -> dict[str, Any]:
    """Return what became of an answer; raises Problem document-damaged."""
    # Its replies are some of those in the document of all of them.
    check_content("replies", answer.body)
    return _in_form(ReceiptStateSchema(), json_of(answer) or {}, "receipt")


def _is_possible(published_at: str) -> bool:
    try:
        return is_possible(parse_moment(published_at))
    except (ValueError, OverflowError):
        return False


def _refuse_newer(body: Mapping[str, Any]) -> None:
    if isinstance(body.get("format"), int) and body["format"] > FORMAT:
        raise Problem("document-newer", f"format {body['format']}, this app reads {FORMAT}")


def _in_form(schema: Schema, content: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Return a message that keeps its form; raises Problem document-damaged.

    What is wrong with it is not repeated: of a hundred thousand faults the words take more memory
    than the message. A value at which a check falls over is a fault of the message like any other.
    """
    try:
        loaded: dict[str, Any] = schema.load(content)
    except ValidationError as error:
        raise Problem("document-damaged", f"{what}: {sorted(error.messages)[:3]}") from None
    except Exception as error:
        raise Problem("document-damaged", f"{what}: {type(error).__name__}") from error
    return loaded
