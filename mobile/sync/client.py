"""The phone's exchange: what can be asked of the server, and which answers are believed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from mobile.sync.believing import (
    bare,
    document_of,
    fit_etag,
    is_what_was_named,
    json_of,
    manifest_of,
    receipt_of,
    refusal_of,
)
from mobile.sync.timekeeping import Heard, hear, server_time
from mobile.sync.transport import Answer, NoAnswerError, Request, Transport
from shared.ceilings import CEILINGS
from shared.clock import uptime_s
from shared.digits import is_digits
from shared.problems import CATALOGUE, Problem

MANIFEST_LIMIT_BYTES = 64 * 1024
DOCUMENT_S = 120.0
"""Seconds for one document: the list of a thousand places by a line of 600 bytes a second."""

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
        self._refused: dict[str, str] = {}
        """Codes of the problems of documents, by the hash of these."""
        self.uptime_s = uptime_s
        self.heard: Heard | None = None
        """What time it is, from the last answer that was provably our server's."""

    def fetch_manifest(self, etag: str) -> tuple[dict[str, Any], str] | None:
        """Return the manifest and its entity tag, or None when the held one is still true.

        Of its documents those remain that this app knows. Raises NoAnswerError, and Problem
        document-newer or document-damaged.
        """
        etag = fit_etag(etag)
        headers = {"If-None-Match": etag} if etag else {}
        answer = self._send(_to_get("/published/manifest.json", MANIFEST_LIMIT_BYTES, headers))
        if answer.status == 304 and etag:
            if bare(answer.headers.get("etag", "")) == bare(etag):
                self._note_time(answer)
            return None
        body = json_of(answer)
        if answer.status != 200 or body is None:
            raise NoAnswerError(f"manifest: status {answer.status}")
        manifest = manifest_of(body)
        self._note_time(answer)
        self._forget_refused(but=manifest["documents"])
        return manifest, fit_etag(answer.headers.get("etag", ""))

    def fetch_document(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return the checked content of a document of the manifest.

        One that came as it was named and was refused is not asked for again: under its name it
        never changes. Raises NoAnswerError, and Problem document-damaged or document-newer.
        """
        if entry["sha256"] in self._refused:
            raise Problem(self._refused[entry["sha256"]], f"{entry['document']}: as before")
        path = f"/published/{entry['name']}"
        answer = self._send(replace(_to_get(path, entry["size"]), within_s=DOCUMENT_S))
        if answer.status != 200:
            raise NoAnswerError(f"{entry['document']}: status {answer.status}")
        if not is_what_was_named(entry, answer):
            raise Problem("document-damaged", f"{entry['document']}: the hash does not match")
        try:
            return document_of(entry["document"], answer)
        except Problem as problem:
            self._refused[entry["sha256"]] = problem.code
            raise

    def _forget_refused(self, but: Sequence[Mapping[str, Any]]) -> None:
        for old in self._refused.keys() - {entry["sha256"] for entry in but}:
            del self._refused[old]

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
        asking = _with_body("POST", f"/api/v1/receipts/{deed}", {"code": code})
        # It says as much as the document of all replies, at most.
        answer = self._send(replace(asking, limit_bytes=CEILINGS["replies"].bytes))
        refusal = refusal_of(answer)
        if refusal in CATALOGUE:
            raise Problem(refusal)
        if answer.status != 200:
            raise NoAnswerError(f"receipt: status {answer.status}")
        try:
            return receipt_of(answer)
        except Problem as problem:
            raise NoAnswerError(f"receipt: {problem.detail}") from problem

    def close(self) -> None:
        """Let go of open connections."""
        self._transport.close()

    def _send(self, request: Request) -> Answer:
        self._began_s = self.uptime_s()
        return self._transport.send(request)

    def _note_time(self, answer: Answer) -> None:
        self.heard = hear(answer, self._began_s, self.uptime_s()) or self.heard


def _to_get(path: str, limit_bytes: int, headers: Mapping[str, str] | None = None) -> Request:
    return Request("GET", path, headers or {}, None, limit_bytes)


def _with_body(method: str, path: str, body: Mapping[str, Any]) -> Request:
    content = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return Request(method, path, {"Content-Type": "application/json"}, content)


def _judge(answer: Answer, item_id: str) -> Outcome:
    if answer.status in (200, 201):
        body = json_of(answer) or {}
        echoed = body.get("id") == item_id and body.get("state") == "stored"
        return Outcome(Fate.STORED if echoed else Fate.UNKNOWN)
    code = refusal_of(answer)
    if not code:
        return Outcome(Fate.UNKNOWN)
    if 400 <= answer.status < 500 and answer.status not in _ASK_AGAIN:
        return Outcome(Fate.REFUSED, code, server_time=server_time(answer))
    return Outcome(Fate.FAILED, code, retry_after_s=_retry_after_s(answer))


def _retry_after_s(answer: Answer) -> float:
    """Return the seconds of `Retry-After`, at most an hour; a date there is not ours."""
    text = answer.headers.get("retry-after", "")
    return min(float(text), MOST_RETRY_AFTER_S) if is_digits(text) else 0
