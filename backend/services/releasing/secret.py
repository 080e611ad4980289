"""Deeds: the secret that record keys are made with, drawn once for a service and kept for ever."""

import secrets

from backend.services.transaction import read, write
from backend.storage.settings import RECORD_KEYING, set_first, setting

BYTES = 32


def record_secret() -> bytes:
    """Return the secret; whoever asks first draws it, for all of them."""
    with read() as session:
        held = setting(session, RECORD_KEYING)
    if held is None:
        with write() as session:
            set_first(session, RECORD_KEYING, secrets.token_hex(BYTES))
        with read() as session:
            held = setting(session, RECORD_KEYING)
    return bytes.fromhex(held)
