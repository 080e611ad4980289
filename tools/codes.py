"""Tools: the code that an authenticator app would show, for trying out the demonstration."""

import base64
import binascii
import hashlib
import hmac
import struct
import time
from collections.abc import Sequence

from tools.layout import Layout
from tools.refusal import Refusal

STEP_S = 30


def show(layout: Layout, words: Sequence[str]) -> int:
    """Print the code of a key, and for how long it holds."""
    if len(words) != 1:
        raise Refusal("Give the key that the demonstration printed: ./umay code KEY")
    now = time.time()
    print(f"{code(words[0], now)} (for {STEP_S - int(now) % STEP_S} s)")
    return 0


def code(key: str, now_s: float) -> str:
    """Return the six digits of a key at a moment in seconds since 1970 (RFC 6238, RFC 4226)."""
    letters = key.upper().replace("-", "").replace(" ", "")
    try:
        secret = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error:
        raise Refusal(f"{key[:40]!r} is no key: it has letters A to Z and digits 2 to 7.") from None
    # SHA-1 is what every authenticator app uses; the code is not a hash to be trusted.
    digest = hmac.new(secret, struct.pack(">Q", int(now_s) // STEP_S), hashlib.sha1).digest()
    begin = digest[-1] & 15
    number = struct.unpack(">I", digest[begin : begin + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
