"""Face: how second factors are kept: codes work once, recovery codes are stored as hashes."""

import hashlib
import hmac
import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask_security import MfRecoveryCodesUtil, SQLAlchemyUserDatastore, Totp, WebauthnUtil
from passlib.totp import TOTP
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from backend.services import rotating, sign_in
from backend.web.world import world
from shared.ids import RECEIPT_ALPHABET

CODES = 8
LENGTH = 12
"""Twelve letters of five bits: 60 bits each, out of reach of guessing ten times an hour."""


log = logging.getLogger("backend")


class OnceTotp(Totp):
    """Time-based codes of which none works twice (RFC 6238, 5.2)."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        """Encrypt under the first secret; the library would take the name that sorts last."""
        super().__init__(secrets, issuer)
        self._names = frozenset(secrets)
        self._totp = TOTP.using(issuer=issuer, wallet=rotating.wallet_of(secrets))

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Return whether a code is right; none is where the key of its secret is not listed."""
        if rotating.key_name(totp_secret) not in self._names:
            log.error("A code app hangs on a key that is not listed in UMAY_SECRET_KEY_OLD.")
            return False
        return super().verify_totp(token, totp_secret, user, window)

    def get_last_counter(self, user: Any) -> int | None:
        """Return the time step of the last code that was taken."""
        counter: int | None = user.totp_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Keep the time step of the code that was taken."""
        user.totp_counter = tmatch.counter


class Passkeys(WebauthnUtil):
    """Passkeys that stand for both steps: kept by any device that asks its owner each time."""

    def origin(self) -> str:
        """Return the address that browsers know: behind a proxy a request does not say it."""
        parts = urlsplit(world().base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        """Ask for a key that knows its owner; the library would take separate devices only."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        """Ask for finger, face or PIN at each use."""
        return UserVerificationRequirement.REQUIRED


class Accounts(SQLAlchemyUserDatastore):
    """The library's way to our records; it leaves out since when a passkey is there."""

    def create_webauthn(self, *args: Any, **kwargs: Any) -> None:
        """Add a passkey to an account."""
        super().create_webauthn(*args, create_datetime=world().now(), **kwargs)


class HashedRecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes that are shown once and stored as hashes."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        """Make new codes, store their hashes, and return them: nobody can read them again."""
        codes = [_new_code() for _ in range(CODES)]
        user.mf_recovery_codes = [code_hash(code) for code in codes]
        sign_in.changed(world(), user.id, "recovery-codes-made")
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
