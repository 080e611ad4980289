"""Face: how second factors are kept: codes work once, recovery codes are stored as hashes."""

import hashlib
import hmac
import secrets
from typing import Any

from flask_security import MfRecoveryCodesUtil, Totp

from shared.ids import RECEIPT_ALPHABET

CODES = 8
LENGTH = 12
"""Twelve letters of five bits: 60 bits each, out of reach of guessing ten times an hour."""


class OnceTotp(Totp):
    """Time-based codes of which none works twice (RFC 6238, 5.2)."""

    def get_last_counter(self, user: Any) -> int | None:
        """Return the time step of the last code that was taken."""
        counter: int | None = user.totp_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Keep the time step of the code that was taken."""
        user.totp_counter = tmatch.counter


class HashedRecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes that are shown once and stored as hashes."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        """Make new codes, store their hashes, and return them: nobody can read them again."""
        codes = [_new_code() for _ in range(CODES)]
        user.mf_recovery_codes = [code_hash(code) for code in codes]
        return codes

    def get_recovery_codes(self, user: Any) -> list[str]:
        """Return none: hashes cannot be shown."""
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Return whether a code is one of the account's unused ones."""
        wanted = code_hash(code)
        held = user.mf_recovery_codes or []
        return any(hmac.compare_digest(wanted, each) for each in held)

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Forget a code that was used."""
        held = list(user.mf_recovery_codes or [])
        user.mf_recovery_codes = [each for each in held if each != code_hash(code)]
        return len(user.mf_recovery_codes) < len(held)


def code_hash(code: str) -> str:
    """Return the hash of a recovery code, however it was typed."""
    letters = code.upper().replace("-", "").replace(" ", "")
    return hashlib.sha256(b"umay-recovery-1:" + letters.encode()).hexdigest()


def _new_code() -> str:
    letters = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))
