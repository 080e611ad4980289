"""The phone's exchange: what can be asked of the server, and which answers are believed."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from marshmallow import ValidationError

from mobile.sync.timekeeping import Heard, hear, server_time
from mobile.sync.transport import Answer, NoAnswerError, Request, Transport
from shared.clock import uptime_s
from shared.digits import is_digits
from shared.problems import CATALOGUE, TYPE_BASE, Problem
from shared.wire_documents import DOCUMENT_SCHEMAS, DOCUMENTS, ManifestSchema
from shared.wire_fields import FORMAT
from shared.wire_messages import ReceiptStateSchema

MANIFEST_LIMIT_BYTES = 64 * 1024
MOST_RETRY_AFTER_S = 3600.0
_ROUTES = {
    "feedback": "/api/v1/feedback",
    "young": "/api/v1/young-records",
    "helped": "/api/v1/help-answers",
}
"""Where each kind of message of the outbox goes."""

_ASK_AGAIN = frozenset({408, 425, 429})


class Fate(Enum):
    """What became of a sent item."""

    STORED = "stored"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """The fate of a sent item, and what the answer said besides.

    `code` is that of a refusal; `has_left` is False where it cannot have arrived; `server_time` is
    the `Date` of our server's answer; `retry_after_s` is what it asked us to wait.

    FAILED: our server spoke of its own trouble. UNKNOWN: nobody we believe has answered.
    """

    fate: Fate
    code: str = ""
    has_left: bool = True
    server_time: datetime | None = None
    retry_after_s: float = 0


class Client:
    """The server's routes as methods; believes nothing that is not provably the server's answer."""

    def __init__(self, transport: Transport, uptime_s: Callable[[], float] = uptime_s) -> None:
        self._transport = transport
        self._began_s = 0.0
        self.uptime_s = uptime_s
        self.heard: Heard | None = None
        """What time it is, from the last answer that was provably our server's."""

    def fetch_manifest(self, etag: str) -> tuple[dict[str, Any], str] | None:
        """Return the manifest and its entity tag, or None when the held one is still true.

        Raises NoAnswerError, and Problem document-newer or document-damaged.
        """
        headers = {"If-None-Match": etag} if etag else {}
        answer = self._get("/published/manifest.json", headers, MANIFEST_LIMIT_BYTES)
        if answer.status == 304 and etag:
            if _bare(answer.headers.get("etag", "")) == _bare(etag):
                self._note_time(answer)
            return None
        body = _json(answer)
        if answer.status != 200 or body is None:
            raise NoAnswerError(f"manifest: status {answer.status}")
        _refuse_newer(body)
        try:
            manifest: dict[str, Any] = ManifestSchema().load(body)
        except ValidationError as error:
            raise Problem("document-damaged", f"manifest: {error.messages}") from error
        self._note_time(answer)
        return manifest, answer.headers.get("etag", "")

    def fetch_document(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return the checked content of a document of the manifest.

        Raises NoAnswerError, and Problem document-damaged or document-newer.
        """
        answer = self._get(f"/published/{entry['name']}", {}, entry["size"])
        if answer.status != 200:
            raise NoAnswerError(f"{entry['document']}: status {answer.status}")
        if hashlib.sha256(answer.body).hexdigest() != entry["sha256"]:
            raise Problem("document-damaged", f"{entry['document']}: the hash does not match")
        content = _json(answer)
        if content is None:
            raise Problem("document-damaged", f"{entry['document']}: not a JSON object")
        _refuse_newer(content)
        try:
            loaded: dict[str, Any] = DOCUMENT_SCHEMAS[entry["document"]]().load(content)
        except ValidationError as error:
            raise Problem("document-damaged", f"{entry['document']}: {error.messages}") from error
        return loaded

    def put(self, kind: str, item_id: str, body: Mapping[str, Any]) -> Outcome:
        """Send one message of the outbox; STORED only when the server echoes its id (D2)."""
        request = _with_body("PUT", f"{_ROUTES[kind]}/{item_id}", body)
        try:
            answer = self._send(request)
        except NoAnswerError as error:
            return Outcome(Fate.UNKNOWN, has_left=error.has_left)
        outcome = _judge(answer, item_id)
        if outcome.fate is not Fate.UNKNOWN:
            self._note_time(answer)
        return outcome

    def ask_receipt(self, deed: str, code: str) -> dict[str, Any]:
        """Ask to "read" or "withdraw" the answer of a receipt; return its state.

        Raises NoAnswerError, and Problem with the code of a refusal.
        """
        answer = self._send(_with_body("POST", f"/api/v1/receipts/{deed}", {"code": code}))
        body = _json(answer) or {}
        refusal = _problem_code(answer, body)
        if refusal in CATALOGUE:
            raise Problem(refusal)
        if answer.status != 200:
            raise NoAnswerError(f"receipt: status {answer.status}")
        try:
            state: dict[str, Any] = ReceiptStateSchema().load(body)
        except ValidationError as error:
            raise NoAnswerError(f"receipt: {error.messages}") from error
        return state

    def close(self) -> None:
        """Let go of open connections."""
        self._transport.close()

    def _get(self, path: str, headers: Mapping[str, str], limit_bytes: int) -> Answer:
        return self._send(Request("GET", path, headers, None, limit_bytes))

    def _send(self, request: Request) -> Answer:
        self._began_s = self.uptime_s()
        return self._transport.send(request)

    def _note_time(self, answer: Answer) -> None:
        self.heard = hear(answer, self._began_s, self.uptime_s()) or self.heard


def _with_body(method: str, path: str, body: Mapping[str, Any]) -> Request:
    content = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return Request(method, path, {"Content-Type": "application/json"}, content)


def known_entries(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the manifest's entries this app knows; a later server may publish more."""
    return [entry for entry in manifest["documents"] if entry["document"] in DOCUMENTS]


def _judge(answer: Answer, item_id: str) -> Outcome:
    body = _json(answer) or {}
    if answer.status in (200, 201):
        echoed = body.get("id") == item_id and body.get("state") == "stored"
        return Outcome(Fate.STORED if echoed else Fate.UNKNOWN)
    code = _problem_code(answer, body)
    if not code:
        return Outcome(Fate.UNKNOWN)
    if 400 <= answer.status < 500 and answer.status not in _ASK_AGAIN:
        return Outcome(Fate.REFUSED, code, server_time=server_time(answer))
    return Outcome(Fate.FAILED, code, retry_after_s=_retry_after_s(answer))


def _retry_after_s(answer: Answer) -> float:
    """Return the seconds of `Retry-After`, at most an hour; a date there is not ours."""
    text = answer.headers.get("retry-after", "")
    return min(float(text), MOST_RETRY_AFTER_S) if is_digits(text) else 0


def _problem_code(answer: Answer, body: Mapping[str, Any]) -> str:
    """Return the code of one of our problem documents, or "" when somebody else answered."""
    kind = body.get("type")
    if answer.media_type != "application/problem+json" or not isinstance(kind, str):
        return ""
    return kind.removeprefix(TYPE_BASE) if kind.startswith(TYPE_BASE) else ""


def _bare(etag: str) -> str:
    """Return an entity tag without the mark that a proxy which squeezed the answer adds."""
    return etag.removeprefix("W/")


def _json(answer: Answer) -> dict[str, Any] | None:
    if answer.media_type not in ("application/json", "application/problem+json"):
        return None
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _refuse_newer(body: Mapping[str, Any]) -> None:
    if isinstance(body.get("format"), int) and body["format"] > FORMAT:
        raise Problem("document-newer", f"format {body['format']}, this app reads {FORMAT}")
