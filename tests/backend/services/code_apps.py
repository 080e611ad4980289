"""The secrets of code apps as they are stored."""

import hashlib

from passlib.totp import TOTP


def in_the_form_of_before(key: str, secret_key: str) -> str:
    """Return an app's key as releases stored it whose one key was called "1"."""
    secret = hashlib.sha256(f"umay:totp:{secret_key}".encode()).hexdigest()
    return str(TOTP.using(secrets={"1": secret})(key).to_json(encrypt=True))
