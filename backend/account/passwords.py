"""Face: passwords: long enough, and none that a guesser tries first."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_security import PasswordUtil
from zxcvbn import zxcvbn

from backend.domain.staff import LEAST_PASSWORD

TOO_SHORT = f"Use at least {LEAST_PASSWORD} characters."
TOO_COMMON = "This is easy to guess. Put three or four words together that do not belong together."
LEAST_SCORE = 3
"""Of zxcvbn's 0 to 4: more than a hundred million guesses, common passwords and patterns first."""

_READ = 72
"""How much of a password zxcvbn is given: its time grows with the square."""


def normal(password: str) -> str:
    """Return a password as it is hashed, in whichever way a keyboard wrote it (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def faults_of(password: str, *known: str) -> str:
    """Return what is wrong with a password, in words, or nothing.

    `known` is what a guesser knows of its owner, such as name and mail address.
    """
    text = normal(password)
    if len(text) < LEAST_PASSWORD:
        return TOO_SHORT
    score: int = zxcvbn(text[:_READ], user_inputs=[*_parts(known), "umay"])["score"]
    return "" if score >= LEAST_SCORE else TOO_COMMON


def _parts(known: Sequence[str]) -> list[str]:
    words = " ".join(known).lower().replace("@", " ").replace(".", " ").split()
    return [*known, *words]


class Passwords(PasswordUtil):
    """The library's question whether a new password may be used."""

    def normalize(self, password: str) -> str:
        """Return a password as it is hashed."""
        return normal(password)

    def validate(self, password: str, *_: Any, **words: Any) -> tuple[list[str] | None, str]:
        """Return what is wrong with a new password, if anything, and its normal form."""
        user = words.get("user")
        fault = faults_of(password, *((user.email, user.name) if user else ()))
        return ([fault] if fault else None), normal(password)
