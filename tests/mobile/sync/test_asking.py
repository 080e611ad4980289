"""Asking about a receipt: only our own server's word is taken for an answer."""

import json
from collections.abc import Mapping
from queue import Queue
from typing import Any

import pytest

from mobile.sync.asking import NO_ANSWER, ask_receipt
from shared.problems import Problem
from tests.mobile.sync.servers import Asked, Reply, serving

CODE = "7K3M-Q0ZD-1XWA-9BTE"
ARRIVED: dict[str, object] = {
    "state": "arrived",
    "label": "Canal side, Wigan",
    "replies": [],
    "restored_on": None,
}


def json_reply(status: int, body: dict[str, Any], kind: str = "application/json") -> Reply:
    return Reply(status, json.dumps(body).encode(), media_type=kind)


def told(reply: Reply) -> Mapping[str, Any] | str:
    """Ask a server that always answers like this; return what the page hears."""
    heard: Queue[Mapping[str, Any] | str] = Queue()
    with serving(lambda _asked: reply) as server:
        ask_receipt(server.url, "read", CODE, heard.put)
        return heard.get(timeout=20)


def test_the_code_travels_in_the_body_and_never_in_the_address() -> None:
    asked: list[Asked] = []

    def answer(one: Asked) -> Reply:
        asked.append(one)
        return json_reply(200, ARRIVED)

    heard: Queue[Mapping[str, Any] | str] = Queue()
    with serving(answer) as server:
        ask_receipt(server.url, "withdraw", CODE, heard.put)
        assert heard.get(timeout=20) == ARRIVED
    assert [(one.method, one.path) for one in asked] == [("POST", "/api/v1/receipts/withdraw")]


def test_a_refusal_of_ours_is_named() -> None:
    body = Problem("receipt-invalid").to_wire()
    assert told(json_reply(422, body, "application/problem+json")) == "receipt-invalid"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html>Sign in to this network</html>", media_type="text/html"),
        Reply(302, b"", headers={"Location": "http://portal.example/"}),
        json_reply(200, {"state": "lost"}),
        json_reply(500, {}),
        json_reply(422, {"type": "urn:umay:problem:invented"}, "application/problem+json"),
    ],
    ids=["portal", "redirect", "unknown-state", "broken", "unknown-refusal"],
)
def test_whatever_else_answers_is_no_answer(reply: Reply) -> None:
    assert told(reply) == NO_ANSWER


def test_a_page_is_answered_also_where_there_is_a_defect() -> None:
    heard: Queue[Mapping[str, Any] | str] = Queue()
    ask_receipt("http://127.0.0.1:9", "read", b"no text", heard.put)  # type: ignore[arg-type]
    assert heard.get(timeout=20) == NO_ANSWER
