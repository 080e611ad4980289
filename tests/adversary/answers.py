"""What came of a request, and what may come of one: held against what nobody in particular gets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from werkzeug.test import TestResponse

from backend.web.guards import SIGN_IN
from tests.support.route_walk import RESIDENTS, outcome

NOTHING = crc32(b"")
STAFF = ("/account", "/portal", "/console", "/offer", "/confirm")
"""Where people have sessions, and forms a token."""

_EVERY_TIME_ANOTHER = re.compile(
    rb'name="csrf_token" value="[^"]*"|data-options="[^"]*"|/account/passkey/[\w.-]+'
)
"""Tokens, and the challenge of a passkey, which no two answers share."""


@dataclass(frozen=True)
class Answer:
    """What can be told from an answer: its status, where it leads, and a mark of what it says."""

    path: str
    status: int
    location: str
    said: int
    letter: str


@dataclass(frozen=True)
class Nobodys:
    """What nobody gets of one route: with the token of their form, without it, and by reading."""

    with_token: Answer
    without: Answer
    read: Answer | None
    is_guarded: bool

    def sayings(self) -> set[int]:
        """Return the marks of all that was looked through for what nobody may read."""
        return {self.with_token.said, self.without.said, NOTHING}


def is_for_staff(path: str) -> bool:
    """Return whether people have sessions at a path."""
    return path.startswith(STAFF)


def is_for_residents(path: str) -> bool:
    """Return whether nobody has a session at a path."""
    return not is_for_staff(path)


def everywhere(_path: str) -> bool:
    """Return whether it is a path."""
    return True


Fits = Callable[[Answer, Nobodys], bool]


def answer_of(response: TestResponse) -> Answer:
    """Return what can be told from a response, whose body has been read."""
    said = crc32(_EVERY_TIME_ANOTHER.sub(b"", response.data))
    location = response.headers.get("Location", "")
    return Answer(response.request.path, response.status_code, location, said, outcome(response))


def as_nobody(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether it is, word for word, what nobody gets."""
    return answer == nobodys.with_token


def as_nobody_without_more(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether it is what nobody gets who has not even a token."""
    return answer == nobodys.without


def as_nobody_or_stale(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether it is what nobody gets, whose token went with their session."""
    return answer in (nobodys.with_token, nobodys.without)


def as_nobody_or_refused(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether it is what nobody gets, or a refusal of what the body is."""
    is_refused = answer.status == 415 or (answer.status == 422 and not nobodys.is_guarded)
    return is_refused or answer == nobodys.with_token


def as_nobody_or_to_sign_in(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether it is what nobody gets, or leads where nobody is led too."""
    is_led = nobodys.is_guarded and (answer.status, answer.location) == (302, SIGN_IN)
    return is_led or answer == nobodys.with_token


def misdirected(answer: Answer, _nobodys: Nobodys) -> bool:
    """Return whether the service said that it does not answer to that name."""
    return answer.status == 421


def forged(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether a form that is not ours was refused, or taken as nobody's where all may."""
    if is_for_staff(answer.path):
        return answer.letter == "X"
    is_foreign = answer.status == 403 and not answer.path.startswith(RESIDENTS)
    return is_foreign or answer == nobodys.without


def head_of_nobodys(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether it is the head of what nobody reads, and nothing behind it."""
    read = nobodys.read
    if read is None:
        return answer.status == 405
    same = (answer.status, answer.location) == (read.status, read.location)
    return same and answer.said == NOTHING


def options_alone(answer: Answer, nobodys: Nobodys) -> bool:
    """Return whether it names methods and says nothing, or wants to know first who asks."""
    if nobodys.is_guarded:
        return answer.status == 401
    is_shut = answer.status == nobodys.with_token.status == 404
    return is_shut or (answer.status == 200 and answer.said == NOTHING)


def no_such_method(answer: Answer, _nobodys: Nobodys) -> bool:
    """Return whether the method was refused, to whomever."""
    return answer.status == 405
