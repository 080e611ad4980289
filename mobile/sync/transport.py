"""The phone's exchange: one HTTP request and its answer, with limits and no redirects."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

TIMEOUT_S = (10, 20)
"""Seconds to connect and between two arriving bytes: one bar of signal is slow, not dead."""

ANSWER_S = 30.0
"""Seconds for a whole answer, from asking to its last byte: ours are a few kilobytes."""


class NoAnswerError(Exception):
    """The network gave no whole answer: no connection, too late, cut off, too large, or no HTTP.

    `has_left` is False only where it is certain that nothing reached the server.
    """

    def __init__(self, what: str, *, has_left: bool = True) -> None:
        self.has_left = has_left
        super().__init__(what)


@dataclass(frozen=True)
class Request:
    """What is sent, and what the answer may be at most.

    `limit_bytes` is the largest body that is read, after unzipping; `within_s` the time for the
    whole answer, on a clock that nobody can set. With `renewed_by_bytes` that time begins anew
    whenever so many bytes have come: for what may take long, as long as it gets on.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    limit_bytes: int = 64 * 1024
    within_s: float = ANSWER_S
    renewed_by_bytes: int = 0


@dataclass(frozen=True)
class Answer:
    """What came back, from whoever answered: header names in lower case, the body unzipped."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Transport(Protocol):
    """Whatever carries a request to the configured server and nowhere else."""

    def send(self, request: Request) -> Answer:
        """Return the answer; raises NoAnswerError."""
        ...

    def close(self) -> None:
        """Let go of open connections."""
        ...


@dataclass(frozen=True)
class Flow:
    """An answer whose body comes bit by bit, from whoever answered: header names in lower case.

    `chunks` raises NoAnswerError where it is cut off.
    """

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


class Flowing(Protocol):
    """Whatever carries a large answer bit by bit, from the configured server and no other."""

    def flow(self, request: Request) -> AbstractContextManager[Flow]:
        """Give the answer while the block lasts; raises NoAnswerError."""
        ...

    def close(self) -> None:
        """Let go of open connections."""
        ...
