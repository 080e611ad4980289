"""The contract's identifiers: random feedback ids and the receipts of anonymous people."""

import hashlib
import secrets
import uuid

from shared.problems import Problem

RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code can be read aloud and written by hand."""

RECEIPT_LENGTH = 16
"""16 characters of 5 bits: 80 random bits, out of reach of guessing."""

_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


def new_feedback_id() -> str:
    """Return a fresh random id, which says nothing of who, where or when."""
    return str(uuid.uuid4())


def check_feedback_id(text: str) -> str:
    """Return the id in canonical form; raise Problem id-invalid unless it is a version 4 UUID."""
    try:
        parsed = uuid.UUID(text)
    except ValueError as error:
        raise Problem("id-invalid", f"{text[:60]!r} is not a UUID") from error
    if parsed.version != 4 or str(parsed) != text.lower():
        raise Problem("id-invalid", f"{text[:60]!r} is not a version 4 UUID in its usual form")
    return str(parsed)


def new_receipt() -> str:
    """Return a fresh receipt code in four groups, such as "7K3M-Q0ZD-1XWA-9BTE"."""
    letters = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, RECEIPT_LENGTH, 4))


def normalise_receipt(code: str) -> str:
    """Return the 16 characters of a code as typed; raise Problem receipt-invalid otherwise."""
    letters = code.upper().translate(_LOOKALIKES)
    if len(letters) != RECEIPT_LENGTH or set(letters) - set(RECEIPT_ALPHABET):
        raise Problem("receipt-invalid")
    return letters


def receipt_hash(code: str) -> str:
    """Return the hash that travels instead of the code: SHA-256, hex, over a named prefix."""
    return hashlib.sha256(b"umay-receipt-1:" + normalise_receipt(code).encode()).hexdigest()
