"""Deeds: secrets in links that are sent by mail; only their hash is stored."""

import hashlib
import secrets


def new_secret() -> str:
    """Return a fresh secret of 192 bits, fit for a URL."""
    return secrets.token_urlsafe(24)


def secret_hash(secret: str) -> str:
    """Return what is stored instead of a secret: SHA-256, hex, over a named prefix."""
    return hashlib.sha256(b"umay-link-1:" + secret.encode()).hexdigest()
