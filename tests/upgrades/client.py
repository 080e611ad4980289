"""What a phone of this version asks, noted word for word as its own client sends it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask import Flask

from mobile.sync.client import Client
from mobile.sync.transport import Answer, Request
from tests.backend.cast import RECEIPT, a_record, an_answer
from tests.conftest import NOW

AN_ID = "00000000-0000-4000-8000-0000000000{:02d}"


@dataclass(frozen=True)
class Noted:
    """One request, and the status that it was answered with."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int


class Noting:
    """A transport that carries requests to an application and notes them."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self.noted: list[Noted] = []

    def send(self, request: Request) -> Answer:
        """Ask the application."""
        body = (request.body or b"").decode()
        told = self.ask(request.method, request.path, dict(request.headers), body)
        self.noted.append(
            Noted(request.method, request.path, dict(request.headers), body, told.status)
        )
        return told

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: str) -> Answer:
        """Return what the application answers."""
        told = self._client.open(path, method=method, headers=dict(headers), data=body or None)
        names = {name.lower(): value for name, value in told.headers.items()}
        return Answer(told.status_code, names, told.get_data())

    def close(self) -> None:
        """Nothing is open."""


def talk(app: Flask) -> list[Noted]:
    """Let a phone ask for everything that it can ask for, and send all that it can send."""
    transport = Noting(app)
    phone = Client(transport)
    fetched = phone.fetch_manifest("")
    assert fetched is not None
    phone.fetch_manifest(fetched[1])
    for entry in fetched[0]["documents"]:
        phone.fetch_document(entry)
    for number, (kind, body) in enumerate(messages()):
        phone.put(kind, AN_ID.format(number), body)
    phone.put("feedback", AN_ID.format(0), an_answer(level="very_unsafe"))
    for deed in ("read", "withdraw", "read"):
        phone.ask_receipt(deed, RECEIPT)
    return transport.noted


def messages() -> list[tuple[str, dict[str, Any]]]:
    """Return what the phone sends: answers of every shape, a record, whether a place helped."""
    week = NOW.strftime("%G-W%V")
    smallest = an_answer(level="dont_know", factors=[], zone="z2", daypart="daylight")
    whole = an_answer(
        happened="to_me",
        reported="no",
        why_not="too_small",
        age_band="from_18_to_24",
        setting="street",
        voice="b" * 64,
    )
    at_a_place = an_answer(place="p1", daypart="after_dark")
    at_a_place.pop("zone")
    return [
        ("feedback", an_answer()),
        ("feedback", smallest),
        ("feedback", whole),
        ("feedback", at_a_place),
        ("feedback", an_answer(zone="nowhere")),
        ("feedback", an_answer(week="2020-W01")),
        ("young", a_record()),
        ("helped", {"place": "p1", "week": week, "helped": "yes"}),
    ]


def plain(noted: list[Noted]) -> list[dict[str, Any]]:
    """Return what was noted as JSON has it."""
    return [asdict(each) for each in noted]
